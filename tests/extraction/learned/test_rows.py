from __future__ import annotations

import numpy as np

from extraction.learned.rows import Rows


def test_whole_numbers_lose_little() -> None:
    rows = np.array([[9.0, -4.5, 0.01], [1e-6, 0.0, -5e-7], [0.0, 0.0, 0.0]], np.float32)
    kept = Rows.of(rows)
    assert kept.whole.dtype == np.int8
    lost = np.abs(kept.floats() - rows).max(axis=1)
    assert (lost <= np.abs(rows).max(axis=1) / 250).all()

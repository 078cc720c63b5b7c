from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from extraction.learned.rows import Rows


@pytest.fixture(params=[False, True])
def flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have numbers that are nearly nothing be nothing, as training does."""
    torch.set_flush_denormal(bool(request.param))
    yield
    torch.set_flush_denormal(False)


@pytest.mark.usefixtures("flushed")
def test_whole_numbers_lose_little() -> None:
    rows = np.array([[9.0, -4.5, 0.01], [1e-6, 0.0, -5e-7], [0.0, 0.0, 0.0]], np.float32)
    kept = Rows.of(rows)
    assert kept.whole.dtype == np.int8
    lost = np.abs(kept.floats() - rows).max(axis=1)
    assert (lost <= np.abs(rows).max(axis=1) / 250).all()

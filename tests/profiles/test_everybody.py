from datetime import datetime

import numpy as np
import polars as pl
import pytest

from profiles.errors import EventFrameError
from profiles.everybody import meet
from profiles.sums import latest, sum_events
from tests.profiles.samples import NOW, catalogue, events, simulated


def test_everybody_by_hand() -> None:
    sums = sum_events(
        pl.concat(
            [
                events(("u", "PURCHASED", "dear", NOW), price=240.0),
                events(
                    ("v", "VIEWED", "cheap", NOW), ("v", "VIEWED", "watch", NOW), ("x", "VIEWED", "gone", NOW)
                ),
            ]
        )
    )
    shop = catalogue()
    everybody = meet([sums], shop, datetime.fromisoformat(NOW))
    assert everybody.users == 2
    assert everybody.saved == pytest.approx(0.2)
    # Positions: 5/6 of the phones, 1/6 of them, and the only watch, which is on no shelf, in its middle.
    assert everybody.cheap == pytest.approx((6 * 1 / 6 + 5 / 6 + 1 / 2) / 8)
    column = shop.entities.index("brand/b")
    assert everybody.base[:, column].max() == pytest.approx(6 / 7)


def test_parts_are_met_like_the_whole() -> None:
    happened, shop, _ = simulated()
    sums = sum_events(happened)
    early = pl.col("user") < sums["user"].sort()[len(sums) // 2]
    now = latest(sums)
    whole, parts = meet([sums], shop, now), meet([sums.filter(early), sums.filter(~early)], shop, now)
    assert (parts.users, parts.now) == (whole.users, now)
    assert (parts.cheap, parts.saved) == pytest.approx((whole.cheap, whole.saved))
    np.testing.assert_allclose(parts.base, whole.base)


def test_nobody_is_an_error() -> None:
    with pytest.raises(EventFrameError, match="no event of a known product"):
        meet([sum_events(events(("u", "VIEWED", "gone", NOW)))], catalogue(), datetime.fromisoformat(NOW))

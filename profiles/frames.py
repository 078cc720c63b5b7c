"""The frames that profiles are made of: which columns they need, and positions in place of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from profiles.errors import EventFrameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EVENTS: Final = {
    "user": pl.String,
    "type": pl.String,
    "target": pl.String,
    "at": pl.String,
    "rating": pl.Float64,
    "price": pl.Float64,
}
"""An event: `target` is a product, a query or, of a review's own words, an entity; `at` is ISO 8601 (or a time in UTC)
or null, `rating` is 1 to 5, `price` is what was paid."""
PRODUCTS: Final = {"product": pl.String, "price": pl.Float64, "currency": pl.String}
HAS: Final = {"product": pl.String, "entity": pl.String}
"""A brand, category, feature or use case of a product; the kind stands before the slash of the id."""
ASKS: Final = {"query": pl.String, "entity": pl.String}


def require(frame: pl.DataFrame, columns: Mapping[str, object], name: str) -> None:
    """Check that a frame has the columns.

    Raises:
        EventFrameError: one is missing.
    """
    if missing := [column for column in columns if column not in frame.columns]:
        raise EventFrameError(f"{name}: found no column {', '.join(missing)}; has {', '.join(frame.columns)}")


def places(keys: pl.Series, ordered: pl.Series) -> NDArray[np.int64]:
    """Return where each key stands in `ordered` (unique), −1 for one that does not."""
    numbered = pl.DataFrame({"key": ordered}).with_row_index("place")
    found = pl.DataFrame({"key": keys}).join(numbered, on="key", how="left", maintain_order="left")
    return found["place"].cast(pl.Int64).fill_null(-1).to_numpy()

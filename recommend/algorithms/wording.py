"""Words that reasons share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommend.dataset import Floats


def user_count(count: int, kind: str = "") -> str:
    """Return `1 user`, `1,200 users`, `12 similar users`."""
    return f"{count:,} {f'{kind} ' if kind else ''}user{'' if count == 1 else 's'}"


def because_you_took(names: tuple[str, ...], own: NDArray[np.signedinteger], speaks: Floats) -> str:
    """Return which of the user's `own` items speaks most for an item; `speaks` [len(own)] says how much each does."""
    if not len(own):
        return "nothing is known of you: it is scored as for everybody"
    return f"because you took {names[own[np.argmax(speaks)]]}"

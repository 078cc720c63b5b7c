"""Tolerances: how far off a stated value may be, which is no value of its own: `168g±3g`, `5000±5% mAh`, `(±0.1)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

SIGN: Final = re.compile(r"±|\+/-|\+-")
_NUMBER: Final = r"\s?(?:±|\+/-|\+-)\s?\d+(?:\.\d+)?"
TOLERANCE: Final = re.compile(
    # Behind a unit the tolerance brings its own; right behind the number the unit is still to come.
    rf"(?<![\d\s])\s?[(（]?{_NUMBER}\s?(?:%|[a-z]{{1,4}}(?![a-z])|[\u4e00-\u9fff\"″”]{{1,2}})?[)）]?|(?<=\d){_NUMBER}\s?%?"
)


def without_tolerances(folded: str) -> tuple[str, Sequence[int]]:
    """Return a folded text without its tolerances, and for each character left the place where it stood."""
    kept = bytearray(b"\x01" * len(folded))
    for match in TOLERANCE.finditer(folded):
        kept[match.start() : match.end()] = bytes(match.end() - match.start())
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    return "".join(folded[place] for place in places), places

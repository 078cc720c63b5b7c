"""Chips by one name in both languages: 麒麟9000 is the Kirin 9000, 第二代骁龙8 the Snapdragon 8 Gen 2."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extraction.patterns import read_patterns

CHIPS: Final = frozenset({"soc", "cpu"})
"""Attributes whose values are chips."""


def chip_name(written: str) -> str:
    """Return the name by which a chip is known everywhere; one that the patterns do not know stays as written."""
    name = written
    for pattern, instead in _patterns():
        name = pattern.sub(instead, name)
    return " ".join(name.split())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["instead"]) for row in read_patterns("chips")
    )

"""Which of the values that a graph states a word means: Android is Android 13 too, 黑色 is Matte Black."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from assistant.slots import LEANS, Need, Slot
from assistant.words import spoken
from extraction.folding import fold

T = TypeVar("T")
PART: Final = re.compile(r"[a-z]+|\d+(?:\.\d+)?\+?|[\u3400-\u9fff]")
GENERATION: Final = re.compile(r"第([一二三四五])代([\u3400-\u9fff]+)(\d\+?)")
"""第二代骁龙8, which elsewhere is 骁龙8 Gen 2."""
NUMBERS: Final = {digit: str(number) for number, digit in enumerate("一二三四五", start=1)}
KEPT: Final = 20_000
"""Values whose parts are remembered."""


def worded(need: Need) -> list[Slot]:
    """Return the slots of a need that want or refuse an attribute's value by a word."""
    return [
        slot
        for slot in need
        if slot.relation in {"=", "!="}
        and slot.number is None
        and slot.value not in LEANS
        and "/" not in str(slot.value)
    ]


def meant(words: Iterable[str], stated: Sequence[str]) -> list[str]:
    """Return the values among those `stated` that any of the words means; the words themselves where none is."""
    wanted = [parts for word in words if (parts := parts_of(word))]
    found = [value for value in stated if any(_within(parts, parts_of(value)) for parts in wanted)]
    return found or list(words)


def distinct(values: Iterable[T], said: Callable[[T], str]) -> list[T]:
    """Return of values that mean the same, as they are `said`, the first: 4K 30fps, not 4K 30帧 too."""
    by_parts: dict[tuple[str, ...], T] = {}
    for value in values:
        by_parts.setdefault(parts_of(said(value)) or (said(value),), value)
    return list(by_parts.values())


@lru_cache(maxsize=KEPT)
def parts_of(value: str) -> tuple[str, ...]:
    """Return the parts of a value, the same for equal values in both languages."""
    text = GENERATION.sub(lambda match: f"{match[2]}{match[3]} gen {NUMBERS[match[1]]}", fold(value))
    found, by_word = spoken("same")
    text = found.sub(lambda match: f" {by_word[match[0]]['means']} ", text)
    return tuple(PART.findall(text))


def _within(parts: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether parts stand together within others."""
    length = len(parts)
    return any(others[at : at + length] == parts for at in range(len(others) - length + 1))

"""The best of some ordered settings, without trying all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def climb(values: Sequence[float], start: int, tried: Callable[[float], T], merit: Callable[[T], float]) -> T:
    """Return what the value of the highest merit leads to.

    Values are tried upwards from that at `start` as long as merit rises, and downwards where it does not at once; where
    it rises to one value and falls behind it, that is the best of all. Two to all values are tried, each once.
    """
    best = tried(values[start])
    for way in (values[start + 1 :], values[:start][::-1]):
        risen = False
        for value in way:
            found = tried(value)
            if merit(found) <= merit(best):
                break
            best, risen = found, True
        if risen:
            break
    return best

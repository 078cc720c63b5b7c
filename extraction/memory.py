"""Working memory and storage told apart, where the text does not say which is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extraction.values import Value

MEMORY_SIZES: Final = frozenset(
    {
        0.5,
        1,
        1.5,
        2,
        3,
        4,
        6,
        8,
        10,
        12,
        16,
        18,
        24,
        32,
        36,
        48,
        64,
        96,
        128,
        256,
        512,
        1024,
        1536,
        2048,
        4096,
    }
)
"""Sizes that chips come in, in GB."""
DISK_SIZES: Final = frozenset({120, 160, 240, 250, 320, 480, 500, 640, 750, 960, 1000, 2000})
ONLY_RAM: Final = frozenset({1.5, 3, 6, 10, 12, 18, 24, 36, 48, 96})
"""Sizes that no storage has."""
PHONE_RAM: Final = 24
SMALLEST_STORAGE: Final = 64
LARGEST_RAM: Final = 128
SMALLEST_OF_TWO: Final = 6
SPAN_OF_LIST: Final = 8
"""Storage sizes of one phone lie within this factor."""


def settle_memory(values: Sequence[Value], *, about: frozenset[str]) -> list[Value]:
    """Return `values` with `memory` read as `ram`, `storage`, or, behind a graphics chip, as `other`."""
    values = _without_graphics_memory(values)
    named = {value.attribute for value in values}
    sizes = sorted(float(value.value) for value in values if value.attribute == "memory")
    computer = "computer" in about or ("tablet" not in about and not named.isdisjoint({"cpu", "gpu"}))
    ram = _ram(sizes, named, computer=computer)
    return [
        replace(value, attribute="ram" if float(value.value) in ram else "storage")
        if value.attribute == "memory"
        else value
        for value in values
    ]


def _without_graphics_memory(values: Sequence[Value]) -> list[Value]:
    """Read `RTX 4050 6GB`, with two more sizes behind it, as the chip's own memory."""
    settled = list(values)
    for place in range(1, len(values)):
        value, before = values[place], values[place - 1]
        beside = before.attribute == "gpu" and value.start == before.end + 1
        behind = [v for v in values[place + 1 : place + 8] if v.attribute in {"memory", "ram", "storage"}]
        if value.attribute == "memory" and beside and float(value.value) <= PHONE_RAM and len(behind) > 1:
            settled[place] = replace(value, attribute="other", value=value.text, unit="")
    return settled


def _ram(sizes: list[float], named: set[str], *, computer: bool) -> set[float]:
    """Return those of `sizes` that are working memory."""
    if not sizes or ("ram" in named and "storage" not in named):
        return set()
    if "ram" in named:
        # 8GB/12GB/16GB+256GB: the others are of one kind with the pair's first.
        return {size for size in sizes if size <= PHONE_RAM}
    smallest, largest = sizes[0], sizes[-1]
    if "storage" in named:
        return {size for size in sizes if size <= LARGEST_RAM}
    if smallest == largest:
        alone = smallest in ONLY_RAM or (computer and smallest <= LARGEST_RAM)
        return set(sizes) if alone else set()
    if largest <= PHONE_RAM:
        # 12GB 16GB are two sizes of memory; 2GB 16GB are an old phone's.
        return set(sizes) if smallest >= SMALLEST_OF_TWO else {smallest}
    if smallest >= SMALLEST_STORAGE and not computer and largest <= SPAN_OF_LIST * smallest:
        return set()
    if largest >= SMALLEST_STORAGE:
        return {smallest, *(size for size in sizes if size <= PHONE_RAM)}
    return {smallest}

"""What a column's cells look like, for columns whose name says nothing or is to be checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.mapping import Column
from sources.specification import NO, YES
from sources.words import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 0.6
LISTS = 0.3
LONG_TEXT = 60
LIST_SEPARATORS = "/,;、|，；"
IMAGE = re.compile(r"(?i)\.(jpe?g|png|webp|gif)($|\?)")
NUMBER = re.compile(r"-?\d[\d.,]*")
BY_UNIT = {
    "battery_capacity": re.compile(r"(?i)\d\s*(mAh|Wh|毫安时)(?!\w)"),
    "refresh_rate": re.compile(r"(?i)\d\s*Hz(?!\w)"),
    "brightness": re.compile(r"(?i)\d\s*(nits?|cd/m2|尼特)(?!\w)"),
    "camera": re.compile(r"(?i)\d\s*(MP|Mpx|megapixels?|万像素|亿像素)(?!\w)"),
}
SHAPES = {
    "dimensions": re.compile(r"\d[^x×*]*[x×*]\s*\d"),
    "resolution": re.compile(r"(?i)\d{3,}\s*[x×*]\s*\d{3,}|\d[Kk]\b|HD"),
    "url": re.compile(r"https?://"),
    "image": re.compile(r"https?://|\.(jpe?g|png|webp|gif)$"),
    "price": re.compile(r"\d"),
    "in_stock": re.compile(r"(?i)^-?\d+$|stock|sold out|available|[有无缺现]货|在售|售罄"),
    "released": re.compile(r"\d{4}"),
}


def mostly(cells: Sequence[str], test: Callable[[str], object], share: float = MOST) -> bool:
    """Say whether at least `share` of `cells` pass `test`."""
    return bool(cells) and sum(bool(test(cell)) for cell in cells) >= share * len(cells)


def fits(meaning: str, cells: Sequence[str]) -> bool:
    """Say whether `cells` can be values of a field or attribute."""
    if not cells:
        return True
    shape = SHAPES.get(meaning)
    if shape is None and attributes().get(meaning):
        shape = re.compile(r"\d")
    return shape is None or mostly(cells, lambda cell: shape.search(cell) or cell.casefold() in YES | NO)


def bare_numbers(cells: Sequence[str]) -> bool:
    """Say whether the cells are numbers without a unit."""
    return mostly(cells, NUMBER.fullmatch)


def separators_in(cells: Sequence[str]) -> str:
    """Return the separators of a column of lists: of short items that come again in other cells."""
    for separator in LIST_SEPARATORS:
        if sum(separator in cell for cell in cells) < LISTS * len(cells):
            continue
        items = [
            item.strip() for cell in cells for item in re.split(f"[{LIST_SEPARATORS}]", cell) if item.strip()
        ]
        wordy = not mostly(items, lambda item: re.search(r"\d", item), 0.3)
        if wordy and max(map(len, items)) <= LONG_TEXT and len(set(items)) <= MOST * len(items):
            return "".join(sign for sign in LIST_SEPARATORS if any(sign in cell for cell in cells))
    return ""


def guess_from_cells(header: str, cells: Sequence[str]) -> Column:
    """Guess a column by its cells alone; what they do not tell is ignored, and why is said."""
    if not cells:
        return Column(header, "ignore", because="states nothing in the sample")
    if mostly(cells, SHAPES["url"].match):
        kind = "image" if mostly(cells, IMAGE.search) else "url"
        return Column(header, "image" if kind == "image" else "url", because="cells are addresses")
    for attribute, unit in BY_UNIT.items():
        if mostly(cells, unit.search):
            return Column(header, "parameter", attribute=attribute, because="unit in the cells")
    if mostly(cells, lambda cell: cell.casefold() in YES | NO, 0.9):
        return Column(header, "flag", because="cells are yes and no")
    if mostly(cells, lambda cell: cell.casefold() in NO, 0.05):
        return Column(header, "flag", because="cells are no or say what there is")
    if bare_numbers(cells):
        return Column(header, "ignore", because="numbers without a unit")
    if separators := separators_in(cells):
        return Column(header, "feature", separators=separators, because="cells are lists of few words")
    if mostly(cells, lambda cell: len(cell) > LONG_TEXT):
        return Column(header, "ignore", because="free text")
    return Column(header, "ignore", because="no name, unit or shape that we know")

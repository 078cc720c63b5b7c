"""Words of texts in Chinese and English, as content-based algorithms count them."""

from __future__ import annotations

import logging
import re
import warnings
from typing import TYPE_CHECKING, Final

from recommend.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recommend.dataset import Knowledge

RUN: Final = re.compile(r"(?P<zh>[㐀-鿿]+)|[^\W\d_㐀-鿿]+|\d+(?:\.\d+)?")
"""A run of Chinese characters, of other letters, or a number; what stands between them is no word."""


def words(text: str) -> Iterator[str]:
    """Yield the words of `text` in order and lower case; Chinese is cut into words by jieba."""
    for run in RUN.finditer(text.lower()):
        if run["zh"]:
            yield from _cut(run["zh"])
        else:
            yield run[0]


def documents(knowledge: Knowledge, items: int) -> list[list[str]]:
    """Return what is said of each item: the words of its text, and `relation:entity` for each of its entities.

    Raises:
        DatasetError: nothing is said of any item.
    """
    said = [list(words(text)) for text in knowledge.texts] or [[] for _ in range(items)]
    for relation, matrix in knowledge.relations.items():
        for row, entity in zip(*(cells.tolist() for cells in matrix.nonzero()), strict=True):
            said[row].append(f"{relation}:{entity}")
    if not any(said):
        raise DatasetError("no item has a text, a brand or a category: take an algorithm that needs none")
    return said


def _cut(run: str) -> list[str]:
    with warnings.catch_warnings():  # it is older than what Python says of its escapes
        warnings.simplefilter("ignore")
        import jieba  # loads its dictionary, a second, which English does without

    jieba.setLogLevel(logging.WARNING)
    cut: list[str] = jieba.lcut(run)
    return cut

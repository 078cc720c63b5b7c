"""Models that nobody knows: what stands behind a maker like a model's name, or makes another of a known one.

A shopper who asks for the Forerunner 265 is told nothing of the Forerunner 965: such a name is a mention like any
other, of a model with an id formed alike that the graph does not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from assistant.reading.mentions import Mention, Name
from assistant.words import common_words, pattern
from extraction.folding import fold, is_cjk

VARIANTS: Final = frozenset({"pro", "ultra", "mini", "lite", "fe", "xl", "neo", "max", "plus"})
"""Words that make another model of a model."""
VARIANT: Final = re.compile(
    r"(?:[\s-]?(?:pro|ultra|mini|lite|fe|xl|neo|ii|iii|iv"
    r"|plus(?=\s*(?:$|[?!,.，。？！]|for me\b|or\b|vs\b|和|跟|比)))(?![a-z]|\s?-?led)"
    r"|[\s-]?max(?![a-z]|\s?[\d¥$£€]))+"
)
WORD: Final = re.compile(r"[\s-]?([a-z]+(?:\d+[a-z]*)?|\d+[a-z]*)(?![a-z0-9])")
PARTS: Final = re.compile(r"[a-z]+|\d+")
NUMBER: Final = re.compile(r"\s?(\d+)(?![\d.,])")
"""Right behind a name without any."""
BEGUN: Final = re.compile(r"(?<![a-z0-9])[a-z]+(?=[\s-]?\d)")
NUMBERED: Final = re.compile(r"[\s-]?[a-z]?\d{1,3}(?!\d)")
MOST: Final = 4
"""Words of a name."""
SERIES: Final = 6
"""Letters of a word that only a series is called by."""
SMALL: Final = 3
"""Digits of a number that is a model's."""
SMALLEST: Final = 2
"""The same behind a Chinese brand alone: 小米99."""
CAMERAS: Final = frozenset({"brand/canon", "brand/sony", "brand/nikon", "brand/panasonic"})
"""Makers whose models may be called as a chip is: Canon R7."""


def series_of(names: Iterable[Name]) -> dict[str, str]:
    """Return the first words of models' names that are long enough to be no others, with their brand: forerunner."""
    brands: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first = fold(name.text).split(" ")[0]
        if (
            name.label == "Model"
            and name.brand
            and first.isascii()
            and first.isalpha()
            and len(first) >= SERIES
        ):
            brands[first].add(name.brand)
    common = common_words("plain") | common_words("spelt") | common_words("unnamed")
    return {word: min(own) for word, own in brands.items() if len(own) == 1 and word not in common}


def with_unheard(text: str, mentions: Sequence[Mention], series: Mapping[str, str]) -> list[Mention]:
    """Return the mentions of a folded text with models that nobody knows, also for known ones whose name goes on.

    `series` are words that models' names begin with, with their brand.
    """
    found: list[Mention] = []
    for mention, then in zip_longest(mentions, mentions[1:]):
        found.append(_another(text, mention) or mention)
        if mention.brand and not (then and then.name.label == "Model" and then.start - mention.end <= 1):
            model = _behind(text, mention)
            found += [model] if model else []
    for word in BEGUN.finditer(text):
        brand = series.get(word[0])
        if brand and not any(m.start < word.end() and word.start() < m.end for m in found):
            model = _behind(text, Mention(*word.span(), (Name(word[0], "Line", brand),)))
            found += [replace(model, start=word.start())] if model else []
    unheard = [mention for mention in found if not mention.name.known]
    kept = (
        m for m in found if not any(m is not u and u.start <= m.start and m.end <= u.end for u in unheard)
    )
    return sorted(kept, key=lambda mention: mention.span)


def _another(text: str, mention: Mention) -> Mention | None:
    """Return the model that a known one's name goes on to: pixel 8 pro where only the Pixel 8 is known, ace3."""
    numbered = any(map(str.isdigit, text[mention.start : mention.end]))
    behind = (VARIANT if numbered else NUMBER).match(text, mention.end)
    if mention.name.label != "Model" or not behind:
        return None
    if not numbered and not is_models(behind[1], text[behind.end() :]):
        return None
    words = PARTS.findall(behind[0])
    if any(word in name.id.rpartition("/")[2].split("-") for word in words for name in mention.names):
        return None
    return _unheard(
        text, mention.start, behind.end(), f"{mention.name.id}-{'-'.join(words)}", mention.name.brand
    )


def _behind(text: str, maker: Mention) -> Mention | None:
    """Return the model that stands behind a maker's name, by words that make one."""
    words: list[str] = []
    end, told = maker.end, 0
    for word, at in _words(text, maker.end):
        if not _makes_name(word, text[at:], maker, first=not words):
            break
        words.append(word)
        if any(map(str.isdigit, word)) or word in VARIANTS:
            end, told = at, len(words)
    if not any(map(str.isdigit, "".join(words[:told]))):
        return None
    line = PARTS.findall(text[maker.start : maker.end]) if maker.name.label == "Line" else []
    brand = (maker.brand or "").removeprefix("brand/")
    return _unheard(text, maker.end, end, f"model/{brand}/{'-'.join([*line, *words[:told]])}", maker.brand)


def _words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the Latin words and numbers that stand together from `start` on, each with its end."""
    for _ in range(MOST):
        match = WORD.match(text, start)
        if not match:
            return
        start = match.end()
        yield match[1], start


def _makes_name(word: str, behind: str, maker: Mention, *, first: bool) -> bool:
    """Say whether a word may be part of a model's name, the `first` behind its maker."""
    if word.isdigit():
        chinese = is_cjk(maker.name.text[-1]) and len(word) <= SMALLEST
        may = not first or maker.name.label == "Line" or chinese
        return may and is_models(word, behind) and behind[:1] != "+"
    if word.isalpha():
        common = word in common_words("plain") or word in common_words("spelt")
        return word in VARIANTS or (not common and NUMBERED.match(behind) is not None)
    return not pattern("no_model").fullmatch(word) or maker.brand in CAMERAS


def is_models(number: str, behind: str) -> bool:
    """Say whether a number may be a model's, and measures nothing."""
    measures = pattern("unit").match(behind) and not VARIANT.match(behind)
    return number.isdigit() and len(number) <= SMALL and not measures


def _unheard(text: str, start: int, end: int, id_: str, brand: str | None) -> Mention:
    start += len(text[start:end]) - len(text[start:end].lstrip(" -"))
    return Mention(start, end, (Name(text[start:end], "Model", id_, brand, known=False),))

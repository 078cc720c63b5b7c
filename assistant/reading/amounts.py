"""Sums of money in what people type: 三千五, 1k5, 5000块, two hundred bucks, $499.99, 五六千."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.words import read_words
from extraction.numerals import DIGITS, POWERS, chinese_number, number

UNITS: Final = {"k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "grand": 1e3, "百": 1e2}
TEN: Final = 10
TWENTY: Final = 20
THOUSAND: Final = 1000
GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
"""Thousands apart by a full stop: €1.600."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at `[start, end)` of a message that may be money; with a currency it is.

    `least` differs from `most` for 五六千.
    """

    start: int
    end: int
    least: float
    most: float
    currency: str | None


def amounts(folded: str) -> Iterator[Amount]:
    """Yield the numbers of a folded text, each with the currency that stands at it."""
    signs, words = _currencies("signs"), _currencies("words")
    for match in _pattern().finditer(folded):
        least, most = _read(match)
        if most > 0:
            word = match["word"] or match["word1"] or match["word2"] or match["word3"] or match["word4"]
            currency = signs[match["sign"]] if match["sign"] else words.get(word or "")
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Amount(start, start + len(match[0].strip()), least, most, currency)


@cache
def _currencies(kind: str) -> dict[str, str]:
    """Return the `signs` that stand before a sum, or the `words` behind it, each with its currency."""
    return {word: row["currency"] for row in read_words("currencies") for word in row[kind]}


@cache
def _english_words(kind: str) -> dict[str, int]:
    return {
        word: row["number"] for row in read_words("numerals") if row["kind"] == kind for word in row["words"]
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    signs, words = _any(_currencies("signs")), _any(_currencies("words"))
    letters = _any(filter(str.isalpha, _currencies("words")))
    english = _any([*_english_words("number"), *_english_words("power"), "and", "of"])
    numeral = "[零一二两三四五六七八九十百千万]"
    return re.compile(
        rf"""(?P<sign>{signs})?\s?(?<![\d.a-z])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
             (?:(?P<unit>[kw千万百])(?P<tail>\d)?(?![a-z\d]))?\s?(?P<word>{words})?(?!(?!ish)[a-z]{{2}})
           | (?P<few>[一二两三四五六七八九][一二两三四五六七八九])(?P<power>[百千万])(?:来)?(?P<word1>{words})?
           | (?P<head>[一二两三四五六七八九])(?P<high>[千万])(?P<low>[一二三四五六七八九]{{2}})(?![百十千万])
             (?P<word4>{words})?
           | (?P<chinese>{numeral}*[百千万]{numeral}*|[二三四五六七八九]十[一二三四五六七八九]?)(?P<word2>{words})?
           | (?<![a-z])(?P<english>(?:{english})(?:[\s-](?:{english})(?![a-z]))*)(?![a-z])
             (?:\s(?P<word3>{letters})(?![a-z]))?
        """,
        re.VERBOSE,
    )


def _read(match: re.Match[str]) -> tuple[float, float]:
    if match["digits"]:
        digits = match["digits"]
        if match["sign"] and GROUPED.fullmatch(digits):
            digits = digits.replace(".", "")
        value = number(digits) * UNITS.get(match["unit"] or "", 1)
        value += int(match["tail"] or 0) * UNITS.get(match["unit"] or "", 0) / 10
        return value, value
    if match["few"]:
        power = POWERS[match["power"]]
        return DIGITS[match["few"][0]] * power, DIGITS[match["few"][1]] * power
    if match["head"]:
        power = POWERS[match["high"]]
        ends = (DIGITS[match["head"]] * power + DIGITS[digit] * power / 10 for digit in match["low"])
        return next(ends), next(ends)
    value = chinese_number(match["chinese"]) if match["chinese"] else _english(match["english"])
    return value, value


def _english(words: str) -> float:
    """Return the number of English words; 0 where they name none without a power, as `one` is most often no number."""
    if words in _english_words("power"):
        return 0.0  # a grand is a sum, and grand is not
    value, powered = _counted(words)
    return value if powered or value >= TWENTY else 0.0


def _counted(words: str) -> tuple[float, bool]:
    """Return the number of English words, and whether it is one by a power."""
    numbers, powers = _english_words("number"), _english_words("power")
    total, part, powered = 0.0, 0.0, False
    for word in re.split(r"[\s-]", words):
        if word in powers:
            powered = True
            part = (part or 1) * powers[word]
            if powers[word] == THOUSAND:
                total, part = total + part, 0
        elif word in numbers:
            # Two fifty is 250.
            apart = 0 < part < TEN <= numbers[word] and not powered
            powered = powered or apart
            part = part * 100 + numbers[word] if apart else part + numbers[word]
    return total + part, powered


def in_digits(folded: str) -> str:
    """Return a folded text with English numbers before a unit in digits: twelve inch is 12 inch."""
    return _before_unit().sub(_in_figures, folded)


def _in_figures(match: re.Match[str]) -> str:
    whole, _, behind = match[0].partition(" point ")
    figures = "".join(f"{_counted(word)[0]:g}" for word in behind.split())
    return f"{_counted(whole)[0]:g}{f'.{figures}' if figures else ''}"


@cache
def _before_unit() -> re.Pattern[str]:
    first = _any(word for word in _english_words("number") if len(word) > 1)
    more = _any([*_english_words("number"), *_english_words("power"), "and"])
    digit = _any(word for word, value in _english_words("number").items() if value < TEN)
    unit = (
        r"[\s-](?:inch|ins?\b|gigs?|gb|tb|mp\b|mega ?pixels?|watts?|hz|hertz|gram|kilo|mah|milliamp|nits?\b)"
    )
    figures = rf"(?: point(?: (?:{digit})(?![a-z]))+)?"
    return re.compile(rf"(?<![a-z])(?:{first})(?:[\s-](?:{more})(?![a-z]))*{figures}(?={unit})")

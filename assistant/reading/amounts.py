"""Sums of money in what people type: 三千五, 1k5, 5000块, two hundred bucks, $499.99, 五六千."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extraction.numerals import DIGITS, POWERS, chinese_number, number

SIGNS: Final = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "rmb": "CNY", "cny": "CNY", "usd": "USD", "eur": "EUR", "gbp": "GBP"}  # fmt: skip
WORDS: Final = {
    "块钱": "CNY", "块": "CNY", "元": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "大洋": "CNY", "美元": "USD", "美金": "USD", "刀": "USD",
    "dollars": "USD", "dollar": "USD", "bucks": "USD", "buck": "USD", "usd": "USD", "euros": "EUR", "euro": "EUR", "eur": "EUR", "欧元": "EUR", "欧": "EUR", "€": "EUR",
    "pounds": "GBP", "pound": "GBP", "quid": "GBP", "gbp": "GBP", "英镑": "GBP", "£": "GBP", "$": "USD", "￥": "CNY", "¥": "CNY",
}  # fmt: skip
UNITS: Final = {"k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "grand": 1e3, "百": 1e2}
ENGLISH: Final = (
    {
        word: value
        for value, words in enumerate(
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ]
        )
        for word in [words]
    }
    | dict(
        zip(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
            range(20, 100, 10),
            strict=True,
        )
    )
    | {"a": 1, "couple": 2}
)
TEN: Final = 10
POWERS_EN: Final = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000}
_WORDS: Final = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_LETTERS: Final = "|".join(sorted(filter(str.isalpha, WORDS), key=len, reverse=True))
_SIGN: Final = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
_NUMERAL: Final = "[零一二两三四五六七八九十百千万]"
_EN: Final = "|".join([*ENGLISH, *POWERS_EN, "and", "of"])
PATTERN: Final = re.compile(
    rf"""(?P<sign>{_SIGN})?\s?(?<![\d.a-z])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
         (?:(?P<unit>[kw千万百])(?P<tail>\d)?(?![a-z\d]))?\s?(?P<word>{_WORDS})?(?![a-z]{{2}})
       | (?P<few>[一二两三四五六七八九][一二两三四五六七八九])(?P<power>[百千万])(?:来)?(?P<word1>{_WORDS})?
       | (?P<chinese>{_NUMERAL}*[百千万]{_NUMERAL}*)(?P<word2>{_WORDS})?
       | (?<![a-z])(?P<english>(?:{_EN})(?:[\s-](?:{_EN})(?![a-z]))*)(?![a-z])(?:\s(?P<word3>{_LETTERS})(?![a-z]))?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at `[start, end)` of a message that may be money; with a currency it is. `least` differs from `most` for 五六千."""

    start: int
    end: int
    least: float
    most: float
    currency: str | None


def amounts(folded: str) -> Iterator[Amount]:
    """Yield the numbers of a folded text, each with the currency that stands at it."""
    for match in PATTERN.finditer(folded):
        least, most = _read(match)
        if most > 0:
            word = match["word"] or match["word1"] or match["word2"] or match["word3"]
            currency = SIGNS[match["sign"]] if match["sign"] else WORDS.get(word or "")
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Amount(start, start + len(match[0].strip()), least, most, currency)


def _read(match: re.Match[str]) -> tuple[float, float]:
    if match["digits"]:
        digits = match["digits"]
        if match["sign"] and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
            digits = digits.replace(".", "")
        value = number(digits) * UNITS.get(match["unit"] or "", 1)
        value += int(match["tail"] or 0) * UNITS.get(match["unit"] or "", 0) / 10
        return value, value
    if match["few"]:
        power = POWERS[match["power"]]
        return DIGITS[match["few"][0]] * power, DIGITS[match["few"][1]] * power
    value = chinese_number(match["chinese"]) if match["chinese"] else _english(match["english"])
    return value, value


def _english(words: str) -> float:
    """Return the number of English words; 0 where they name none without a power, as `one` is most often no number."""
    total, part, powered = 0.0, 0.0, False
    for word in re.split(r"[\s-]", words):
        if word in POWERS_EN:
            powered = True
            part = (part or 1) * POWERS_EN[word]
            if POWERS_EN[word] == POWERS_EN["thousand"]:
                total, part = total + part, 0
        elif word in ENGLISH:
            # Two fifty is 250.
            apart = 0 < part < TEN and ENGLISH[word] >= TEN and not powered
            powered = powered or apart
            part = part * 100 + ENGLISH[word] if apart else part + ENGLISH[word]
    return total + part if powered or part >= ENGLISH["twenty"] else 0.0

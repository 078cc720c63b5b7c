"""Numbers as people write them."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = dict(zip("零一二三四五六七八九两", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
POWERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def number(text: str) -> float:
    """Return the number that `text` writes: `5,000` is 5000, `4,5` is 4.5."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    head, _, tail = text.replace(",", ".").rpartition(".")
    return float(f"{head.replace('.', '')}.{tail}" if head else tail)


def chinese_number(text: str) -> float:
    """Return the number of Chinese numerals: 三千五百 is 3500, 五千 is 5000, 三千五 is 3500."""
    total, section, digit, power = 0, 0, 0, 1
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
            continue
        power = POWERS[character]
        if power >= POWERS["万"]:
            total, section = (total + section + digit) * power, 0
        else:
            section += (digit or 1) * power
        digit = 0
    # A last digit without its power counts in the next smaller one.
    return (
        total
        + section
        + digit * (power // 10 if power >= POWERS["百"] and text[-2:-1] not in {"零", ""} else 1)
    )


def megapixels(text: str) -> float:
    """Return megapixels of `4800万`, `1.6亿`, `1亿800万`, `一亿`."""
    total = 0.0
    for amount, power in re.findall(r"([\d.]+|[零一二三四五六七八九两十百千]+)(亿|万)", text):
        value = float(amount) if re.fullmatch(r"[\d.]+", amount) else chinese_number(amount)
        total += value * (100 if power == "亿" else 0.01)
    return round(total, 4)

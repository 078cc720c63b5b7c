"""What tells names apart, and where one may begin and end in a message."""

from __future__ import annotations

import re
from typing import Final

from extraction.folding import fold, is_cjk

APART: Final = re.compile(r"[,，。;；!！?？\n、]|\s{3}|(?<=[a-z]{4})\.\s")
"""What never stands within a name."""
COUNTED: Final = re.compile(r"an? \d")
"""A number of things, and no A200."""
APART_CHINESE: Final = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
PLURAL: Final = re.compile(r"s(?![a-z0-9])|s[^a-z0-9]?")
TELLING: Final = 3
"""Characters from which on letters with digits tell a model without its brand."""
TELLING_LETTERS: Final = 8
"""Letters from which on a name is no common word."""


def key_of(text: str) -> str:
    """Return the characters of `text` that tell names apart."""
    return "".join(character for character in fold(text) if counts(character))


def counts(character: str) -> bool:
    """Say whether a character tells names apart."""
    return character.isalnum() or character == "+"


def distinct(key: str) -> bool:
    """Say whether a model's name tells it without its brand: letters with digits, or too long to be a word."""
    digits, letters = any(map(str.isdigit, key)), sum(map(str.isalpha, key))
    return (digits and letters > 0 and len(key) >= TELLING) or letters >= TELLING_LETTERS


def begins(text: str, place: int) -> bool:
    """Say whether a name may begin here: not within a word or a number, but where one turns into the other."""
    if place == 0 or not text[place].isascii():
        return True
    before = text[place - 1]
    if before in "'’" and text[: place - 1][-1:].isalpha():  # the s of budget's
        return False
    if before in ".," and text[place].isdigit() and text[: place - 1][-1:].isdigit():
        return False
    return not (before.isascii() and before.isalnum()) or (before.isalpha() and text[place].isdigit())


def is_tail(text: str, start: int) -> bool:
    """Say whether a hyphen joins what begins here to what stands before: the 1000XM4 of a WF-1000XM4."""
    return start > 1 and text[start - 1] == "-" and text[start - 2].isascii() and text[start - 2].isalnum()


def goes_on(text: str, end: int) -> bool:
    """Say whether the word goes on behind `end`; a plural does not count."""
    if end == len(text) or not text[end - 1].isascii():
        return False
    last, then = text[end - 1], text[end : end + 2]
    if last.isalnum() and PLURAL.fullmatch(then):
        return False
    if last.isdigit() and then[0] in ".,":
        return then[1:].isdigit()
    # A brand may stand right before a number: redmi13.
    return then[0].isascii() and then[0].isalnum() and not (last.isalpha() and then[0].isdigit())


def torn(text: str, start: int, end: int) -> bool:
    """Say whether more than a space, a hyphen or the like stands within a stretch."""
    part = text[start:end]
    return bool(APART.search(part) or COUNTED.match(part)) or (
        is_cjk(part[0]) and bool(APART_CHINESE.search(part))
    )

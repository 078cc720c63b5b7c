"""Whether a sentence says no more than a claim does, nor less: told by its words, not by another model.

The words of substance are of five kinds: numbers with their units, names, what turns a sentence (negations, hedges, who
does it), judgements, and all others. A sentence takes of each kind what the claim has, in the claim's order; where the
claim has what turns it, compares or judges twice, the order of all of them together counts. So nothing is added,
turned, or said of something else. Words that say nothing (`plain` in `texts/phrasing.toml`) come and go.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from assistant.wording import FOLDER, Language
from extraction.folding import is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TOKEN: Final = re.compile(
    r"⟦\d+⟧|\d+(?:[.,]\d+)*|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?|[\u3400-\u9fff]+|[%°″¥$€£]|[^\s\w]|\w"
)
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
LATIN: Final = re.compile(r"[a-zà-ɏ]+")
PUNCTUATION: Final = frozenset(".,;:!?()-–—'’/&·、。，；：！？（）…")
CURRENCY: Final = frozenset("¥$€£")
LONGER: Final = 80
"""Characters by which a sentence may be longer than twice its claim."""
KINDS: Final = ("numbers", "names", "kept", "polar", "other", "marks")


@dataclass(frozen=True, slots=True)
class Content:
    """The words of substance of a text, by kind and all together; `odd` are characters that are no words."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    kept: tuple[str, ...]
    polar: tuple[str, ...]
    other: tuple[str, ...]
    all: tuple[str, ...]
    marks: tuple[str, ...]
    odd: frozenset[str]
    compares: bool
    asks: bool


def supported(sentence: str, claim: str) -> bool:
    """Say whether a sentence says nothing that the claim does not."""
    if len(sentence) > 2 * len(claim) + LONGER:
        return False
    stated = _stated(claim)
    said = content(sentence, names=frozenset(stated.names))
    ordered = stated.kept or said.kept or stated.compares or len(stated.polar) > 1
    return (
        bool(said.all or said.marks)
        and said.odd <= stated.odd
        and said.asks <= stated.asks
        and all(_within(getattr(said, kind), getattr(stated, kind)) for kind in KINDS)
        and (not ordered or _within(said.all, stated.all))
    )


def complete(text: str, claim: str) -> bool:
    """Say whether a supported text says all that the claim does."""
    stated = _stated(claim)
    said = content(text, names=frozenset(stated.names))
    same = all(getattr(said, kind) == getattr(stated, kind) for kind in (*KINDS, "asks"))
    return same and supported(text, claim)


def foreign(sentence: str, claim: str, language: Language) -> bool:
    """Say whether a sentence has words of the other language that the claim has not."""
    script = CHINESE if language == "en" else LATIN
    said, stated = (
        set(script.findall(unicodedata.normalize("NFKC", text).lower())) for text in (sentence, claim)
    )
    return not said <= stated


def _stated(claim: str) -> Content:
    """Return what a claim says, its names found wherever they stand in it, as they are in what is compared with it."""
    return content(claim, names=frozenset(content(claim).names))


def content(text: str, names: frozenset[str] | None = None) -> Content:
    """Return the words of substance of a text; `names` are those to look for, without them words with a capital are."""
    tokens = list(_tokens(unicodedata.normalize("NFKC", text)))
    found: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "all")}
    for place in range(len(tokens)):
        kind, key = _kind(tokens, place, names)
        if kind:
            found[kind].append(key)
            found["all"].append(key)
    odd = frozenset(token for token in tokens if not (token[0].isalnum() or token[0] in PUNCTUATION | {"⟦"}))
    return Content(
        **{kind: tuple(keys) for kind, keys in found.items()},
        odd=odd,
        compares=any(_words().get(_key(token)) == "compared" for token in tokens),
        asks="?" in tokens,
    )


def _kind(tokens: list[str], place: int, names: frozenset[str] | None) -> tuple[str, str]:
    """Return of which kind a token is, and what equal ones share; no kind for what says nothing."""
    token = tokens[place]
    if token[0] == "⟦":
        return "marks", token
    if token[0].isdigit():
        return "names" if _numbers_a_name(tokens, place, names) else "numbers", _measured(tokens, place)
    key = _key(token)
    listed = _words().get(key, "")
    if listed.startswith("kept"):
        return "kept", listed
    if listed == "plain" or not key[0].isalnum() or _is_unit(tokens, place):
        return "", key
    if listed == "polar":
        return "polar", key
    key = _stem(key) if not listed.startswith("same") else listed
    named = token != token.lower() if names is None else key in names
    return ("names" if named else "other"), key


def _numbers_a_name(tokens: list[str], place: int, names: frozenset[str] | None) -> bool:
    """Say whether a number is part of a name, as the 40 of Mate 40 is."""
    if not place or tokens[place - 1][0].isdigit() or _is_unit(tokens, place + 1):
        return False
    return _kind(tokens, place - 1, names)[0] == "names"


def _tokens(text: str) -> Iterator[str]:
    """Yield words, numbers and signs; Chinese is cut into the words that are listed, and else into characters."""
    for match in TOKEN.finditer(text):
        token = match[0]
        yield from _chinese(token) if is_cjk(token[0]) else [token]


def _chinese(run: str) -> Iterator[str]:
    words, place = _words(), 0
    while place < len(run):
        longest = next((size for size in (4, 3, 2) if run[place : place + size] in words), 1)
        yield run[place : place + longest]
        place += longest


def _measured(tokens: list[str], place: int) -> str:
    """Return a number with what it counts: its unit, the Chinese word behind it, the sign before it."""
    text = tokens[place]
    number = str(Decimal(text.replace(",", "")).normalize()) if _plain(text) else text
    sign = tokens[place - 1] if place and tokens[place - 1] in CURRENCY else ""
    unit = tokens[place + 1].lower() if _is_unit(tokens, place + 1) else ""
    return f"{sign}{number}{_words().get(unit, unit)}"


def _is_unit(tokens: list[str], place: int) -> bool:
    """Say whether what stands there is the unit of the number before it."""
    if not 0 < place < len(tokens) or not tokens[place - 1][0].isdigit():
        return False
    listed = _words().get(tokens[place].lower())
    return is_cjk(tokens[place][0]) if listed is None else listed.startswith("units")


def _plain(number: str) -> bool:
    return re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", number) is not None


def _key(token: str) -> str:
    lower = token.lower().replace("’", "'")
    return "not" if lower.endswith("n't") else lower.removesuffix("'s")


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Say whether `part` is `whole` with some left out."""
    left: Iterable[str] = iter(whole)
    return all(one in left for one in part)


@cache
def _words() -> Mapping[str, str]:
    """Return what kind of word each listed one is."""
    listed = tomllib.loads((FOLDER / "phrasing.toml").read_text("utf-8"))["words"]
    kinds = {
        word: f"{kind} {row[0]}" for kind in ("units", "same", "kept") for row in listed[kind] for word in row
    }
    return kinds | {word: kind for kind in ("plain", "polar", "compared", "solid") for word in listed[kind]}

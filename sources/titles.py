"""A title → brand, model, category, colour, by cutting away what is known to be none of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sources.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sources.records import Span

CJK = "\u3400-\u9fff"
OPENING_WORD = re.compile(rf"\s*([{CJK}]+|[^\s{CJK}]+)")
BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
BRACKET_PART = re.compile(r"[^,，、;；]+")
SIZE = re.compile(r"(?i)(\d{1,2})(?:\.\d+)?\s?(?:\"(?:\s+\"(?=\s))?|″|”|''|-?inch(?:es)?\b|英寸|寸)")
MEMORY = re.compile(r"(?i)(?<!\w)\d+\s?[GT]B?(?:\s?\+\s?\d+\s?[GT]B?)?(?: SSD)?(?!\w)")
WITH = re.compile(r"(?i)\swith\s[^(（]*")
LONGEST_MODEL = 60  # characters; what is longer is a sentence of features, for extraction to read


class Part(NamedTuple):
    """A named part of a title, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; None where it does not."""

    brand: Part | None = None
    model: Part | None = None
    category: Part | None = None
    colour: Part | None = None
    features: tuple[Part, ...] = ()


class Brands:
    """Known brand names, matched at the beginning of a title, the longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pattern = _brand_pattern(frozenset(name for name in names if name.strip()))

    def known(self, title: str) -> Part | None:
        """Return the known brand that `title` begins with."""
        found = self._pattern.match(title)
        return Part(found[1], found.span(1)) if found else None

    def leading(self, title: str) -> Part | None:
        """Return the brand that `title` begins with: a known one, else its first word."""
        found = self._pattern.match(title) or OPENING_WORD.match(title)
        return Part(found[1], found.span(1)) if found else None


def read_name(text: str, brand: str | None, brands: Brands) -> Title:
    """Read `Brand Model`: all that follows the brand is the model's name."""
    leading = _leading(text, brand, brands)
    start = leading.span[1] if leading else 0
    return Title(leading, _trimmed(text, start, len(text)))


def read_shop_title(text: str, brand: str | None, brands: Brands) -> Title:
    """Read a shop's title, such as `ASUS 13.3" Zenbook S 13 OLED Laptop (Basalt Gray)`.

    Size, memory, words for the kind of product, features and brackets with colours are cut off; the rest is
    the model's name. A name without a number of its own takes the whole inches, as makers do (`gram 17`).
    """
    leading = _leading(text, brand, brands)
    start = leading.span[1] if leading else 0
    colour, brackets = _brackets(text)
    size = SIZE.search(text, start)
    features = _found(_words("features"), text)
    cuts = [(0, start), *brackets, *(part.span for part in features)]
    cuts += [found.span() for pattern in (SIZE, MEMORY, WITH) for found in pattern.finditer(text, start)]
    cuts += [part.span for part in _found(_words("fillers"), text)]
    if leading:
        cuts += [found.span(1) for found in _brand_pattern(frozenset({leading.text})).finditer(text, start)]
    category = next(iter(_found(_words("phrases"), text)), None) or _closing_noun(text, cuts)
    if category:
        cuts.append(category.span)
    else:
        category = next(iter(_found(_words("nouns"), text)), None)
    model = _remainder(text, cuts)
    if model and size and not re.search(r"\d", model.text):
        model = Part(f"{model.text} {size[1]}", model.span)
    return Title(leading, model, category, colour, tuple(features))


def looks_like_shop_title(text: str) -> bool:
    """Say whether `text` tells more than brand and model: a size, a colour in brackets, a closing noun."""
    return bool(SIZE.search(text) or _brackets(text)[1] or _closing_noun(text, ()))


def known_noun(text: str) -> str | None:
    """Return the word for a kind of product in `text`, as in a file's name, plural or not."""
    words = re.split(r"[\W_]+", text.lower())
    singular = [word.removesuffix("s") for word in words]
    nouns: list[str] = vocabulary("titles")["nouns"]
    return next((noun for noun in nouns if noun in words or noun in singular), None)


def _leading(text: str, brand: str | None, brands: Brands) -> Part | None:
    if brand is None:
        return brands.leading(text)
    found = _brand_pattern(frozenset({brand})).match(text)
    return Part(found[1], found.span(1)) if found else brands.known(text)


@cache
def _brand_pattern(names: Collection[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    guarded = (re.escape(name) + ("(?![0-9A-Za-z])" if name[-1:].isascii() else "") for name in ordered)
    return re.compile(rf"(?i)\s*(?<![0-9A-Za-z])({'|'.join(guarded) or '(?!)'})")


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Compile a list of titles.toml: words of letters stand apart, Chinese ones may touch."""
    words: list[str] = vocabulary("titles")[kind]
    ordered = sorted(words, key=lambda word: -len(word))
    guarded = (
        rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.isascii() else re.escape(word) for word in ordered
    )
    return re.compile(f"(?i)(?:{'|'.join(guarded)})")


def _found(pattern: re.Pattern[str], text: str) -> list[Part]:
    return [Part(found[0], found.span()) for found in pattern.finditer(text)]


def _brackets(text: str) -> tuple[Part | None, list[Span]]:
    """Return the first colour in brackets, and the brackets that do not belong to the model's name."""
    colour, spans = None, []
    for bracket in BRACKET.finditer(text):
        parts = [
            _trimmed(text, bracket.start(1) + part.start(), bracket.start(1) + part.end())
            for part in BRACKET_PART.finditer(bracket[1])
        ]
        colours = [part for part in parts if part and _is_colour(part.text)]
        colour = colour or next(iter(colours), None)
        if colours or _words("asides").search(bracket[1]):
            spans.append(bracket.span())
    return colour, spans


def _is_colour(text: str) -> bool:
    return bool(_words("colours").search(text)) or text.endswith(
        tuple(vocabulary("titles")["colour_endings"])
    )


def _closing_noun(text: str, cuts: Collection[Span]) -> Part | None:
    """Return the noun that ends what the cuts leave of `text`."""
    end = len(text)
    while True:
        end = len(text[:end].rstrip(" ,;-"))
        reaching = [start for start, stop in cuts if start < end <= stop]
        if not reaching:
            break
        end = min(reaching)
    return next((part for part in _found(_words("nouns"), text) if part.span[1] == end), None)


def _remainder(text: str, cuts: Iterable[Span]) -> Part | None:
    """Join what lies outside of `cuts`; the span reaches from its first to its last character."""
    pieces: list[Part] = []
    at = 0
    for start, end in sorted([*cuts, (len(text), len(text))]):
        piece = _trimmed(text, at, max(start, at))
        if piece:
            pieces.append(piece)
        at = max(at, end)
    name = " ".join(piece.text for piece in pieces)
    if not name or len(name) > LONGEST_MODEL:
        return None
    return Part(name, (pieces[0].span[0], pieces[-1].span[1]))


def _trimmed(text: str, start: int, end: int) -> Part | None:
    while start < end and text[start] in ' ,;-"，、':
        start += 1
    while start < end and text[end - 1] in ' ,;-"，、':
        end -= 1
    return Part(text[start:end], (start, end)) if start < end else None

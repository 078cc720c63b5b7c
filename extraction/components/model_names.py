"""Model names that no lexicon knows: what follows a brand or opens with a known series, and part codes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.phrases import find_phrases
from extraction.documents import Span
from extraction.folding import fold
from extraction.mentions import Notes, notes_of, propose
from extraction.patterns import read_patterns

CONFIDENCE: Final = 0.8
SHORTEST: Final = 4
"""Letters of a series that is a name by itself behind its brand."""
TIERS: Final = (
    "pro|max|plus|ultra|mini|lite|air|se|fe|gt|neo|turbo|note|fold|flip|art|play|power|prime|edge|slim|studio|carbon|gen"
    "|mark|mk|series|ultimate|extreme|classic|active|stylus|premium|thinq|nano|go|book|solar|sapphire|music|frontier|evo"
    "|vita|infinity|rsr|xl|xs|xr|hs|hx|gs|nc|guardian|yoga|thin|pocket|combat|explorer|xt|xe|papermatte"
)
"""Words that go on with a name."""
GAP: Final = r"[ \-·]{0,1}"
BREAK: Final = (
    r"(?!2[ -]in[ -]1|s pen|z dx|dx |(?:rf|ef|fe|gf|xf|xc)(?:-[sm])?\d|notebook|m43|m4/3|\d+代|\d{1,2}(?:st|nd|rd|th) gen"
    r"|\d{1,2}[- ]?core|wi-?fi|usb|type|slim (?!\d)|thin (?:and|&)|go (?:to|for))"
)
"""What looks like a part of a name, and is none."""
WEAK_CODE: Final = re.compile(
    r"[a-z]{1,5}\d{3,5}[a-z0-9]*(?:-\d)?|\d{2}[a-z]{1,4}\d[a-z0-9]*|[a-z]{2,3}\d{2}[a-z]{2}|[a-z]{3}\d[a-z]|[a-z]\d[a-z]\d{2}|2[01][a-z]{2}|1[1-4][uv][a-z]{1,2}"
)
"""Behind a name that has its number, such a word is a part code: `VivoBook 15 F512DA`."""

NEAR: Final = 24
BEFORE_BRAND: Final = re.compile(
    rf"(?:^|[\s,，(（])(?P<m>\d{{1,3}}[a-z]?(?:\s?(?:{TIERS})\+?(?![a-z]))+)\s?$"
)
"""A name with a number and a tier whose brand stands behind it: 13 Ultra 小米."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a name behind a brand, a name that a series opens, names of odd shapes, and part codes."""
    rows = read_patterns("series")
    openers, free = _openers(rows), _openers(row for row in rows if not _needs_brand(row))
    known = _any_of(row["text"] for row in read_patterns("editions") if not row.get("package"))
    edition = rf"\s?(?:{known})"
    rest = _rest(known)
    shapes = "|".join(row["pattern"] for row in read_patterns("model_shapes"))
    codes = "|".join(row["pattern"] for row in read_patterns("part_codes"))
    behind = (
        rf"[ ）)】/·]{{0,2}}(?:手机|全新|全新款)?\s?(?P<m>(?P<alone>(?:{openers}){edition})"
        rf"|(?:(?P<known>(?:{openers}){GAP})|[a-z]{{2,12}}(?![a-z]){GAP})?{rest}|(?P<bare>(?:{openers})(?![a-z0-9])))"
    )
    series = (
        rf"(?<![a-z])(?P<m>(?P<alone>(?:{free}){edition})|(?P<known>(?:{free}){GAP}){rest}"
        rf"|(?P<bare>(?:{free})(?![a-z0-9])))"
    )
    return (
        re.compile(behind),
        re.compile(series),
        re.compile(rf"(?<![a-z0-9])(?P<m>{shapes})"),
        re.compile(rf"(?<![a-z0-9-])(?P<m>{codes})(?![a-z0-9]|[a-z0-9-]*mm(?![a-z]))"),
    )


def _rest(known: str) -> str:
    """Return a pattern of what follows a series or a brand: numbers and words of a name, its generation, its edition."""
    packages = _any_of(row["text"] for row in read_patterns("editions") if row.get("package"))
    tier = rf"(?:{TIERS})(?:{TIERS})?\+?(?![a-z]|-[a-z])"
    shaped = r"[a-z]{1,14}(?:-[a-z]{0,3})?\d[a-z0-9]*(?:-[a-z0-9]{1,8})?(?:\+(?![a-z0-9]))?"
    numbered = (
        r"(?:\d{2}[a-z]{1,4}\d[a-z0-9]{0,8}"
        rf"|\d{{1,4}}(?:\.\d(?!\d))?(?:(?:{TIERS}){{1,2}}|[a-z]{{0,2}}\d{{0,2}}[a-z]?)\+?)(?![a-z0-9])"
    )
    letter = r"(?:(?<![a-z])|(?<=iphone))[b-hj-z]\+?(?![a-z/&'’-])"
    part = rf"{BREAK}(?:{shaped}|{numbered}|{tier}|[ivx]{{2,4}}(?![a-z])|{letter})"
    generation = (
        r"(?:\s?\((?:\d{1,2}(?:st|nd|rd|th) gen(?:eration)?|gen \d|第?[一二三四五六七八九十\d]{1,2}代)\))?"
    )
    edition = rf"(?:\s?(?:{known}|(?!{packages})[\u4e00-\u9fff]{{1,4}}版(?!本|权|型))){{0,2}}"
    return rf"{part}(?:{GAP}{part}){{0,5}}{generation}{edition}"


def _needs_brand(row: dict[str, str]) -> bool:
    """Say whether a series opens a name only behind a brand; one of one character (星, 战) does: 荣耀60 is no 耀60."""
    return bool(row.get("behind_brand") or row.get("line_of")) or len(row["text"]) == 1


def _openers(rows: Iterable[dict[str, str]]) -> str:
    """Return a pattern of series; a Latin one is no part of a longer word, but `iPhoneXR` and `MacBookPro` are read."""
    names = {fold(row["text"]) for row in rows}
    latin = _any_of(name for name in names if name[-1].isascii())
    other = _any_of(name for name in names if not name[-1].isascii())
    end = rf"(?=[^a-z]|$|(?:{TIERS})(?![a-z])|(?:{TIERS})(?:{TIERS})(?![a-z])|[a-z]{{1,2}}(?![a-z]))"
    return rf"(?:{latin or '(?!)'}){end}|{other or '(?!)'}"


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of `words`, the longest first, branched by the first letter: most places fail at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


class ModelNames:
    """Reads `Mate 60 Pro`, `iPhone13ProMax`, `Magic6 至臻版`, `ThinkPad X1 Carbon Gen 11`, `SM-G965U`."""

    def __init__(self) -> None:
        self._after_brand, self._series, self._shapes, self._codes = _patterns()
        self._lines = {
            fold(row["text"]): row["line_of"] for row in read_patterns("series") if "line_of" in row
        }

    def __call__(self, doc: Doc) -> Doc:
        """Propose model names, ending before any value, brand or part code, then phrases that name features."""
        notes = notes_of(doc)
        propose(notes, "model_names", self.predict(notes))
        # A phrase that names a feature ends where a model does.
        propose(notes, "gazetteer", find_phrases(notes))
        return doc

    def predict(self, notes: Notes) -> Iterator[Span]:
        """Yield a name after each brand, each that opens with a series, and part codes."""
        text, folded = notes.given, notes.folded
        mentions = [mention.span for mention in notes.mentions]
        brands = {span.start: span for span in mentions if span.label == "BRAND"}
        nouns = {span.start for span in mentions if span.label in {"CATEGORY", "FEATURE", "PARAMETER"}}
        codes = [match.span("m") for match in self._codes.finditer(folded)]
        values = {
            span.start for span in mentions if span.label == "PARAMETER" and fold(span.text) not in _tiers()
        }
        starts = values | {start for start, _ in codes}
        stops = sorted(
            starts | {start for start, span in brands.items() if fold(span.text) not in self._lines}
        )
        for brand in brands.values():
            match = self._after_brand.match(folded, brand.end)
            if match and self._opens(match, brand, brands, nouns):
                yield from _spans(text, folded, match, stops)
            elif before := BEFORE_BRAND.search(folded[max(0, brand.start - NEAR) : brand.start]):
                offset = max(0, brand.start - NEAR)
                yield _span(text, offset + before.start("m"), offset + before.end("m"))
        within = {place for span in brands.values() for place in range(span.start + 1, span.end)}
        for match in self._series.finditer(folded):
            if match.start() not in within:
                yield from _spans(text, folded, match, stops, sure=False)
        for start, end in [*codes, *(match.span("m") for match in self._shapes.finditer(folded))]:
            yield _span(text, start, end)

    def _opens(self, match: re.Match[str], brand: Span, brands: dict[int, Span], nouns: set[int]) -> bool:
        """Say whether what follows `brand` is a name: no other brand but a line of its own, and no common noun."""
        start = match.start("m")
        if other := brands.get(start):
            return self._lines.get(fold(other.text)) == brand.id
        return bool(match["known"] or match["alone"] or match["bare"]) or start not in nouns


@cache
def _tiers() -> frozenset[str]:
    return frozenset(TIERS.split("|"))


def _spans(
    text: str, folded: str, match: re.Match[str], stops: list[int], *, sure: bool = True
) -> Iterator[Span]:
    """Yield the name that was matched, cut before the next stop, and the part code at its end.

    A series without more is a name where it is `sure` to be one, behind a brand, or is sold under that name alone.
    """
    start, end = match.span("m")
    place = bisect_right(stops, start)
    if place < len(stops):
        end = min(end, stops[place])
    name = folded[start:end].rstrip(" -·(")
    for word in re.finditer(r" ([a-z0-9-]{4,12})(?= |$)", name):
        if WEAK_CODE.fullmatch(word[1]) and re.search(r"\d| ", name[: word.start()]):
            yield _span(text, start + word.start(1), start + word.end(1))
            name = name[: word.start()]
            break
    known = (match["known"] or "").rstrip(" -·")
    if known == name or match["bare"]:
        stands = name in _sold_alone() or (sure and len(name) >= SHORTEST and name not in _tiers())
    else:
        stands = bool(known or match["alone"] or re.search(rf"\d|(?:{TIERS})\+?$", name))
    if stands:
        yield _span(text, start, start + len(name))


@cache
def _sold_alone() -> frozenset[str]:
    return frozenset(fold(row["text"]) for row in read_patterns("series") if row.get("alone"))


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, "MODEL", text[start:end], CONFIDENCE)


@Language.factory("daogou_model_names")
def create(nlp: Language, name: str) -> ModelNames:  # noqa: ARG001 (spaCy passes them)
    """Make the component."""
    return ModelNames()

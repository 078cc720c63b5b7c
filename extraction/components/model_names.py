"""Model names that no lexicon knows: what follows a brand, or opens with a known series."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extraction.documents import Span
from extraction.folding import fold
from extraction.mentions import propose
from extraction.patterns import read_patterns

CONFIDENCE = 0.8
TIER = r"pro|max|plus|ultra|mini|lite|air|se|fe|gt|neo|turbo|note|fold|flip|art|play|power|prime|edge|slim|studio|carbon|gen|mark|series"
GAP = r"[ \-·]{0,1}"


class ModelNames:
    """Reads `Mate 60 Pro`, `iPhone13ProMax`, `Magic6 至臻版`, `ThinkPad X1 Carbon Gen 11`, `Moto E (2nd Generation)`."""

    def __init__(self) -> None:
        series = sorted((fold(row["text"]) for row in read_patterns("series")), key=len, reverse=True)
        editions = "|".join(re.escape(row["text"]) for row in read_patterns("editions"))
        names = "|".join(map(re.escape, series))
        word = rf"(?:{names}|[a-z]{{1,14}}[-/]?\d[a-z0-9.+-]*|\d{{1,4}}[a-z]{{0,4}}\d{{0,3}}[a-z]?\+?|(?:{TIER})\+?|[a-z]\+?(?![a-z])|[ivx]{{2,4}}(?![a-z]))"
        tail = rf"(?:\s?(?:{editions}|[\u4e00-\u9fff]{{1,3}}版(?!本)))?(?:\s?\((?:\d(?:st|nd|rd|th) gen(?:eration)?|gen \d)\))?"
        self._after_brand = re.compile(
            rf"[ ）)】/·]{{0,2}}(?P<m>(?:[a-z]{{2,12}}{GAP})?{word}(?:{GAP}{word}){{0,5}}{tail})"
        )
        # A series of one character (星, 战) is only one behind its brand: 荣耀60 is no 耀60.
        longer = "|".join(re.escape(name) for name in series if len(name) > 1)
        self._series = re.compile(rf"(?<![a-z])(?P<m>(?:{longer})(?:{GAP}{word}){{1,5}}{tail})")

    def __call__(self, doc: Doc) -> Doc:
        """Propose model names, ending before any value."""
        propose(doc, "model_names", self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> Iterator[Span]:
        """Yield a name after each brand, and each that opens with a series."""
        brands = [m.span for m in doc._.mentions if m.span.label == "BRAND"]
        stops = sorted(m.span.start for m in doc._.mentions if m.span.label in {"PARAMETER", "CATEGORY"})
        text, folded = doc.text, doc._.folded
        for brand in brands:
            if match := self._after_brand.match(folded, brand.end):
                yield from _span(text, match, stops)
        for match in self._series.finditer(folded):
            yield from _span(text, match, stops)


def _span(text: str, match: re.Match[str], stops: list[int]) -> Iterator[Span]:
    start, end = match.span("m")
    place = bisect_right(stops, start)
    if place < len(stops):
        end = min(end, stops[place])
    name = text[start:end].rstrip(" -·(")
    if re.search(r"\d", name) or re.search(rf"(?:{TIER})\+?$", fold(name)):
        yield Span(start, start + len(name), "MODEL", name, CONFIDENCE)


@Language.factory("daogou_model_names", requires=["doc._.mentions"], assigns=["doc._.mentions"])
def create(nlp: Language, name: str) -> ModelNames:  # noqa: ARG001 (spaCy passes them)
    """Make the component."""
    return ModelNames()

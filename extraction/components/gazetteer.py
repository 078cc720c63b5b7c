"""Known names, found by PhraseMatcher and linked to their entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extraction.documents import Span
from extraction.folding import fold, is_cjk
from extraction.lexicon import Entry, Lexicon
from extraction.mentions import notes_of, propose

FOUND: Final = frozenset({"BRAND", "MODEL", "CATEGORY", "FEATURE"})
CONFIDENCE: Final = {"BRAND": 0.95, "CATEGORY": 0.95, "FEATURE": 0.9, "MODEL": 0.9}
ORDINARY: Final = frozenset(
    {
        "nothing",
        "beats",
        "honor",
        "cat",
        "polar",
        "framework",
        "sharp",
        "fossil",
        "lava",
        "marshall",
        "valve",
        "onyx",
        "whoop",
        "sigma",
        "palm",
        "gateway",
    }
)
"""Brands that are words too: named with a capital, and not where any word has one."""
GRADES: Final = frozenset({"cat"})
"""Written together with a number they name a cable: cat6."""
NUMBERED: Final = re.compile(r"[ -]?([a-z]{0,3}\d[a-z0-9]*)")
OPENS: Final = re.compile(r"(?:^|[.!?]\s+)$")
PROSE: Final = re.compile(r" (?:[a-z]{3,}|[ia][nst]|my|to|up)(?![a-z0-9])")
"""What goes on in a sentence, not in a title."""
OPTICS: Final = frozenset({"brand/leica", "brand/hasselblad"})
"""Makers of other brands' lenses: a brand only where no other stands before."""
UNSAID: Final = ("2-in-1", "foldable")
"""A category that opens so is read as a feature and the plain category."""
MODEL_FOLLOWS: Final = r"(?=[a-z]{0,2}\d|x fold|x flip|find|reno|watch|pad|turbo|note|osmo|mavic|mate|galaxy|iphone|ipad|macbook|magic|nova|pura|tws)"
"""Behind a brand that is written together with its model: vivoX90."""
OTHERS: Final = re.compile(
    r"(?:without|with|w/|incl\.|included|plus|送|赠送?|配|含|适用|支持)\s?(?:[a-z]+ )?$"
)
"""Before a thing that is in the box, or fits the product, and is not the product."""
LENS: Final = "category/lens"
THINGS: Final = frozenset(
    f"category/{name}"
    for name in (
        "charger",
        "mouse",
        "keyboard-accessory",
        "lens",
        "power-bank",
        "cell-phone-accessories",
        "screen-protector",
    )
)
NO_CAMERA: Final = re.compile(
    r"(?:mp|front|rear|back|main|selfie|hd|fusion|ultrapixel|grade|pixels?|megapixels?|像素|前置|后置)[ -]?$"
)
"""Before the noun `camera` where it is a part of the product."""
BARE_NUMBER: Final = re.compile(r"[\d\s.+-]*")


class Gazetteer:
    """Finds lexicon names whatever their case, width or spacing. Time grows with the text, memory with the names."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.learn(Lexicon(()))

    def learn(self, lexicon: Lexicon) -> None:
        """Look for the names of `lexicon` from now on, and for no others."""
        self._matcher = PhraseMatcher(self._nlp.vocab)
        self._entries: dict[str, list[Entry]] = {}
        self._glued: dict[str, Entry] = {}
        self._numbers: set[tuple[str, str]] = set()
        for entry in lexicon.entries.values():
            # A feature's bare noun (屏幕, battery) is no feature of its own: the aspects look for these.
            if entry.label in FOUND and not entry.aspect:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        for name in entry.names():
            folded = fold(name)
            if entry.label == "MODEL" and entry.brand and (number := NUMBERED.match(folded)):
                self._numbers.add((entry.brand, number[1]))
            # A model called `13` is only one after its brand.
            if len(folded) < 2 or (entry.label == "MODEL" and BARE_NUMBER.fullmatch(folded)):
                continue
            known = self._entries.setdefault(folded, [])
            if not known:
                self._matcher.add(folded, [self._nlp.make_doc(folded)])
            known.append(entry)
            if entry.label == "BRAND" and folded.isalpha() and folded.isascii() and folded not in GRADES:
                self._glued[folded] = entry
        names = "|".join(sorted(self._glued, key=len, reverse=True)) or "(?!)"
        self._together = re.compile(rf"(?<![a-z0-9])(?:{names}){MODEL_FOLLOWS}")

    def __call__(self, doc: Doc) -> Doc:
        """Propose the names found in `doc`."""
        propose(
            notes_of(doc), "gazetteer", _in_company(sorted(self.predict(doc), key=lambda span: span.start))
        )
        return doc

    def predict(self, doc: Doc) -> Iterator[Span]:
        """Yield a span for every known name that stands by itself."""
        notes = notes_of(doc)
        text = notes.given
        for key, first, last in self._matcher(doc):
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            if not _stands_alone(text, start, end) or _spans_words(text[start:end]):
                continue
            for entry in self._entries[doc.vocab.strings[key]]:
                if _is_meant(entry, text, start, end) or self._names_a_model(entry, notes.folded, end):
                    yield Span(start, end, entry.label, text[start:end], CONFIDENCE[entry.label], entry.id)
        for match in self._together.finditer(notes.folded):
            start, end = match.span()
            yield Span(start, end, "BRAND", text[start:end], CONFIDENCE["BRAND"], self._glued[match[0]].id)

    def _names_a_model(self, entry: Entry, folded: str, end: int) -> bool:
        """Say whether a brand that is a word too stands before a model of its own that is known: honor 60."""
        number = NUMBERED.match(folded, end) if entry.label == "BRAND" else None
        return bool(number and (entry.id, number[1]) in self._numbers)


def _is_meant(entry: Entry, text: str, start: int, end: int) -> bool:
    """Say whether a name means the entity where it stands: not `nothing`, not what is in the box, not a part."""
    if entry.label == "BRAND":
        name = text[start:end]
        if name.isdigit():
            return not text[:start].strip() or text[end:].startswith("手机")
        if name.lower() in ORDINARY and not is_cjk(name[0]):
            sentence = OPENS.search(text[max(0, start - 4) : start]) and PROSE.match(text, end)
            return name[0].isupper() and not sentence
    if entry.label == "CATEGORY":
        before, name = fold(text[max(0, start - 16) : start]), fold(text[start:end])
        if name.startswith(UNSAID) or (name.startswith("折叠") and before.endswith(("小", "三", "大"))):
            return False
        if entry.id in THINGS and OTHERS.search(before):
            return False
        return not (name in {"camera", "相机", "cameras"} and NO_CAMERA.search(before))
    return True


def _in_company(found: Iterable[Span]) -> Iterator[Span]:
    """Leave out names that others show to be a part: a lens where a camera is named, Leica behind a phone's brand."""
    spans = list(found)
    whole = any(span.label == "CATEGORY" and span.id != LENS for span in spans)
    first = next((span.id for span in spans if span.label == "BRAND"), None)
    for span in spans:
        if not (span.id == LENS and whole) and not (span.id in OPTICS and first != span.id):
            yield span


def _spans_words(name: str) -> bool:
    """Say whether Chinese names run across a space: 学习 平板 are two words."""
    return any(
        name[place] == " " and is_cjk(name[place - 1]) and is_cjk(name[place + 1])
        for place in range(1, len(name) - 1)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether no letter or digit goes on beyond the ends, as in `Pro` of `Product`; Chinese may."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(after, text[end - 1]))


def _joins(outer: str, inner: str) -> bool:
    if not outer or is_cjk(outer) or is_cjk(inner):
        return False
    return (outer.isdigit() and inner.isdigit()) or (outer.isalpha() and inner.isalpha())


@Language.factory("daogou_gazetteer")
def create(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy passes it)
    """Make the component; it knows no name until it learns a lexicon."""
    return Gazetteer(nlp)

"""Every name that a message may hold: the graph's, and what people call things besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant.reading.mentions import Name
from assistant.reading.names import Names
from assistant.words import read_words
from extraction.folding import fold
from extraction.lexicon import Entry

ENDINGS: Final = re.compile(
    r"\s(?:wireless|5g|4g|lte|bluetooth|thinq|headphones|earbuds|black|\d+c)$", re.IGNORECASE
)
GENERATION: Final = re.compile(r"\s?(?:\((\d)(?:st|nd|rd|th) gen(?:eration)?\.?\)|gen (\d+))", re.IGNORECASE)
WAYS: Final = (
    r" \1\2",
    r" \1\2代",
    r" gen \1\2",
    r" \1\2nd gen",
    r" \1\2rd gen",
    r" \1\2th gen",
    r" \1\2th generation",
)
YEAR: Final = re.compile(r"\s?\(20\d\d\)")
ROMAN: Final = re.compile(r"\b(i{2,3}|iv|vi{0,3})(x?)\b", re.IGNORECASE)
MARK: Final = re.compile(r" mark (\d)", re.IGNORECASE)
CODE: Final = re.compile(r"(?<=\w) [a-z]{1,2}\d{4}[a-z]{0,2}$", re.IGNORECASE)
"""Of a version, behind names of two words and more: Zenbook Duo UX8406."""
SERIES: Final = re.compile(r"\b(watch) series (\d+)\b", re.IGNORECASE)
SIZE: Final = re.compile(r"(?<=\d) 1[3-8]$")
"""Inches behind a number: Legion Slim 5 16."""
INCHES: Final = re.compile(r" 1[3-8](?= M\d)", re.IGNORECASE)
"""Before a chip: MacBook Air 13 M2."""
PLUS: Final = re.compile(r"\+(?=$| )")
NUMERALS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
SHORTEST_LINE: Final = 3
LABELS: Final = {
    "BRAND": "Brand",
    "CATEGORY": "Category",
    "FEATURE": "Feature",
    "USE_CASE": "UseCase",
    "MODEL": "Model",
}


def names_of(entries: Iterable[Entry]) -> Names:
    """Return the names of a lexicon's entries, and the nicknames of those among them."""
    known = list(entries)
    by_id = {entry.id: entry for entry in known}
    return Names([*_nicknames(by_id), *_given(known)])


def _given(entries: Sequence[Entry]) -> Iterator[Name]:
    brands = {fold(name): entry.id for entry in entries if entry.label == "BRAND" for name in entry.names()}
    for entry in entries:
        for text in entry.names():
            yield Name(text, LABELS[entry.label], entry.id, entry.brand, entry.aspect)
            first, _, rest = text.partition(" ")
            # Xiaomi's Redmi Note 13 is Redmi's Note 13.
            maker = brands.get(fold(first)) if entry.label == "MODEL" and rest else None
            if maker and maker != entry.brand:
                yield Name(rest, "Model", entry.id, maker)
        for text in dict.fromkeys(_shorter(entry)) if entry.label == "MODEL" else ():
            yield Name(text, "Model", entry.id, entry.brand, rank=-1, short=True)


def _shorter(entry: Entry) -> Iterator[str]:
    """Yield what people leave of a model's name, and other ways to count: without its line, its wireless, in 代."""
    for text in entry.names():
        forms = {text, YEAR.sub("", text).strip()}
        forms |= {GENERATION.sub(way, form) for form in tuple(forms) for way in WAYS}
        forms |= {ROMAN.sub(_arabic, form) for form in tuple(forms)}
        forms |= {
            SERIES.sub(way, form) for form in tuple(forms) for way in (r"\1 s\2", r"手表s\2", r"手表\2")
        }
        forms |= {PLUS.sub(" plus", form) for form in tuple(forms)}
        forms |= {form.replace(" Phone ", "手机") for form in tuple(forms)}
        forms |= {each.sub("", form) for form in tuple(forms) for each in (SIZE, INCHES)}
        forms |= {
            MARK.sub(way, form) for form in tuple(forms) for way in (" Mark \\1", " m\\1", " mk\\1", "m\\1")
        }
        while cut := {ENDINGS.sub("", form) for form in forms} - forms:
            forms |= cut
        for form in tuple(forms):
            line, _, rest = form.partition(" ")
            if line.isalpha() and len(line) >= SHORTEST_LINE and any(map(str.isdigit, rest)):
                forms.add(rest)
        forms |= {form.replace("Alpha ", "a") for form in tuple(forms) if form.startswith("Alpha ")}
        yield from sorted(form for form in forms - {text} if any(map(str.isdigit, form)))
        if " " in (bare := CODE.sub("", text)) and bare != text:
            yield bare


def _arabic(match: re.Match[str]) -> str:
    return str(NUMERALS.index(match[1].upper())) + match[2]


def _nicknames(by_id: dict[str, Entry]) -> Iterator[Name]:
    """Yield what people call things besides, and what they say that means them, which no other name is as long as."""
    for file, rank in (("nicknames", 1), ("sayings", 0)):
        for row in read_words(file):
            if all(id_ in by_id for id_ in row["id"].split()):
                brand = by_id[row["id"]].brand if row["label"] == "Model" else None
                for text in row["words"]:
                    yield Name(text, row["label"], row["id"], brand, row.get("aspect", False), rank)

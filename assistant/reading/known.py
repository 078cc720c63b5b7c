"""Every name that a message may hold: the graph's, and what people call things besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.reading.names import Name, Names
from assistant.words import read_words
from extraction.lexicon import Entry

ENDINGS: Final = re.compile(r"\s(?:wireless|5g|4g|lte|bluetooth)$", re.IGNORECASE)
GENERATION: Final = re.compile(r"\s?\((\d)(?:st|nd|rd|th) gen(?:eration)?\.?\)", re.IGNORECASE)
SHORTEST_LINE: Final = 4
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


def _given(entries: Iterable[Entry]) -> Iterator[Name]:
    for entry in entries:
        for text in (*entry.names(), *(_shorter(entry) if entry.label == "MODEL" else ())):
            yield Name(text, LABELS[entry.label], entry.id, entry.brand, entry.aspect)


def _shorter(entry: Entry) -> Iterator[str]:
    """Yield what people leave of a model's name: without its line, its wireless, its generation's brackets."""
    for text in entry.names():
        plain = ENDINGS.sub("", GENERATION.sub(r" \1", text)).strip()
        if plain != text:
            yield plain
        line, _, rest = plain.partition(" ")
        if line.isalpha() and len(line) >= SHORTEST_LINE and any(map(str.isdigit, rest)):
            yield rest


def _nicknames(by_id: dict[str, Entry]) -> Iterator[Name]:
    for row in read_words("nicknames"):
        if all(id_ in by_id for id_ in row["id"].split()):
            for text in row["words"]:
                yield Name(text, row["label"], row["id"], aspect=row.get("aspect", False), rank=1)

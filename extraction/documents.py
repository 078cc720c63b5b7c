"""Texts in, extractions out, and the file format of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extraction.errors import InputError


@dataclass(frozen=True, slots=True)
class Text:
    """A text to read; `kind` is title, description, review, …; `lang` zh or en, told from the text when None."""

    id: str
    text: str
    kind: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A mention: `text[start:end]` in code points. `id` is the entity it was linked to, None for NIL."""

    start: int
    end: int
    label: str
    text: str
    confidence: float
    id: str | None = None
    attribute: str | None = None
    value: float | str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two spans, by their positions in the list."""

    type: str
    head: int
    tail: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect that the author judges; `feature` is the canonical feature's id."""

    start: int
    end: int
    text: str
    polarity: str
    confidence: float
    feature: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, spans in the order in which they stand.

    `uses` are mentions of use cases that the product suits, their ids in `feature`; files of extractions are without.
    """

    id: str
    lang: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    uses: tuple[Aspect, ...] = ()


def text_from_json(row: object) -> Text:
    """Return the text of one input line.

    Raises:
        InputError: no object, or id or text is missing or no string.
    """
    if not isinstance(row, dict):
        raise InputError(f"found {type(row).__name__}, expected an object with id and text")
    for name in ("id", "text"):
        if not isinstance(row.get(name), str):
            raise InputError(f"found {name} {row.get(name)!r}, expected a string")
    for name in ("kind", "lang"):
        if not isinstance(row.get(name), str | None):
            raise InputError(f"found {name} {row[name]!r}, expected a string or nothing")
    return Text(row["id"], row["text"], row.get("kind"), row.get("lang"))


def extraction_to_json(extraction: Extraction) -> dict[str, Any]:
    """Return the output line of an extraction; what a span does not have is left out."""
    return {
        "id": extraction.id,
        "spans": [_stated(span) for span in extraction.spans],
        "relations": [_stated(relation) for relation in extraction.relations],
        "aspects": [_stated(aspect) for aspect in extraction.aspects],
    }


def _stated(item: Span | Relation | Aspect) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in item.__slots__}
    return {name: value for name, value in values.items() if value is not None}

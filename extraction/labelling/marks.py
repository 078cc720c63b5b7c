"""What both labelling tools hold: a text, and the places that are marked in it, judged aspects among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from extraction.documents import Extraction, Text
from extraction.errors import InputError
from extraction.learned.fine import SIGN, fine_label

ASPECT: Final = f"aspect{SIGN}"
"""Before the polarity of an aspect."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked place in code points; `label` is a span's (`PARAMETER/ram`), or an aspect's (`aspect/positive`)."""

    start: int
    end: int
    label: str


def marks_of(extraction: Extraction) -> list[Mark]:
    """Return what was found in a text as marks: the spans, then the aspects."""
    spans = [Mark(span.start, span.end, fine_label(span)) for span in extraction.spans]
    return spans + [Mark(one.start, one.end, ASPECT + one.polarity) for one in extraction.aspects]


def described(text: Text) -> dict[str, str]:
    """Return what is known of a text, by the names that its files have."""
    known = {"id": text.id, "text": text.text, "kind": text.kind, "lang": text.lang}
    return {name: value for name, value in known.items() if value is not None}


def text_of(row: Mapping[str, Any], number: int) -> Text:
    """Return the text of a tool's row; `number`, the row's own, stands for an id that is missing.

    Raises:
        InputError: there is no text.
    """
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"found text {text!r}, expected a text that is not empty")
    kind, lang = (value if isinstance(value := row.get(name), str) else None for name in ("kind", "lang"))
    return Text(str(row.get("id", number)), text, kind, lang)


def place_of(start: object, end: object) -> tuple[int, int]:
    """Return a place as a tool wrote it, in the tool's own count.

    Raises:
        InputError: the two are no whole numbers, or in no order.
    """
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise InputError(f"found a mark from {start!r} to {end!r}, expected a place in the text")
    return start, end

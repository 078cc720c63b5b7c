"""doccano's JSON Lines, in and out.

doccano counts UTF-16 code units: its editor takes JavaScript's lengths (v-annotator, `Text`), and nothing turns them into
Python's (doccano issues 2290 and 2484). A project that counts grapheme clusters counts otherwise, and cannot be told
from its export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from extraction.documents import Extraction, Text
from extraction.errors import InputError
from extraction.labelling.marks import Mark, described, marks_of, place_of, text_of
from extraction.labelling.offsets import Utf16
from extraction.rows import parsed

COLUMNS: Final = ("label", "labels", "entities")
"""Where marks stand: in exports of today, of before, and of projects with relations."""
PARTS: Final = ("start_offset", "end_offset", "label")


def row_of(text: Text, extraction: Extraction) -> dict[str, Any]:
    """Return the line of a text, with what was found in it as labels."""
    units = Utf16(text.text)
    labels = [[units.unit(mark.start), units.unit(mark.end), mark.label] for mark in marks_of(extraction)]
    return {**described(text), "label": labels}


def read_line(line: str, number: int) -> tuple[Text, list[Mark]]:
    """Return the text of an exported line, and what people marked in it.

    Raises:
        InputError: the line is no such one, or a mark begins or ends inside a character.
    """
    row = parsed(line)
    if not isinstance(row, dict):
        raise InputError(f"found {type(row).__name__}, expected an object with text and label")
    # Versions around 1.6 name the text's column data.
    text = text_of({"text": row.get("data"), **row}, number)
    marks = next((row[name] for name in COLUMNS if name in row), None)
    if not isinstance(marks, list):
        raise InputError(f"found labels {marks!r}, expected a list under {', '.join(COLUMNS)}")
    return text, list(_marks(marks, Utf16(text.text)))


def _marks(marks: list[Any], units: Utf16) -> Iterator[Mark]:
    for given in marks:
        parts = [given.get(name) for name in PARTS] if isinstance(given, dict) else given
        if not isinstance(parts, list) or len(parts) != len(PARTS) or not isinstance(parts[2], str):
            raise InputError(f"found the label {given!r}, expected its start, end and name")
        place = place_of(parts[0], parts[1])
        start, end = map(units.point, place)
        if start is None or end is None:
            raise InputError(
                f"found {parts[2]} [{place[0]}, {place[1]}), expected a place in the text, in UTF-16 code units: "
                "do not let the project count grapheme clusters"
            )
        yield Mark(start, end, parts[2])

"""A row as text, one `label: cell` a line, with the place of every value in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.records import Cell
from sources.titles import Part
from sources.values import check_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

    from sources.mapping import Column, Composite, Mapping

YES = frozenset({"yes", "y", "true", "有", "是", "支持", "√", "✓"})
NO = frozenset({"no", "n", "false", "无", "否", "不支持", "×", "✗"})
SILENT = frozenset({"id", "currency", "in_stock", "shelf", "url", "image", "description"})
"""Fields that are no part of the specification."""


class Specification:
    """The text, the values that it states (`cells`) and the texts of the other fields (`stated`)."""

    def __init__(self, mapping: Mapping) -> None:
        self._missing = frozenset(text.casefold() for text in mapping.missing)
        self._columns = {column.header: column for column in mapping.columns}
        self._composites = {composite.columns[0]: composite for composite in mapping.composites}
        self._lines: list[str] = []
        self._length = 0
        self.cells: list[Cell] = []
        self.stated: dict[str, list[Part]] = {}

    @property
    def text(self) -> str:
        """The lines so far."""
        return "\n".join(self._lines)

    def first(self, *fields: str) -> Part | None:
        """Return what the first of `fields` states that states anything."""
        return next((part for field in fields for part in self.stated.get(field, ())), None)

    def add_row(self, values: Table[str, str]) -> None:
        """Add the cells of a row.

        Raises:
            BadValueError: a quantity that is negative or has a unit that its attribute does not know.
        """
        for header in dict.fromkeys([*self._columns, *self._composites]):
            if composite := self._composites.get(header):
                self._add_composite(composite, values)
            column = self._columns.get(header)
            text = self._clean(header, values)
            if column and text and column.field != "ignore":
                self._add_cell(column, text, values[header])

    def add(self, field: str, label: str, text: str, separators: str = "") -> None:
        """Add a line that states `field`."""
        _, start = self._line(label, text)
        self.stated.setdefault(field, []).extend(split_items(text, separators, start))

    def _add_cell(self, column: Column, text: str, raw: str) -> None:
        label = column.label or column.header
        if column.field in SILENT:
            # As it stands, line breaks and all, unless the mapping says another word for it.
            whole = text if column.values.get(" ".join(raw.split())) else raw.strip()
            self.stated[column.field] = [Part(whole, (0, 0))]
        elif column.field == "flag" or (
            column.field in {"parameter", "feature"} and text.casefold() in YES | NO
        ):
            start, _ = self._line(label, text)
            negated = text.casefold() in NO
            self.cells.append(Cell(column.header, "feature", "", label, start, start + len(label), negated))
        elif column.field in {"parameter", "feature"}:
            _, start = self._line(label, text)
            for item in split_items(text, column.separators, start):
                check_quantity(item.text, column.attribute)
                attribute = column.attribute or "feature"
                cell = Cell(column.header, attribute, column.unit, item.text, *item.span, least=column.least)
                self.cells.append(cell)
        else:
            self.add(column.field, label, text, column.separators)

    def _add_composite(self, composite: Composite, values: Table[str, str]) -> None:
        cells = [self._clean(header, values) for header in composite.columns]
        if not cells[0] or not (composite.partial or all(cells)):
            return
        parts = [cell for cell in cells if cell]
        for part in parts:
            check_quantity(part, composite.attribute)
        if composite.join == "-" and len(set(parts)) == 1:
            parts = parts[:1]
        text = composite.join.join(parts)
        _, start = self._line(composite.label, text)
        header = " + ".join(composite.columns)
        self.cells.append(Cell(header, composite.attribute, composite.unit, text, start, start + len(text)))

    def _clean(self, header: str, values: Table[str, str]) -> str:
        text = " ".join(values.get(header, "").split())
        if column := self._columns.get(header):
            text = column.values.get(text, text)
        return "" if text.casefold() in self._missing else text

    def _line(self, label: str, text: str) -> tuple[int, int]:
        """Add a line; return where label and text start."""
        start = self._length
        self._lines.append(f"{label}: {text}")
        self._length += len(self._lines[-1]) + 1
        return start, start + len(label) + 2


def split_items(text: str, separators: str, offset: int = 0) -> Iterator[Part]:
    """Yield the items of a list cell that stands at `offset`; without separators it is one item."""
    start = 0
    for end in [*(index for index, char in enumerate(text) if char in separators), len(text)]:
        item = text[start:end].strip()
        if item:
            at = text.index(item, start)
            yield Part(item, (offset + at, offset + at + len(item)))
        start = end + 1

"""The mapping of a catalogue, guessed from the names of its columns and its first cells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from sources.cells import bare_numbers, fits, guess_from_cells, mostly, separators_in
from sources.errors import ColumnError
from sources.mapping import MISSING, Column, Composite, Field, Mapping
from sources.tables import Row, open_table
from sources.titles import known_noun, looks_like_shop_title
from sources.words import BRACKETS, attributes, innermost, normal_header, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping as Table
    from collections.abc import Sequence
    from pathlib import Path

SHOP_SHARE = 0.2
NEVER_ZERO = frozenset({"weight", "dimensions", "focal_length", "screen_size", "camera", "battery_capacity"})
SEVERAL = frozenset({"category", "alias", "parameter", "feature", "flag", "ignore"})
REPEATED = frozenset({"network", "other"})


def guess_mapping(path: Path) -> Mapping:
    """Guess what the columns of `path` mean, from its header and its first 200 rows.

    Raises:
        FileError: the file cannot be read.
        ColumnError: no column seems to hold the products' names.
    """
    table = open_table(path)
    sample = table.sample()
    cells = {header: _stated(sample, header) for header in table.columns}
    composites = _composites(table.columns)
    spread = {header for composite in composites for header in composite.columns}
    columns: list[Column] = []
    for header in table.columns:
        if header in spread:
            columns.append(Column(header, "ignore", because="part of a value in several columns"))
        else:
            columns.append(_once(_column(header, cells[header]), columns))
    columns = _names(columns, sample)
    if not any(column.field in {"title", "name", "model"} for column in columns):
        expected = ", ".join(vocabulary("headers")["fields"]["title"])
        found = ", ".join(table.columns)
        raise ColumnError(f"{path}: found no column of names among {found}; expected one called {expected}")
    has_category = any(column.field == "category" for column in columns)
    return Mapping(
        columns=tuple(columns),
        composites=tuple(composites),
        currency=_currency(columns),
        category="" if has_category else known_noun(path.stem) or "",
        missing=(*MISSING, *_zero(columns, composites, cells)),
    )


def _stated(sample: Sequence[Row], header: str) -> list[str]:
    missing = {text.casefold() for text in MISSING} | {""}
    cells = (" ".join(row.values.get(header, "").split()) for row in sample)
    return [cell for cell in cells if cell.casefold() not in missing]


def _column(header: str, cells: Sequence[str]) -> Column:
    """Guess one column: by its name where its cells bear that out, else by its cells."""
    name = normal_header(header)
    inner = innermost(header)
    label = inner if inner != header else ""
    known = vocabulary("headers")
    if name in known["ignored"]:
        return Column(header, "ignore", because=known["ignored"][name])
    for field, names in known["fields"].items():
        if name in names and fits(field, cells) and field in get_args(Field):
            separators = separators_in(cells) if field in {"feature", "category", "alias"} else ""
            return Column(header, field, label, separators=separators, because=f"called {name!r}")
    for attribute, names in known["parameters"].items():
        if name in names and fits(attribute, cells):
            separators = separators_in(cells) if attribute in {"network", "color"} else ""
            unit = _unit(header, attribute, cells)
            return Column(header, "parameter", label, attribute, unit, separators, because=f"called {name!r}")
    if name in known["others"]:
        unit = known["others"][name] if bare_numbers(cells) or "SIM" in known["others"][name] else ""
        return Column(header, "parameter", label, "other", unit, because=f"called {name!r}")
    return replace(guess_from_cells(header, cells), label=label)


def _unit(header: str, attribute: str, cells: Sequence[str]) -> str:
    """Return the unit of bare numbers: the one in the header, as in `Weight (kg)`, else the usual one."""
    units = attributes()[attribute]
    if not units or not bare_numbers(cells):
        return ""
    hints = [*BRACKETS.findall(header), *re.split(r"[\W_]+", header)]
    return next((unit for unit in units for hint in hints if hint.casefold() == unit.casefold()), units[0])


def _composites(headers: Sequence[str]) -> list[Composite]:
    names = {normal_header(header): header for header in reversed(headers)}
    found: list[Composite] = []
    for entry in vocabulary("headers")["composites"]:
        parts = [
            next((names[name] for name in choices if name in names), None) for choices in entry["columns"]
        ]
        used = {header for composite in found for header in composite.columns}
        columns = tuple(part for part in parts if part and part not in used)
        if len(columns) == len(parts):
            because = f"called {', '.join(map(normal_header, columns))}"
            found.append(Composite(**{**entry, "columns": columns, "because": because}))
    return found


def _once(column: Column, before: Sequence[Column]) -> Column:
    """Leave a field or attribute to the first column that has it."""
    if column.field in SEVERAL - {"parameter"} or column.attribute in REPEATED:
        return column
    for other in before:
        if (other.field, other.attribute) == (column.field, column.attribute):
            what = column.attribute or column.field
            return Column(column.header, "ignore", because=f"{what} is read from {other.header}")
    return column


def _names(columns: Sequence[Column], sample: Sequence[Row]) -> list[Column]:
    """Tell a shop's titles from plain names, and names with the brand in front from models without."""
    brand = next((column.header for column in columns if column.field == "brand"), None)
    titled = any(column.field == "title" for column in columns)
    told = []
    for column in columns:
        if column.field == "title" or (column.field == "model" and not titled):
            cells = _stated(sample, column.header)
            branded = [row for row in sample if brand and _starts_with(row, column.header, brand)]
            if mostly(cells, looks_like_shop_title, SHOP_SHARE):
                because = f"{column.because}, and cells tell size, colour or kind"
                told.append(replace(column, field="title", because=because))
            elif brand and len(branded) < len(cells) / 2:
                told.append(replace(column, field="model", because=f"{column.because}, without the brand"))
            else:
                told.append(replace(column, field="name", because=f"{column.because}, brand first"))
        else:
            told.append(column)
    return told


def _starts_with(row: Row, header: str, brand: str) -> bool:
    return (
        row.values.get(header, "").casefold().startswith(row.values.get(brand, "").strip().casefold() or "\0")
    )


def _currency(columns: Sequence[Column]) -> str:
    """Return the currency that the name of the price column states; Chinese ones mean yuan."""
    header = next((column.header for column in columns if column.field == "price"), "")
    hints = [*BRACKETS.findall(header), *re.split(r"[\W_]+", header)]
    known: Table[str, list[str]] = vocabulary("currencies")
    stated = next((known[hint.upper()][0] for hint in hints if hint.upper() in known), "")
    return stated or ("" if header.isascii() else "CNY")


def _zero(
    columns: Sequence[Column], composites: Sequence[Composite], cells: Table[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return "0" as a cell that states nothing, where it stands for a weight or length."""
    headers = [column.header for column in columns if column.attribute in NEVER_ZERO]
    headers += [header for item in composites if item.attribute in NEVER_ZERO for header in item.columns]
    return ("0",) if any("0" in cells[header] for header in headers) else ()

"""Catalogue files → product records, as a mapping reads their columns."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from sources.errors import BadValueError, ColumnError
from sources.records import CatalogRecord, Cell, Reject, Span
from sources.seen import unique
from sources.specification import Specification
from sources.stock import read_stock
from sources.tables import Row, Table, convert, open_table
from sources.titles import Brands, Part, Title, read_name, read_shop_title
from sources.values import read_price, read_release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sources.mapping import Mapping


def read_catalog(
    path: Path, mapping: Mapping, *, brands: Iterable[str] = ()
) -> Iterator[CatalogRecord | Reject]:
    """Yield a record or a reject for every row of `path`, in constant memory.

    Rows that repeat a product's id and name are records too, to be merged: variants of one product may
    take a row each. The same id with another name is a reject.

    Args:
        path: CSV, TSV or JSON Lines.
        mapping: what the columns mean; those that it does not name are left out.
        brands: known brand names, to tell where a brand of several words ends in a title.

    Raises:
        FileError: the file cannot be read.
        ColumnError: the mapping names a column that the file lacks.
    """
    table = open_table(path)
    _check_columns(table, mapping)
    known = Brands(brands)
    records = convert(table.rows(), lambda row: catalog_record(row, mapping, known))
    yield from unique(records, lambda record: record.id, lambda record: (record.title, record.brand))


def catalog_record(row: Row, mapping: Mapping, brands: Brands) -> CatalogRecord:
    """Return the product that `row` states.

    Raises:
        BadValueError: no name or id, or a price, date, stock, quantity or unit that cannot be.
    """
    sheet = Specification(mapping)
    sheet.add_row(row.values)
    title = _read_title(sheet, mapping, brands)
    name = _name(sheet, title)
    price, released = sheet.first("price"), sheet.first("released")
    usual = _text(sheet.first("currency")) or mapping.currency or None
    amount, currency = read_price(price.text, usual) if price else (None, None)
    stock = sheet.first("in_stock")
    return CatalogRecord(
        line=row.line,
        id=_product_id(sheet, mapping, name),
        title=name,
        brand=title.brand.text if title.brand else None,
        model=title.model.text if title.model else None,
        categories=tuple(part.text for part in sheet.stated.get("category", ())),
        aliases=tuple(part.text for part in sheet.stated.get("alias", ())),
        released=read_release(released.text) if released else None,
        price=amount,
        currency=currency,
        in_stock=read_stock(stock.text) if stock else None,
        shelf=_text(sheet.first("shelf")) or None,
        url=_text(sheet.first("url")),
        image=_text(sheet.first("image")),
        description=_text(sheet.first("description")),
        specification=sheet.text,
        cells=(*sheet.cells, *_title_cells(title, mapping)),
        spans=_spans(sheet, title),
    )


def _read_title(sheet: Specification, mapping: Mapping, brands: Brands) -> Title:
    """Tell brand, model and category from columns of their own, else from the title.

    Constants of the mapping become lines of their own, so that what they state has words to point at.
    """
    if mapping.brand and not sheet.first("brand"):
        sheet.add("brand", "brand", mapping.brand)
    brand = sheet.first("brand")
    shop, model = sheet.first("title"), sheet.first("model")
    read = read_shop_title if shop else read_name
    whole = shop or sheet.first("name") or model
    title = (
        _shifted(read(whole.text, brand.text if brand else None, brands), whole.span[0]) if whole else Title()
    )
    if brand:
        title = replace(title, brand=brand)
    if model and model is not whole:
        own = _shifted(
            read_name(model.text, title.brand.text if title.brand else None, brands), model.span[0]
        )
        title = replace(title, model=own.model or model)
    if title.category and not sheet.first("category"):
        sheet.stated["category"] = [title.category]
    if mapping.category and not sheet.first("category"):
        sheet.add("category", "category", mapping.category)
    return title


def _shifted(title: Title, offset: int) -> Title:
    """Count the spans of `title` from the beginning of the specification."""

    def moved(part: Part | None) -> Part | None:
        return Part(part.text, (part.span[0] + offset, part.span[1] + offset)) if part else None

    features = tuple(part for part in map(moved, title.features) if part)
    return Title(moved(title.brand), moved(title.model), moved(title.category), moved(title.colour), features)


def _name(sheet: Specification, title: Title) -> str:
    if whole := sheet.first("title", "name"):
        return whole.text
    if not title.model:
        raise BadValueError("no name", "empty title, name and model", "at least one of them")
    return " ".join(part.text for part in (title.brand, title.model) if part)


def _product_id(sheet: Specification, mapping: Mapping, name: str) -> str:
    """Return the catalogue's own id, or one made of all that the row states but its price."""
    if any(column.field == "id" for column in mapping.columns):
        own = sheet.first("id")
        if not own:
            raise BadValueError("no id", "an empty cell", "the product's id")
        return mapping.id_prefix + own.text
    stated = "\x1f".join([name, *(cell.text for cell in sheet.cells)])
    digest = blake2b(stated.encode(), digest_size=4).hexdigest()
    words = re.sub(r"\W+", "-", name.casefold()).strip("-")
    return f"{mapping.id_prefix}{words}-{digest}"


def _title_cells(title: Title, mapping: Mapping) -> Iterator[Cell]:
    column = next((column.header for column in mapping.columns if column.field == "title"), "")
    if title.colour:
        yield Cell(column, "color", "", title.colour.text, *title.colour.span)
    for part in title.features:
        yield Cell(column, "feature", "", part.text, *part.span)


def _spans(sheet: Specification, title: Title) -> dict[str, tuple[Span, ...]]:
    stated = {
        "title": sheet.stated.get("title") or sheet.stated.get("name"),
        "brand": [title.brand] if title.brand else None,
        "model": [title.model] if title.model else None,
        **{field: sheet.stated.get(field) for field in ("category", "alias", "released", "price")},
    }
    return {field: tuple(part.span for part in parts) for field, parts in stated.items() if parts}


def _text(part: Part | None) -> str | None:
    return part.text if part else None


def _check_columns(table: Table, mapping: Mapping) -> None:
    named = [column.header for column in mapping.columns]
    named += [header for composite in mapping.composites for header in composite.columns]
    missing = [header for header in dict.fromkeys(named) if header not in table.columns]
    if missing:
        found, lacking = ", ".join(table.columns), ", ".join(missing)
        raise ColumnError(f"{table.path}: found no column {lacking}, which the mapping names; it has {found}")

"""What each column of a catalogue means."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

Field = Literal[
    "id",  # the catalogue's own id of the product
    "brand",
    "name",  # `Brand Model` and no more
    "title",  # a shop's title, with size, colour and kind around the model
    "model",
    "alias",  # another name of the model
    "category",
    "price",
    "currency",  # of the price, where it has no sign
    "in_stock",  # a count, or words such as `sold out`
    "shelf",  # where it stands in the store
    "released",
    "url",
    "image",
    "description",
    "parameter",  # a value of `attribute`
    "feature",  # a list of features
    "flag",  # the column's name is a feature: "No" says that it lacks, anything else that it is there
    "ignore",
]
MISSING = (
    "NULL",
    "N/A",
    "NA",
    "NaN",
    "None",
    "null",
    "unspecified",
    "unknown",
    "-",
    "--",
    "?",
    "无",
    "未知",
    "暂无",
)


@dataclass(frozen=True, slots=True)
class Column:
    """The meaning of one column; `label` is its name in the specification.

    `separators` are the characters between the items of a list cell. `values` replaces whole cells. A number below
    `least`, in the unit that the attribute is kept in, is no value: a phone of 5 g.
    """

    header: str
    field: Field
    label: str = ""
    attribute: str = ""
    unit: str = ""
    separators: str = ""
    values: Table[str, str] = dataclasses.field(default_factory=dict)
    least: float = 0.0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Composite:
    """One value spread over several columns, such as length, width and height.

    With `partial`, the first column's cell is enough. Joined by `-` it is a range: equal ends are one value.
    """

    columns: tuple[str, ...]
    label: str
    attribute: str
    unit: str = ""
    join: str = " x "
    partial: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read a catalogue.

    `currency` is that of prices without a sign; `category` and `brand` are those of products that state none;
    `id_prefix` keeps the ids of two catalogues apart; `missing` are cells that state nothing.
    """

    columns: tuple[Column, ...]
    composites: tuple[Composite, ...] = ()
    currency: str = ""
    category: str = ""
    brand: str = ""
    id_prefix: str = ""
    missing: tuple[str, ...] = MISSING

    def shown(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield rows to print: columns, field, attribute, unit, guessed because."""
        for composite in self.composites:
            joined = " + ".join(composite.columns)
            yield joined, "parameter", composite.attribute, composite.unit, composite.because
        spread = {header for composite in self.composites for header in composite.columns}
        for column in self.columns:
            if column.header not in spread or column.field != "ignore":
                yield column.header, column.field, column.attribute, column.unit, column.because

"""What an answer will need of products: known from the selection, and read while it is settled which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from strawberry.types.nodes import SelectedField

from api.loaders import DetailsKey
from graph.reader import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from strawberry.types.nodes import Selection


def details_below(selections: Iterable[Selection], *names: str) -> Iterator[DetailsKey]:
    """Yield the keys, without their product, of the details that are asked for below fields of these names."""
    for each in selections:
        if not _taken(each.directives):
            continue
        if not isinstance(each, SelectedField):
            yield from details_below(each.selections, *names)
        elif names and each.name == names[0]:
            yield from details_below(each.selections, *names[1:])
        elif not names and each.name in PARTS:
            attributes = each.arguments.get("attributes")
            yield DetailsKey("", (each.name,), tuple(attributes) if isinstance(attributes, list) else None)


def _taken(directives: dict[str, Any]) -> bool:
    return directives.get("include", {}).get("if", True) and not directives.get("skip", {}).get("if", False)

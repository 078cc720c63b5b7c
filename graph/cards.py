"""From the projection of a product in a row to a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.details import named
from graph.views.things import Card, Named

if TYPE_CHECKING:
    from collections.abc import Mapping


def card(row: Mapping[str, Any]) -> Card:
    """Return the card of a projection `product {…}`."""
    linked = {
        field: named(label, row[field]) if row[field] else None
        for field, label in (("model", "Model"), ("brand", "Brand"), ("category", "Category"))
    }
    return Card(**{**row, **linked})


def found(label: str, node: Mapping[str, Any]) -> Card | Named:
    """Return a card for a product, else what people know the node by."""
    return card(node) if label == "Product" else named(label, node)

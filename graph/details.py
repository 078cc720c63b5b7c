"""From the edges of a product and its model to what a reader sees of its features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.views.details import FeatureView, Opinion
from graph.views.things import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def named(label: str, node: Mapping[str, Any]) -> Named:
    """Return an entity from a projection `{.id, .name, .aliases, .released}`."""
    return Named(label, node["id"], node["name"], tuple(node["aliases"] or ()), node.get("released"))


def features(rows: Iterable[Sequence[Any]]) -> tuple[FeatureView, ...]:
    """Return a view of each feature; of "has" and "lacks" what a person corrected, else the better supported."""
    views: dict[str, FeatureView] = {}
    for node, relation, support, confidence, corrected in rows:
        view = FeatureView(
            named("Feature", node), relation == "HAS_FEATURE", support, confidence, corrected=corrected
        )
        other = views.get(node["id"], view)
        # A product and its model may say the same.
        contested = other.contested or other.present != view.present
        best = max(other, view, key=lambda v: (v.corrected, v.support, v.confidence, v.present))
        views[node["id"]] = best if best.contested == contested else best._replace(contested=contested)
    return tuple(views.values())


def opinions(rows: Iterable[Sequence[Any]]) -> tuple[Opinion, ...]:
    """Return a view of each feature that reviews speak of."""
    counted: dict[str, dict[str, int]] = {}
    nodes: dict[str, Named] = {}
    for node, relation, reviews, of in rows:
        nodes[node["id"]] = named("Feature", node)
        counts = counted.setdefault(node["id"], {"of": 0})
        counts[relation] = counts.get(relation, 0) + reviews
        counts["of"] = max(counts["of"], of)
    return tuple(
        Opinion(nodes[id_], counts.get("PRAISED_FOR", 0), counts.get("CRITICISED_FOR", 0), counts["of"])
        for id_, counts in counted.items()
    )

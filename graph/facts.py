"""From a fact and its source as the graph holds them to a view with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.views.facts import FactView, SourceView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def fact_view(fact: Mapping[str, Any], source: Mapping[str, Any]) -> FactView:
    """Return the view of a fact stated in `source`, a projection with its text."""
    return _view(fact, _source_view(source), source["text"])


def fact_views(
    facts: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]]
) -> tuple[FactView, ...]:
    """Return the views of facts that name their source by id."""
    by_id = {source["id"]: (_source_view(source), source["text"]) for source in sources}
    return tuple(_view(fact, *by_id[fact["source"]]) for fact in facts)


def _source_view(source: Mapping[str, Any]) -> SourceView:
    return SourceView(source["id"], source["kind"], source["origin"], source["language"])


def _view(fact: Mapping[str, Any], source: SourceView, text: str) -> FactView:
    return FactView(
        fact["id"],
        fact["subject"],
        fact["predicate"],
        fact["object"],
        fact["object_name"],
        fact["polarity"],
        fact["confidence"],
        fact["start"],
        fact["end"],
        text,
        source,
        fact.get("attribute"),
    )

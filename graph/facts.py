"""From a fact and its source as the graph holds them to a view with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.sentences import sentence_around
from graph.views.facts import FactView, SourceView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def fact_view(fact: Mapping[str, Any], source: Mapping[str, Any]) -> FactView:
    """Return the view of a fact stated in `source`, a projection with its text."""
    text, start, end = source["text"], fact["start"], fact["end"]
    where = SourceView(source["id"], source["kind"], source["origin"], source["language"])
    return FactView(
        **{**fact, "source": where},
        mention=text[start:end],
        sentence=sentence_around(text, start, end),
    )


def fact_views(
    facts: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]]
) -> tuple[FactView, ...]:
    """Return the views of facts that name their source by id."""
    by_id = {source["id"]: source for source in sources}
    return tuple(fact_view(fact, by_id[fact["source"]]) for fact in facts)

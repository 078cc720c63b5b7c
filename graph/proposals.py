"""Names that no entity has, proposed as entities with the texts that name them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import neo4j

from graph.queries import load_queries
from graph.records import Label

SAMPLE: Final = 1000
"""Texts of a proposal that its confidence and its spelling are told from."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a text names it: `Source.text[start:end] == mention`."""

    source: str
    start: int
    end: int
    mention: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposed:
    """A name that no entity has; equal `key`s are one name.

    `brand` is the maker's id of a model; `alike` are the known entities that it looks like, (id, score); `seen` holds
    one place a text.
    """

    id: str
    label: Label
    key: str
    brand: str | None = None
    alike: tuple[tuple[str, float], ...] = ()
    seen: tuple[Seen, ...] = ()


def replace_evidence(
    transaction: neo4j.ManagedTransaction, sources: Collection[str], proposed: Collection[Proposed]
) -> None:
    """Record the unknown names of `sources` in place of those that they had, within the caller's transaction.

    Time grows with the names of these texts, not with all that is known of them.
    """
    touched = withdraw(transaction, sources)
    if proposed:
        rows = [_row(one) for one in proposed]
        ids = [one.id for one in proposed]
        _run(transaction, "entities_propose", rows=rows)
        _run(transaction, "entities_unlike", ids=ids)
        _run(transaction, "entities_liken", rows=[row for row in rows if row["alike"]])
        touched = sorted({*touched, *ids})
    settle(transaction, touched)


def withdraw(transaction: neo4j.ManagedTransaction, sources: Collection[str]) -> list[str]:
    """Forget what `sources` name; return the ids of the proposals that `settle` must look at afterwards."""
    return [row["id"] for row in _run(transaction, "entities_unsee", sources=list(sources))]


def settle(transaction: neo4j.ManagedTransaction, ids: Collection[str]) -> None:
    """Count the evidence of proposals anew; those that are open and have none vanish."""
    if ids:
        _run(transaction, "entities_settle", ids=list(ids), sample=SAMPLE)
        _run(transaction, "entities_vanish", ids=list(ids))


def _run(transaction: neo4j.ManagedTransaction, name: str, **params: object) -> list[dict[str, Any]]:
    return [row.data() for row in transaction.run(load_queries()[name].text, params)]


def _row(proposed: Proposed) -> dict[str, Any]:
    properties = {
        name: getattr(proposed, name)
        for name in ("id", "label", "key", "brand")
        if getattr(proposed, name) is not None
    }
    seen = [
        {
            "source": place.source,
            "properties": {
                "start": place.start,
                "end": place.end,
                "mention": place.mention,
                "confidence": place.confidence,
            },
        }
        for place in proposed.seen
    ]
    return {
        "id": proposed.id,
        "properties": properties,
        "alike": list(map(list, proposed.alike)),
        "seen": seen,
    }

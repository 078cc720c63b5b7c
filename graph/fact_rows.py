"""Facts as the statements of the ledger take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.records import Fact


def fact_row(fact: Fact) -> dict[str, Any]:
    """Return what the statements of the ledger take of a fact."""
    id_, triple = fact.id, f"{fact.subject}|{fact.predicate}|{fact.object}"
    properties = {
        "id": id_,
        "triple": triple,
        "predicate": fact.predicate,
        "start": fact.start,
        "end": fact.end,
        "mention": fact.mention,
        "confidence": fact.confidence,
        "polarity": fact.polarity,
        "extractor": fact.extractor,
        "version": fact.version,
    }
    return {
        "id": id_,
        "triple": triple,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "source": fact.source,
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def redirected(row: dict[str, Any], roots: Mapping[str, str]) -> dict[str, Any]:
    """Return the row pointed to what its ends were merged into, by `roots`; it remembers what was stated.

    The id stays: it names what was stated.
    """
    moved = {end: roots[row[end]] for end in ("subject", "object") if row[end] in roots}
    if not moved:
        return row
    pointed = {**row, **moved}
    triple = f"{pointed['subject']}|{row['predicate']}|{pointed['object']}"
    stated = {f"stated_{end}": row[end] for end in moved}
    return {**pointed, "triple": triple, "properties": {**row["properties"], "triple": triple, **stated}}

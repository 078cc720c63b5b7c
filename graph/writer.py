"""Nodes and behaviour into the graph, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

import neo4j

from graph.batches import BATCH_ROWS, batched, run_batch
from graph.errors import ConflictError
from graph.events import event_steps
from graph.queries import load_queries
from graph.records import Entity, Event, Neighbour, Parameter, Product, Source

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and the ids of those that were not.

    `missing` ones name a product that is not there; the id of `taken` ones is another shopper's event.
    """

    rows: int = 0
    missing: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(self.rows + other.rows, self.missing + other.missing, self.taken + other.taken)


class Writer:
    """Writes rows in batches, each one transaction, retried when the server asks for it.

    Every method takes a stream, holds one batch of it, and may be run again: what is there is not written
    twice, so a load that died is finished by repeating it. Time grows with rows.

    Args:
        driver: an open driver; the caller closes it.
        batch_rows: rows of one transaction.
    """

    def __init__(self, driver: neo4j.Driver, *, batch_rows: int = BATCH_ROWS) -> None:
        self._driver = driver
        self._batch_rows = batch_rows
        self._queries = load_queries()

    def entities(self, entities: Iterable[Entity], *, given: bool = False) -> int:
        """Write named nodes; aliases add up. `given` ones stay without facts, others go with their last."""
        rows = (
            {
                "id": entity.id,
                "label": entity.label,
                "name": entity.name,
                "aliases": list(entity.aliases),
                "released": entity.released,
            }
            for entity in entities
        )
        return self._write("write_entities", rows, given=given or None)

    def parameters(self, parameters: Iterable[Parameter]) -> int:
        """Write values of attributes."""
        return self._write("write_parameters", (_stated(asdict(parameter)) for parameter in parameters))

    def products(self, products: Iterable[Product]) -> int:
        """Write products; a property that a row leaves out keeps its value."""
        return self._write("write_products", (_stated(asdict(product)) for product in products))

    def sources(self, sources: Iterable[Source]) -> Written:
        """Write texts with their author and the product they are about, where that is there."""
        total = Written()
        for batch in batched(map(_source_row, sources), self._batch_rows):
            answer = self._run({"write_sources": batch})
            total += _written([row["id"] for row in batch], answer)
        return total

    def users(self, ids: Iterable[str]) -> int:
        """Write shoppers by id."""
        return self._write("write_users", ids)

    def events(self, events: Iterable[Event]) -> Written:
        """Write behaviour, of products that are there and under ids that are free or their own."""
        total = Written()
        for batch in batched(events, self._batch_rows):
            try:
                total += self._events(batch)
            except ConflictError:
                taken = self._taken(batch)
                total += self._events([event for event in batch if event.id not in taken])
                total += Written(taken=taken)
        return total

    def _events(self, batch: Sequence[Event]) -> Written:
        return _written([event.id for event in batch], self._run(event_steps(batch)))

    def _taken(self, batch: Sequence[Event]) -> tuple[str, ...]:
        steps = event_steps(batch)
        answer = self._run(
            {name.replace("write_events", "write_taken"): rows for name, rows in steps.items()}
        )
        return tuple(row["id"] for row in answer)

    def related(self, ids: Iterable[str]) -> int:
        """Write products that are only somebody's neighbour: an id and no more."""
        return self._write("write_related", ids)

    def neighbours(self, kind: Neighbour, edges: Iterable[tuple[str, str, float | None]]) -> Written:
        """Write product–product edges (from, to, score); `missing` holds `from to` of those without both ends."""
        total = Written()
        rows = (
            {"id": f"{source} {target}", "source": source, "target": target, "score": score}
            for source, target, score in edges
        )
        for batch in batched(rows, self._batch_rows):
            answer = self._run({f"write_neighbours:{kind}": batch})
            total += _written([str(row["id"]) for row in batch], answer)
        return total

    def policies(self, policies: Iterable[Mapping[str, Any]]) -> int:
        """Write the shop's rules: id, topic, title, text, language, days."""
        return self._write("write_policies", (_stated(dict(policy)) for policy in policies))

    def _run(self, steps: Mapping[str, Sequence[object]]) -> Iterator[neo4j.Record]:
        queries = [(self._queries[name], {"rows": rows}) for name, rows in steps.items()]
        return chain.from_iterable(run_batch(self._driver, *queries))

    def _write(self, name: str, rows: Iterable[object], **params: object) -> int:
        count = 0
        for batch in batched(rows, self._batch_rows):
            run_batch(self._driver, (self._queries[name], {"rows": batch, **params}))
            count += len(batch)
        return count


def _written(ids: Sequence[str], answer: Iterable[neo4j.Record]) -> Written:
    found = {row["id"] for row in answer}
    missing = tuple(id_ for id_ in ids if id_ not in found)
    return Written(len(ids) - len(missing), missing)


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _source_row(source: Source) -> Row:
    properties = {
        "id": source.id,
        "kind": source.kind,
        "text": source.text,
        "origin": source.origin,
        "language": source.language,
        "read_at": source.read_at,
    }
    return {
        "id": source.id,
        "about": source.about,
        "author": source.author,
        "properties": _stated(properties),
    }

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
    """How many rows were written; the products that others name and that are not there; ids that are another's."""

    rows: int = 0
    unknown: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(self.rows + other.rows, self.unknown + other.unknown, self.taken + other.taken)


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
            total += self._written({"write_sources": batch}, (row["target"] for row in batch))
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
        return self._written(event_steps(batch), (event.product for event in batch))

    def _taken(self, batch: Sequence[Event]) -> tuple[str, ...]:
        steps = event_steps(batch)
        queries = {name.replace("write_events", "write_taken"): rows for name, rows in steps.items()}
        return tuple(row["id"] for row in self._run(queries))

    def related(self, ids: Iterable[str]) -> int:
        """Write products that are only somebody's neighbour: an id and no more."""
        return self._write("write_related", ids)

    def neighbours(self, kind: Neighbour, edges: Iterable[tuple[str, str]]) -> int:
        """Write product–product edges (from, to) that have both ends; return how many have."""
        return self._edges(f"write_neighbours:{kind}", edges)

    def scored(self, kind: Neighbour, edges: Iterable[tuple[str, str, float]]) -> int:
        """Write product–product edges (from, to, score) that have both ends; return how many have."""
        return self._edges(f"write_scored:{kind}", edges)

    def _edges(self, name: str, edges: Iterable[tuple[object, ...]]) -> int:
        batches = batched(map(list, edges), self._batch_rows)
        return sum(row["written"] for batch in batches for row in self._run({name: batch}))

    def policies(self, policies: Iterable[Mapping[str, Any]]) -> int:
        """Write the shop's rules: id, topic, title, text, language, days."""
        return self._write("write_policies", (_stated(dict(policy)) for policy in policies))

    def _written(self, steps: Mapping[str, Sequence[Row]], products: Iterable[str | None]) -> Written:
        """Run statements that leave out rows of unknown products, and name these where some were left out."""
        count = sum(row["written"] for row in self._run(steps))
        if count == sum(map(len, steps.values())):
            return Written(count)
        named = [product for product in products if product]
        (unknown,) = run_batch(self._driver, (self._queries["write_unknown"], {"ids": named}))
        return Written(count, tuple(row["id"] for row in unknown))

    def _run(self, steps: Mapping[str, Sequence[object]]) -> Iterator[neo4j.Record]:
        queries = [(self._queries[name], {"rows": rows}) for name, rows in steps.items()]
        return chain.from_iterable(run_batch(self._driver, *queries))

    def _write(self, name: str, rows: Iterable[object], **params: object) -> int:
        count = 0
        for batch in batched(rows, self._batch_rows):
            run_batch(self._driver, (self._queries[name], {"rows": batch, **params}))
            count += len(batch)
        return count


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
        "target": source.about,
        "author": source.author,
        "properties": _stated(properties),
    }

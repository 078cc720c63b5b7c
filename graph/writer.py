"""Nodes and behaviour into the graph, in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

import neo4j

from graph.batches import BATCH_ROWS, batched, run_batch, transact
from graph.errors import ConflictError
from graph.events import RELATIONS, ends, event_steps, settling_steps
from graph.judging import aside_of
from graph.queries import load_queries
from graph.records import Entity, Event, Neighbour, Parameter, Product, Source

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows are there now; the products that others name and that are not there; ids that are another's.

    Of events, `new` counts those that were not there before, and `aside` those that went aside, by reason: earlier ones
    of the same minute too.
    """

    rows: int = 0
    unknown: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    new: int = 0
    aside: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Written) -> Written:
        return Written(
            self.rows + other.rows,
            self.unknown + other.unknown,
            self.taken + other.taken,
            self.new + other.new,
            self.aside + other.aside,
        )


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
        return self._write("write_parameters", (stated(asdict(parameter)) for parameter in parameters))

    def products(self, products: Iterable[Product]) -> int:
        """Write products; a property that a row leaves out keeps its value."""
        return self._write("write_products", (stated(asdict(product)) for product in products))

    def sources(self, sources: Iterable[Source]) -> Written:
        """Write texts with their author and the product they are about, where that is there."""
        total = Written()
        for batch in batched(map(source_row, sources), self._batch_rows):
            total += self._written({"write_sources": batch}, (row["target"] for row in batch))
        return total

    def users(self, ids: Iterable[str]) -> int:
        """Write shoppers by id."""
        return self._write("write_users", ids)

    def events(self, events: Iterable[Event]) -> Written:
        """Write behaviour, of products that are there and under ids that are free or their own.

        What no person did goes aside (`graph.judging`), and a device's events to the shopper it is known as.
        """
        total = Written()
        for batch in batched(events, self._batch_rows):
            fresh, known = self._fresh(batch)
            total += known
            try:
                total += self._events(fresh)
            except ConflictError:
                taken = self._taken(fresh)
                total += self._events([event for event in fresh if event.id not in taken])
                total += Written(taken=taken)
        return total

    def _fresh(self, batch: Sequence[Event]) -> tuple[list[Event], Written]:
        """Return the events that do not lie aside already, and what became of the others."""
        (rows,) = run_batch(
            self._driver, (self._queries["judge_known"], {"ids": [event.id for event in batch]})
        )
        aside = {row["id"]: (row["type"], row["user"], row["target"]) for row in rows}
        same = [event for event in batch if aside.get(event.id) == (RELATIONS[event.type], *ends(event))]
        taken = {event.id for event in batch if event.id in aside} - {event.id for event in same}
        return [event for event in batch if event.id not in aside], Written(len(same), taken=tuple(taken))

    def _events(self, batch: Sequence[Event]) -> Written:
        """Write events and what follows from them in one transaction."""
        steps = event_steps(batch)
        settling = settling_steps(batch)

        def work(transaction: neo4j.ManagedTransaction) -> Written:
            rows = new = 0
            for name, own in steps.items():
                result = transaction.run(self._queries[name].text, rows=own)
                rows += sum(row["written"] for row in result)
                new += result.consume().counters.relationships_created
            answers = {
                name: list(transaction.run(self._queries[name].text, params))
                for name, params in settling.items()
            }
            return Written(rows, new=new, aside=Counter(aside_of(answers)))

        written = transact(self._driver, work)
        if written.rows == len(batch):
            return written
        return written + Written(unknown=self._unknown(event.product for event in batch))

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
        """Write the shop's rules: id, topic, title, text, language, days, first_day, asked_as."""
        return self._write("write_policies", (stated(dict(policy)) for policy in policies))

    def _written(self, steps: Mapping[str, Sequence[Row]], products: Iterable[str | None]) -> Written:
        """Run statements that leave out rows of unknown products, and name these where some were left out."""
        count = sum(row["written"] for row in self._run(steps))
        if count == sum(map(len, steps.values())):
            return Written(count)
        return Written(count, self._unknown(products))

    def _unknown(self, products: Iterable[str | None]) -> tuple[str, ...]:
        named = [product for product in products if product]
        (unknown,) = run_batch(self._driver, (self._queries["write_unknown"], {"ids": named}))
        return tuple(row["id"] for row in unknown)

    def _run(self, steps: Mapping[str, Sequence[object]]) -> Iterator[neo4j.Record]:
        queries = [(self._queries[name], {"rows": rows}) for name, rows in steps.items()]
        return chain.from_iterable(run_batch(self._driver, *queries))

    def _write(self, name: str, rows: Iterable[object], **params: object) -> int:
        count = 0
        for batch in batched(rows, self._batch_rows):
            run_batch(self._driver, (self._queries[name], {"rows": batch, **params}))
            count += len(batch)
        return count


def stated(row: Row) -> Row:
    """Return the row without what is not known."""
    return {name: value for name, value in row.items() if value is not None}


def source_row(source: Source) -> Row:
    """Return what `write_sources` takes of a text."""
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
        "properties": stated(properties),
    }

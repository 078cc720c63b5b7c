"""What learning gives back to the graph: embeddings, neighbours, segments and profiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Final, TypeAlias

import neo4j

from graph.batches import BATCH_ROWS, batched, run_batch
from graph.driver import own_errors
from graph.queries import Query, load_queries
from graph.records import digest

Vector: TypeAlias = Sequence[float]
OTHER_SLOT: Final = {None: "a", "embedding_a": "b", "embedding_b": "a"}
PART_BYTES: Final = 1 << 22
"""Bytes of a model in one node."""


class Publisher:
    """Publishes sets of embeddings blue/green, and replaces segments as a whole.

    A set is written into the slot that no reader uses; one transaction then makes it the live one, so a reader
    sees the old set or the new one, never both. A run that dies before that leaves the old set live.
    """

    def __init__(self, driver: neo4j.Driver, *, batch_rows: int = BATCH_ROWS) -> None:
        self._driver = driver
        self._batch_rows = batch_rows
        self._queries = load_queries()

    def embeddings(
        self, products: Iterable[tuple[str, Vector, Vector]], *, dimension: int, model: bytes = b""
    ) -> str:
        """Write each product's vector and taste by id, and the ranking's model; make them live; return the set's id.

        A shopper's vector is the weighed sum of the tastes of what they did, so none is stored. Memory holds one
        batch, and the model.
        """
        letter = OTHER_SLOT[self._run("publish_live_slot")[0]["slot"]]
        slot, tastes, index = f"embedding_{letter}", f"taste_{letter}", f"product_embedding_{letter}"
        self._run(f"publish_drop_index:{letter}")
        while self._write("publish_clear_slot", slot=slot, tastes=tastes, limit=self._batch_rows)[0][
            "cleared"
        ]:
            pass
        rows = (
            {"id": id_, "vector": _floats(vector), "taste": _floats(taste)} for id_, vector, taste in products
        )
        for batch in batched(rows, self._batch_rows):
            self._write("publish_product_vectors", rows=batch, slot=slot, tastes=tastes)
        self._parts(f"embeddings/{letter}", model)
        config = {"vector.dimensions": dimension, "vector.similarity_function": "cosine"}
        self._run(f"publish_index:{letter}", options={"indexConfig": config})
        self._run("await_indexes", seconds=300)
        published = {
            "id": f"embeddings/{letter}",
            "slot": slot,
            "tastes": tastes,
            "index": index,
            "dimension": dimension,
            "model": sha256(model).hexdigest() if model else None,
        }
        self._write("publish_activate", set=published)
        return str(published["id"])

    def _parts(self, set_: str, model: bytes) -> None:
        """Write the model in parts, in place of those that nobody reads any more."""
        self._write("publish_drop_parts", set=set_)
        for number, start in enumerate(range(0, len(model), PART_BYTES)):
            content = model[start : start + PART_BYTES]
            self._write("publish_part", set=set_, number=number, content=content)

    def similar(self, rows: Iterable[tuple[str, Sequence[tuple[str, float]]]]) -> int:
        """Write what is similar to each product (id and score), in place of what was; return how many edges."""
        batches = batched(([product, list(map(list, near))] for product, near in rows), self._batch_rows)
        return sum(self._write("publish_similar", rows=batch)[0]["written"] for batch in batches)

    def segments(
        self, segments: Iterable[dict[str, Any]], members: Iterable[dict[str, Any]], *, last: int = 0
    ) -> None:
        """Replace all segments and memberships in one transaction. Memory grows with members.

        Args:
            segments: `{id, properties, prefers, products}`, the last two lists of `{entity, properties}`.
            members: `{user, segment, score}`.
            last: the highest number that a segment ever had.
        """
        steps: list[tuple[Query, dict[str, Any]]] = [
            (self._queries["publish_drop_segments"], {}),
            (self._queries["publish_segments"], {"rows": list(segments)}),
            (self._queries["publish_last_segment"], {"last": last}),
        ]
        steps += [
            (self._queries["publish_members"], {"rows": rows}) for rows in batched(members, self._batch_rows)
        ]
        run_batch(self._driver, *steps)

    def shoppers(self, rows: Iterable[dict[str, Any]]) -> None:
        """Write what is measured of shoppers and what they prefer, in place of what stood there.

        A row is `{user, properties, prefers: [{entity, lift, weight}]}`. Memory holds one batch.
        """
        for batch in batched(rows, self._batch_rows):
            self._write("publish_shoppers", rows=batch)

    def asks(self, pairs: Iterable[tuple[str, str]]) -> int:
        """Say what searches ask for, (query, entity) ids; return how many pairs."""
        count = 0
        for batch in batched(pairs, self._batch_rows):
            self._write("write_asks", rows=[{"query": query, "entity": entity} for query, entity in batch])
            count += len(batch)
        return count

    def _write(self, name: str, **params: object) -> list[neo4j.Record]:
        return run_batch(self._driver, (self._queries[name], params))[0]

    def _run(self, name: str, **params: object) -> list[neo4j.Record]:
        # Schema statements must not share a transaction with data.
        with own_errors(), self._driver.session() as session:
            return list(session.run(self._queries[name].text, params))


class Stages:
    """Remembers in the graph which stages of a set-up are done, and from what."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def is_done(self, stage: str, *inputs: str) -> bool:
        """Say whether `stage` was finished from just these inputs."""
        (rows,) = run_batch(self._driver, (self._queries["stage_digests"], {}))
        return {row["id"]: row["digest"] for row in rows}.get(stage) == digest(*inputs)

    def done(self, stage: str, *inputs: str) -> None:
        """Remember that `stage` is finished."""
        run_batch(self._driver, (self._queries["stage_done"], {"id": stage, "digest": digest(*inputs)}))


def _floats(vector: Vector) -> list[float]:
    return [float(x) for x in vector]

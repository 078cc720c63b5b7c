"""The peer: a graph's triples written again by plain `UNWIND … MERGE`, in batches of the same size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

import neo4j

from graph.batches import batched, run_batch
from graph.queries import Query, load_queries

Kind: TypeAlias = tuple[str, str, str]
"""Label of the source, type of the relationship, label of the target."""
Triples: TypeAlias = Mapping[Kind, Sequence[list[str]]]
FOLDER: Final = Path(__file__).parent / "cypher"


def read_triples(driver: neo4j.Driver) -> Triples:
    """Return every relationship of the graph, by kind. Memory grows with relationships."""
    triples: dict[Kind, list[list[str]]] = {}
    with driver.session() as session:
        for row in session.run(load_queries(FOLDER)["plain_triples"].text):
            kind = (row["source"], row["relation"], row["target"])
            triples.setdefault(kind, []).append([row["source_id"], row["target_id"]])
    return triples


def load_plainly(driver: neo4j.Driver, triples: Triples, batch_rows: int) -> None:
    """Write the triples, one transaction a batch."""
    for kind, rows in triples.items():
        query = _query(*kind)
        for batch in batched(rows, batch_rows):
            run_batch(driver, (query, {"rows": batch}))


def wipe(driver: neo4j.Driver) -> None:
    """Empty the graph; the schema stays."""
    with driver.session() as session:
        while (row := session.run(load_queries(FOLDER)["plain_wipe"].text, limit=10_000).single()) and row[
            "gone"
        ]:
            pass


def _query(source: str, relation: str, target: str) -> Query:
    merge = load_queries(FOLDER)["plain_merge"]
    text = merge.text
    for place, name in (("SOURCE", source), ("TARGET", target), ("RELATION", relation)):
        text = text.replace(place, f"`{name}`")
    return replace(merge, text=text)

"""Cypher that analysts write themselves: read, within limits, and nothing that reaches beyond the graph's data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError, TransientError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.driver import translate
from graph.errors import RefusedError
from graph.queries import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_ROWS: Final = 1_000
MAX_VALUES: Final = 100_000
"""Of one answer, those in lists and maps too."""
MAX_DEPTH: Final = 20
"""Of lists and maps in each other, in parameters and values."""
MAX_SECONDS: Final = 10.0
READS: Final = "r"
BEYOND: Final = re.compile(r"\bLOAD\s+CSV\b|\bCALL\s+[^\s({]", re.IGNORECASE)
"""Files, addresses and procedures: in a subquery within an expression no plan shows them, so words are looked at."""
OPERATORS: Final = ("LoadCSV", "ProcedureCall", "Show", "Terminate")
TIMED_OUT: Final = "TransactionTimedOut"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under the names of their columns; `truncated` where there were more."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    truncated: bool


class Analyst:
    """Runs statements of others in a read transaction that ends after `seconds`, and takes `most` rows of it."""

    def __init__(
        self, driver: neo4j.AsyncDriver, *, seconds: float = MAX_SECONDS, most: int = MAX_ROWS
    ) -> None:
        self._driver, self._seconds, self._most = driver, seconds, most

    async def run(self, text: str, parameters: Mapping[str, Any]) -> Table:
        """Return what a statement answers.

        Raises:
            RefusedError: it does more than read what is in the graph, is wrong, or its parameters cannot be sent.
            TimeoutError: it takes too long.
            UnavailableError: no server answers.
        """
        if "\\u" in text.lower() or BEYOND.search(_words(text)):
            raise RefusedError("procedures, LOAD CSV and \\u escapes are not taken")
        if _depth(parameters) > MAX_DEPTH:
            raise RefusedError(f"parameters may be {MAX_DEPTH} levels deep")
        try:
            return await self._read(text, dict(parameters))
        except ClientError as error:
            raise _told(error) from error
        except TransientError as error:
            raise RefusedError("it takes more memory than a transaction has; ask for less") from error
        except (DriverError, Neo4jError) as error:
            raise translate(error) from error
        except (OverflowError, TypeError, ValueError) as error:
            raise RefusedError(f"the parameters cannot be sent: {error}") from error

    async def _read(self, text: str, parameters: dict[str, Any]) -> Table:
        # Who may ask this writes the statement: the one text that no file of ours holds.
        statement: LiteralString = text
        plan: LiteralString = "EXPLAIN " + statement
        async with self._driver.session(
            default_access_mode=neo4j.READ_ACCESS,
            fetch_size=self._most + 1,
            # The driver would log them with the statement, which may name shoppers.
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
        ) as session:
            transaction = await session.begin_transaction(timeout=self._seconds)
            async with transaction:
                summary = await (await transaction.run(plan, parameters)).consume()
                if summary.query_type != READS or any(map(_reaches_beyond, _operators(summary.plan))):
                    raise RefusedError("only what reads the graph's data is taken")
                result = await transaction.run(statement, parameters)
                found = await result.fetch(self._most + 1)
                return _table(result.keys(), found, self._most)


def _words(text: str) -> str:
    """Return the statement without comments, a letter in the place of each string and quoted name."""
    return TEXT.sub(lambda match: " " if match[0].startswith("/") else " x ", text)


def _table(columns: tuple[str, ...], found: list[neo4j.Record], most: int) -> Table:
    rows: list[list[Any]] = []
    values = 0
    for record in found[:most]:
        row = [plain(value) for value in record.values()]
        values += _size(row)
        if values > MAX_VALUES:
            break
        rows.append(row)
    return Table(tuple(columns), rows, len(rows) < len(found))


def plain(value: object, depth: int = 0) -> Any:  # noqa: ANN401 (what JSON has)
    """Return a value of Neo4j's as JSON has it: nodes and relations as maps of what they are and hold."""
    if depth > MAX_DEPTH:
        return None
    match value:
        case Node():
            return {"labels": sorted(value.labels), **_plain_map(value, depth)}
        case Relationship():
            ends = {"start": _id(value.start_node), "end": _id(value.end_node)}
            return {"type": value.type, **ends, **_plain_map(value, depth)}
        case Path():
            return {
                "nodes": [plain(node, depth) for node in value.nodes],
                "relationships": [plain(edge, depth) for edge in value.relationships],
            }
        case Date() | DateTime() | Time() | Duration():
            return value.iso_format()
        case Point():
            return {"srid": value.srid, "coordinates": list(value)}
        case bytes() | bytearray():
            return value.hex()
        case list() | tuple():
            return [plain(each, depth + 1) for each in value]
        case dict():
            return _plain_map(value, depth)
    return value


def _plain_map(value: Mapping[str, Any] | Node | Relationship, depth: int) -> dict[str, Any]:
    return {name: plain(each, depth + 1) for name, each in value.items()}


def _id(node: Node | None) -> object:
    return None if node is None else node.get("id")


def _operators(plan: Mapping[str, Any] | None) -> Iterator[str]:
    if plan:
        yield plan["operatorType"]
        for child in plan.get("children", ()):
            yield from _operators(child)


def _reaches_beyond(operator: str) -> bool:
    return operator.startswith(OPERATORS)


def _told(error: ClientError) -> Exception:
    if TIMED_OUT in (error.code or ""):
        return TimeoutError()
    return RefusedError(str(error.message))


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        inner = [
            each.values() if isinstance(each, dict) else each
            for each in level
            if isinstance(each, dict | list)
        ]
        level, depth = [each for values in inner for each in values], depth + 1
    return depth


def _size(value: object) -> int:
    match value:
        case list():
            return 1 + sum(map(_size, value))
        case dict():
            return 1 + sum(map(_size, value.values()))
    return 1

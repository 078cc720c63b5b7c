"""Drivers opened the same way everywhere, and the driver's errors told in our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import ConflictError, GraphError, StatementError, TookTooLongError, UnavailableError

PATIENCE: Final = 5.0
"""Seconds in which a service tries a write again; whoever waits is told of an outage then."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a server answers and as whom; an empty user means a server without authentication."""

    uri: str
    user: str = ""
    password: str = field(default="", repr=False)


def open_driver(connection: Connection, patience: float = 30.0) -> neo4j.Driver:
    """Return a driver for batch work; it connects at its first use. The caller closes it.

    `patience` is how many seconds a write is tried again.
    """
    return neo4j.GraphDatabase.driver(connection.uri, **_options(connection, patience))


def open_async_driver(connection: Connection) -> neo4j.AsyncDriver:
    """Return a driver for serving; it connects at its first use. The caller closes it."""
    return neo4j.AsyncGraphDatabase.driver(connection.uri, **_options(connection, PATIENCE))


def _options(connection: Connection, patience: float) -> dict[str, Any]:
    return {
        "auth": (connection.user, connection.password) if connection.user else None,
        "connection_timeout": 10.0,
        "max_transaction_retry_time": patience,
        "telemetry_disabled": True,
        # A label or property that no node carries yet is a young graph, not a mistake.
        "notifications_disabled_classifications": ["UNRECOGNIZED"],
    }


@contextmanager
def own_errors() -> Iterator[None]:
    """Raise the driver's errors as ours; put it outside managed transactions, which retry on theirs."""
    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise translate(error) from error


def translate(error: DriverError | Neo4jError) -> GraphError:
    """Return our error for one of the driver's."""
    match error:
        case AuthError():
            return UnavailableError(f"Neo4j refuses the user or password: {error.message}")
        case ConstraintError():
            return ConflictError(str(error.message))
        case ServiceUnavailable() | SessionExpired():
            return UnavailableError(
                f"Neo4j does not answer: {error}; is it running? See `daogou neo4j status`"
            )
        case Neo4jError() if _ended(error):
            return TookTooLongError("Neo4j ended it at its time")
        case Neo4jError():
            return StatementError(f"{error.code}: {error.message}")
        case _:
            return GraphError(str(error))


def _ended(error: Neo4jError) -> bool:
    # Who waits for a lock at that time is told so, and not of the time.
    name = (error.code or "").rpartition(".")[2]
    return name.startswith("TransactionTimedOut") or name == "LockClientStopped"

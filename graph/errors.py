"""What can go wrong at the door to Neo4j.

GraphError
├── QueryError            a block of graph/cypher is malformed, or an unknown one is asked for
├── SchemaError           the schema cannot be brought up to date
├── ServerError           the managed local server cannot be installed, started or stopped
├── UnavailableError      no server answers, or it turns us away
├── ConflictError         the data breaks a constraint of the schema, or another writer was faster
├── TooLargeError         a document is larger than what is kept of its kind
├── DecisionError         what a person decides does not fit what is there
├── RefusedError          an analyst's statement does more than it may, or is wrong
├── TookTooLongError      the server ended a statement or a transaction at its time
└── StatementError        the server refuses a statement for another reason
"""

from __future__ import annotations


class GraphError(Exception):
    """Root of every error that this room raises."""


class QueryError(GraphError):
    """A Cypher block is malformed, or a query that does not exist is asked for."""


class SchemaError(GraphError):
    """The database's schema and the migrations of this version do not fit together."""


class ServerError(GraphError):
    """The managed local server cannot be installed, started or stopped."""


class UnavailableError(GraphError):
    """No server answers at the address, or it refuses the credentials."""


class ConflictError(GraphError):
    """A write would break a constraint, such as two nodes with one id, or undo what another writer wrote meanwhile."""


class TooLargeError(GraphError):
    """A document is larger than what is kept of its kind."""


class DecisionError(GraphError):
    """What a person decides names something that is not there, or does not fit it; the message says what to do."""


class RefusedError(GraphError):
    """An analyst's statement does more than read, or is wrong; the message says what."""


class TookTooLongError(GraphError):
    """The server ended a statement or a transaction at its time; nothing of it is written."""


class StatementError(GraphError):
    """The server refuses a statement."""

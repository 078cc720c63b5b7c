"""Which Neo4j: the one that is named, a container, or our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graph.driver import Connection
from graph.server.container import engine_answers, start_container
from graph.server.local import LocalServer
from graph.server.maven import Report


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What decides the server; `compose` is the file for containers."""

    home: Path
    cache: Path
    compose: Path
    uri: str | None = None
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    heap: str = "1g"

    def local(self) -> LocalServer:
        """Return the managed local server of this home."""
        return LocalServer(self.home, self.cache, heap=self.heap)


def resolve(options: ServerOptions, *, report: Report = lambda _: None) -> Connection:
    """Return where Neo4j answers: at `uri` if set, else in a container, else our own; started when needed.

    Raises:
        ServerError: a server of our own or a container cannot be started.
    """
    if options.uri:
        return Connection(options.uri, options.user if options.password else "", options.password)
    if engine_answers():
        return start_container(options.compose, options.home, report=report)
    return options.local().start(report=report)

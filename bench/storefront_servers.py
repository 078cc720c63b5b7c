"""Servers of GraphQL that run while they are measured: ours, and `@neo4j/graphql` on Apollo Server."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from bench.storefront_plain import Waves
from graph.driver import Connection

PEER: Final = Path(__file__).parent / "neo4j_graphql"


@contextmanager
def ours(connection: Connection, *, options: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve the API in a process of its own; gives its address."""
    # A benchmark asks more often than a person may, and nothing of the assistant, whose encoders are read at the start.
    own = {"DAOGOU_PORT": "0", "DAOGOU_REQUESTS_PER_MINUTE": "10000000", "DAOGOU_ENCODERS": "false"}
    own |= options or {}
    with _serving([sys.executable, "-m", "daogou", "serve"], connection, own) as url:
        yield url


@contextmanager
def bare(connection: Connection, waves: Mapping[str, Sequence[Waves]]) -> Iterator[str]:
    """Serve the statements of answers, by query and case, behind a bare endpoint; gives its address."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "waves"
        file.write_bytes(pickle.dumps(waves))
        with _serving([sys.executable, "-m", "bench.storefront_bare", str(file)], connection, {}) as url:
            yield url


@contextmanager
def peer(connection: Connection) -> Iterator[str]:
    """Serve the same database by `@neo4j/graphql`; gives its address."""
    if not (PEER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=PEER, check=True)
    with _serving(["node", str(PEER / "server.js")], connection, {"NODE_ENV": "production"}) as url:
        yield url


@contextmanager
def _serving(command: Sequence[str], connection: Connection, options: Mapping[str, str]) -> Iterator[str]:
    environment = {
        **os.environ,
        "NEO4J_URI": connection.uri,
        "NEO4J_USER": connection.user,
        "NEO4J_PASSWORD": connection.password,
        **options,
    }
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as served:
        try:
            yield served.stdout.readline().split()[1] if served.stdout else ""
        finally:
            served.terminate()


class Client:
    """One connection that is kept; the standard library's, which costs the least of the cores that all share."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._path = address.path or "/"
        self._http = HTTPConnection(address.hostname or "", address.port, timeout=60)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        closing(self._http).__exit__()

    def ask(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the data of an answer.

        Raises:
            RuntimeError: the answer has errors.
        """
        body = orjson.dumps({"query": query, "variables": variables})
        self._http.request("POST", self._path, body, {"Content-Type": "application/json"})
        answer = orjson.loads(self._http.getresponse().read())
        if "errors" in answer:
            raise RuntimeError(answer["errors"][0]["message"])
        data: Mapping[str, Any] = answer["data"]
        return data

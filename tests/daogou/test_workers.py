"""`daogou serve --workers`: several processes at one address, replaced when they die, ended gracefully together."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import neo4j
import psutil
import pytest

from daogou.errors import StateError
from daogou.workers import Workers
from graph.driver import Connection

DROPS = {"query": 'subscription { priceDrops(products: ["product/1"]) { new { amount } } }'}


@contextmanager
def serving(connection: Connection, home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {
        **os.environ,
        "NEO4J_URI": connection.uri,
        "NEO4J_USER": connection.user,
        "NEO4J_PASSWORD": connection.password,
        "DAOGOU_HOME": str(home),
        "DAOGOU_PORT": "0",
        "DAOGOU_ENCODERS": "false",
    }
    command = [sys.executable, "-m", "daogou", "serve", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        try:
            found = re.search(r"http://[\d.:]+", served.stdout.readline())
            assert found
            yield served, found[0]
        finally:
            served.kill()


@contextmanager
def subscribed(client: httpx.Client) -> Iterator[Iterator[str]]:
    headers = {"Accept": "text/event-stream"}
    with client.stream("POST", "/graphql", json=DROPS, headers=headers) as response:
        assert response.status_code == 200
        yield response.iter_lines()


def workers(served: subprocess.Popen[str]) -> set[int]:
    found = set()
    for child in psutil.Process(served.pid).children():
        with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if "spawn_main" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


def answered(url: str) -> None:
    """Ask until there is an answer: a worker takes seconds to start."""
    for _ in range(300):
        try:
            response = httpx.post(f"{url}/graphql", json={"query": "{ segments { id } }"}, timeout=30)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            assert response.json() == {"data": {"segments": []}}
            return
    raise TimeoutError


def test_several_serve_and_are_replaced_and_end_gracefully(
    clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path
) -> None:
    with (
        serving(connection, tmp_path, "--workers", "2") as (served, url),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        answered(url)
        first = workers(served)
        assert len(first) == 2
        time.sleep(11)  # one that ends sooner is not replaced
        os.kill(min(first), signal.SIGKILL)
        for _ in range(100):
            if len(second := workers(served) - {min(first)}) == 2:
                break
            time.sleep(0.2)
        assert len(second) == 2
        answered(url)
        with subscribed(client) as lines:
            served.send_signal(signal.SIGTERM)
            assert "event: complete" in list(lines)
        assert served.wait(60) == 0
        assert not any(map(psutil.pid_exists, second))


def test_one_that_serves_alone_ends_gracefully(
    clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path
) -> None:
    with serving(connection, tmp_path) as (served, url), httpx.Client(base_url=url, timeout=60) as client:
        answered(url)
        with subscribed(client) as lines:
            served.send_signal(signal.SIGINT)
            assert "event: complete" in list(lines)
        assert served.wait(60) == 0


def test_workers_that_cannot_start_are_told() -> None:
    with pytest.raises(StateError, match="with status 3"):
        Workers(2, sys.exit, 3).run()

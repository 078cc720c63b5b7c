"""`daogou serve`: the port is claimed first, and a real request is answered."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import neo4j
import pytest

from daogou.commands.serve import address, bind
from daogou.errors import StateError
from daogou.settings import Settings
from graph.driver import Connection
from tests.daogou.command import Daogou


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("words", [("serve",), ("serve", "--json"), ("demo",)])
def test_a_taken_port_is_told_before_any_work(
    daogou: Daogou, monkeypatch: pytest.MonkeyPatch, taken: int, words: tuple[str, ...]
) -> None:
    # Nobody is at the graph's address: had the command gone there first, it would say that.
    monkeypatch.setenv("DAOGOU_PORT", str(taken))
    answer = daogou(*words)
    assert (answer.status, answer.out) == (1, "")
    said = f"daogou: 127.0.0.1:{taken} cannot be had (Address already in use): choose another port, DAOGOU_PORT=8001\n"
    assert answer.err == said


def test_a_port_that_was_just_left_is_free(taken: int) -> None:
    with bind(Settings(port=0)) as first:
        port = first.getsockname()[1]
        first.listen()
        with socket.create_connection(("127.0.0.1", port)) as client:
            first.accept()[0].close()
            client.recv(1)
    with bind(Settings(port=port)) as again:
        assert address(again) == f"http://127.0.0.1:{port}/graphql"


def test_the_address_is_that_of_the_socket() -> None:
    with bind(Settings(host="localhost", port=0)) as bound:
        assert re.fullmatch(
            r"http://127\.0\.0\.1:[1-9]\d*/graphql|http://\[::1\]:\d+/graphql", address(bound)
        )


@pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="no IPv6 here")
def test_ipv6_loopback() -> None:
    with bind(Settings(host="::1", port=0)) as bound:
        assert re.fullmatch(r"http://\[::1\]:[1-9]\d*/graphql", address(bound))


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(StateError, match=re.escape(host)):
        bind(Settings(host=host, allow_remote=True, port=0))


def test_it_answers_until_it_is_stopped(
    clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "NEO4J_URI": connection.uri,
        "NEO4J_USER": connection.user,
        "NEO4J_PASSWORD": connection.password,
        "DAOGOU_HOME": str(tmp_path),
        "DAOGOU_PORT": "0",
        "DAOGOU_ENCODERS": "false",
    }
    command = [sys.executable, "-m", "daogou", "serve"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout
        try:
            said = served.stdout.readline()
            found = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+)/graphql \(Ctrl-C stops\)\n", said)
            assert found, served.communicate(timeout=10)
            transport = httpx.HTTPTransport(retries=20)
            with httpx.Client(base_url=found[1], transport=transport, timeout=30) as client:
                assert client.get("/health/ready").json()["status"] == "ready"
                answer = client.post("/graphql", json={"query": "{ segments { id } }"})
                assert answer.json() == {"data": {"segments": []}}
            served.send_signal(signal.SIGINT)
            assert served.wait(30) == 0
            assert served.stdout.read() == ""
        finally:
            served.kill()

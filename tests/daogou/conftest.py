"""The command line, with and without a graph."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from graph.driver import Connection
from tests.daogou.command import Daogou

NOWHERE = "bolt://127.0.0.1:1"


@pytest.fixture
def daogou(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Daogou:
    """The command line, with nobody at the graph's address and a home of its own."""
    monkeypatch.setenv("NEO4J_URI", NOWHERE)
    monkeypatch.setenv("DAOGOU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAOGOU_ENCODERS", "false")
    return Daogou(capsys, monkeypatch)


@pytest.fixture
def graph_daogou(
    daogou: Daogou, clean_graph: neo4j.Driver, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> Daogou:
    """The command line with an empty graph."""
    monkeypatch.setenv("NEO4J_URI", connection.uri)
    monkeypatch.setenv("NEO4J_USER", connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", connection.password)
    return daogou

"""The local server under what happens to servers. One start costs some four seconds, so tests share."""

from __future__ import annotations

import os
import signal
import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from platformdirs import user_cache_path

from graph.driver import Connection, open_driver
from graph.errors import ServerError
from graph.server.home import Home, Running
from graph.server.local import LocalServer
from graph.server.maven import fetch_jars, require_java

CACHE = user_cache_path("daogou")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    server = LocalServer(tmp_path_factory.mktemp("one"), CACHE, heap="512m")
    yield server
    server.stop()


def answer(connection: Connection) -> int:
    with open_driver(connection) as driver:
        return int(driver.execute_query("MERGE (n:Kept {id: 1}) RETURN count(n) AS n").records[0]["n"])


def test_two_starts_at_once_start_one_server(server: LocalServer) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: server.start(), range(2))
    assert first == second
    assert answer(first) == 1


def test_password_is_private_and_not_on_the_command_line(server: LocalServer) -> None:
    connection, pid = server.start(), server.status().pid
    assert stat.S_IMODE(server.password_file.stat().st_mode) == 0o600
    assert pid is not None
    assert all(connection.password not in word for word in psutil.Process(pid).cmdline())
    with (
        pytest.raises(Exception, match=r"(?i)unauthorized|refuse"),
        open_driver(Connection(connection.uri, "neo4j", "wrong")) as driver,
    ):
        driver.verify_connectivity()


def test_it_listens_on_loopback_only(server: LocalServer) -> None:
    server.start()
    pid = server.status().pid
    listening = [c.laddr.ip for c in psutil.Process(pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert listening
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}


def test_two_projects_run_side_by_side(server: LocalServer, tmp_path: Path) -> None:
    other = LocalServer(tmp_path / "two", CACHE, heap="512m")
    try:
        assert other.start().uri != server.start().uri
    finally:
        other.stop()


def test_a_killed_server_starts_again_with_its_data(server: LocalServer) -> None:
    before, pid = server.start(), server.status().pid
    assert pid is not None
    answer(before)
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(10)
    assert not server.status().running
    assert answer(server.start()) == 1
    assert server.status().pid != pid


def test_a_taken_port_is_left_to_its_owner(server: LocalServer) -> None:
    uri = server.start().uri
    server.stop()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(uri.rpartition(":")[2])))
        taken.listen()
        assert server.start().uri != uri


def test_a_stale_process_file_does_not_stop_a_stranger(tmp_path: Path) -> None:
    stale = LocalServer(tmp_path, CACHE)
    home = Home(tmp_path)
    home.password()
    home.remember(Running(1, 2, os.getpid(), 0.0))
    assert not stale.status().running
    assert stale.stop() is False
    home.state_file.write_text("half a fi")
    assert not stale.status().running


def test_a_process_that_has_no_words_yet_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.password()
    home.remember(Running(1, 2, os.getpid(), psutil.Process().create_time()))
    assert not LocalServer(tmp_path, CACHE).status().running
    monkeypatch.setattr(psutil.Process, "cmdline", lambda _: [])
    assert LocalServer(tmp_path, CACHE).status().running


def test_a_missing_java_or_maven_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match=r"found no java .* openjdk-17"):
        require_java()
    pom = tmp_path / "pom.xml"
    pom.write_text("<project/>")
    with pytest.raises(ServerError, match=r"found no mvn .* maven"):
        fetch_jars(pom, tmp_path)


def test_an_old_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(ServerError, match=r"11\.0\.2.*expected Java 17"):
        require_java()


def test_a_download_that_broke_off_leaves_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mvn = tmp_path / "mvn"
    mvn.write_text("#!/bin/sh\necho '[ERROR] no route'; exit 1\n")
    mvn.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    pom = tmp_path / "pom.xml"
    pom.write_text("<project/>")
    with pytest.raises(ServerError, match="no route"):
        fetch_jars(pom, tmp_path / "cache")
    assert not [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]

"""The managed local server: started, found again, stopped."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
from neo4j.exceptions import DriverError, Neo4jError

from graph.driver import Connection, open_driver
from graph.errors import ServerError
from graph.server.home import Home, Running, free_ports
from graph.server.locks import locked
from graph.server.maven import FOLDER, Report, fetch_jars, require_java

OPENED: Final = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
)
START_SECONDS: Final = 120
STOP_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the server runs, and where."""

    running: bool
    home: Path
    bolt: str | None = None
    browser: str | None = None
    pid: int | None = None


class LocalServer:
    """A Neo4j of one project.

    Args:
        home: the folder of its data, settings and password.
        cache: the user's folder for jars, shared by projects.
        heap: of the JVM, as `1g`.
    """

    def __init__(self, home: Path, cache: Path, *, heap: str = "1g") -> None:
        self._home = Home(home.absolute())
        self._cache = cache
        self._heap = heap

    def start(self, *, report: Report = lambda _: None) -> Connection:
        """Start the server unless it runs, wait until it answers, and return where it does.

        The server outlives this process. Two starts at once start one server.

        Raises:
            ServerError: no Java, no Maven, or it does not come up; says what it printed last.
        """
        with locked(self._home.path / "start.lock"):
            password = self._home.password()
            state = self._home.state()
            if not (state and _process(state, self._home.path)):
                state = self._launch(state, report)
            connection = Connection(f"bolt://127.0.0.1:{state.bolt}", "neo4j", password)
            self._await(connection, state)
            return connection

    def stop(self) -> bool:
        """Stop the server cleanly, by force after a minute; return whether one ran."""
        state = self._home.state()
        process = state and _process(state, self._home.path)
        if not (state and process):
            return False
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
        self._home.remember(Running(state.bolt, state.http))
        return True

    def status(self) -> Status:
        """Say whether the server runs."""
        state = self._home.state()
        if not (state and _process(state, self._home.path)):
            return Status(running=False, home=self._home.path)
        browser = f"http://127.0.0.1:{state.http}/browser/"
        return Status(True, self._home.path, f"bolt://127.0.0.1:{state.bolt}", browser, state.pid)

    @property
    def password_file(self) -> Path:
        """Where the password stands."""
        return self._home.password_file

    def _launch(self, last: Running | None, report: Report) -> Running:
        java = require_java()
        jars = fetch_jars(FOLDER / "pom.xml", self._cache, report=report)
        bolt, http = free_ports(last.bolt, last.http) if last else free_ports(0, 0)
        self._home.configure(bolt=bolt, http=http, heap=self._heap)
        report("starting Neo4j …")
        command = [
            java, "-cp", f"{jars}/*", f"-Xms{self._heap}", f"-Xmx{self._heap}", "-XX:+UseG1GC",
            *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self._home.path}", f"--config-dir={self._home.path / 'conf'}",
        ]  # fmt: skip
        with self._home.output.open("wb") as output:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._home.path,
                start_new_session=True,
                env={**os.environ, "NEO4J_HOME": str(self._home.path)},
            )
        # The child is the server's from now on: it must not be reaped, nor missed, by this process.
        child.returncode = 0
        state = Running(bolt, http, child.pid, psutil.Process(child.pid).create_time())
        self._home.remember(state)
        return state

    def _await(self, connection: Connection, state: Running) -> None:
        deadline = time.monotonic() + START_SECONDS
        with open_driver(connection) as driver:
            while True:
                try:
                    driver.verify_connectivity()
                except (DriverError, Neo4jError) as error:
                    if not _process(state, self._home.path):
                        raise ServerError(f"Neo4j ended while it started: {self._last_words()}") from error
                    if time.monotonic() > deadline:
                        raise ServerError(
                            f"Neo4j did not answer within {START_SECONDS} s: {error}; see {self._home.path / 'logs'}"
                        ) from error
                    time.sleep(0.25)
                else:
                    return

    def _last_words(self) -> str:
        lines = self._home.output.read_text("utf-8", "replace").strip().splitlines()
        return f"{lines[-1] if lines else 'it printed nothing'}; see {self._home.path / 'logs'}"


def _process(state: Running, home: Path) -> psutil.Process | None:
    """Return the process of `state` if it is alive and still this server."""
    try:
        process = psutil.Process(state.pid)
        # For some milliseconds after its start a process has no words yet.
        words = process.cmdline() or [f"--home-dir={home}"]
        ours = abs(process.create_time() - state.started) < 1 and f"--home-dir={home}" in words
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None
    except (psutil.NoSuchProcess, ValueError):
        return None

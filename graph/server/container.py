"""Neo4j in a container, where the Docker engine answers."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from graph.driver import Connection
from graph.errors import ServerError
from graph.server.home import Home
from graph.server.maven import Report

BOLT: Final = 7687


def engine_answers() -> bool:
    """Say whether a Docker engine can be used."""
    docker = shutil.which("docker")
    if not docker:
        return False
    command = [docker, "info", "--format", "{{.ServerVersion}}"]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=10).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def compose(file: Path, home: Path, *words: str) -> None:
    """Run `docker compose` on `file` with the project's generated password in its environment.

    Raises:
        ServerError: compose fails; says what it printed last.
    """
    env = {**os.environ, "NEO4J_PASSWORD": Home(home).password()}
    command = ["docker", "compose", "-f", str(file), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ServerError(f"`{' '.join(command)}` failed: {said[-1] if said else 'it printed nothing'}")


def start_container(file: Path, home: Path, *, report: Report = lambda _: None) -> Connection:
    """Start the compose file's Neo4j, wait until it is healthy, and return where it answers."""
    report("starting Neo4j in a container …")
    compose(file, home, "up", "-d", "--wait", "neo4j")
    return Connection(f"bolt://127.0.0.1:{BOLT}", "neo4j", Home(home).password())

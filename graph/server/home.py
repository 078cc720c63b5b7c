"""The folder of one server: settings, password, ports, and which process runs it."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FOLDERS: Final = ("conf", "data/dbms", "logs", "plugins", "import", "run")
ITERATIONS: Final = 1024
LOGGING: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="ERROR">
  <Appenders>
    <File name="log" fileName="{file}"><PatternLayout pattern="%d %-5p %m%n"/></File>
  </Appenders>
  <Loggers><Root level="{level}"><AppenderRef ref="log"/></Root></Loggers>
</Configuration>
"""


@dataclass(frozen=True, slots=True)
class Running:
    """What was last started; `started` is the process's own start time, so that a reused pid is told apart."""

    bolt: int
    http: int
    pid: int = 0
    started: float = 0.0


@dataclass(frozen=True, slots=True)
class Home:
    """Paths and files of a server under one folder."""

    path: Path

    @property
    def state_file(self) -> Path:
        """Ports and process."""
        return self.path / "server.json"

    @property
    def password_file(self) -> Path:
        """The password, readable by its owner only."""
        return self.path / "password"

    @property
    def output(self) -> Path:
        """What the process prints."""
        return self.path / "logs" / "console.log"

    def state(self) -> Running | None:
        """Return what was last started; None where nothing was, or the file is damaged."""
        try:
            return Running(**json.loads(self.state_file.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def remember(self, running: Running) -> None:
        """Write the state, whole or not at all."""
        partial = self.state_file.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(running)), "utf-8")
        partial.replace(self.state_file)

    def password(self) -> str:
        """Return the password, made at the first call together with the file Neo4j reads it from."""
        if self.password_file.exists():
            return self.password_file.read_text("utf-8")
        for folder in FOLDERS:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        password = secrets.token_urlsafe(24)
        _write_private(self.path / "data" / "dbms" / "auth.ini", _credential(password))
        _write_private(self.password_file, password)
        return password

    def configure(self, *, bolt: int, http: int, heap: str) -> None:
        """Write Neo4j's settings: loopback only, nothing sent home."""
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{bolt}",
            "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
            "server.http.enabled": "true",
            "server.http.listen_address": f"127.0.0.1:{http}",
            "server.https.enabled": "false",
            "dbms.usage_report.enabled": "false",
            "server.memory.heap.initial_size": heap,
            "server.memory.heap.max_size": heap,
            "server.memory.pagecache.size": "512m",
            "db.tx_log.rotation.retention_policy": "256M size",
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.path / "conf" / "neo4j.conf").write_text(lines, "utf-8")
        for name, file, level in (("server-logs", "debug.log", "WARN"), ("user-logs", "neo4j.log", "INFO")):
            text = LOGGING.format(file=self.path / "logs" / file, level=level)
            (self.path / "conf" / f"{name}.xml").write_text(text, "utf-8")


def free_ports(*wanted: int) -> list[int]:
    """Return a loopback port for each wanted one: itself where it is free, else another."""
    sockets = [_bound(port) for port in wanted]
    ports = [int(bound.getsockname()[1]) for bound in sockets]
    for bound in sockets:
        bound.close()
    return ports


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError:
        bound.bind(("127.0.0.1", 0))
    return bound


def _credential(password: str) -> str:
    """Return the line that `neo4j-admin dbms set-initial-password` writes, without its four seconds and its argv."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{ITERATIONS}:\n"


def _write_private(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)

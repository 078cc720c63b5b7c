"""The schema, brought up to date file by file of `graph/cypher/schema`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import neo4j

from graph.driver import own_errors
from graph.errors import SchemaError
from graph.queries import FOLDER, Queries, Query, load_queries, read_queries

_FILE = re.compile(r"(?P<version>\d{3})_(?P<name>\w+)\.cypher")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migrated:
    """The migrations that this run applied, and the version the schema is at."""

    applied: list[str]
    version: int


@dataclass(frozen=True, slots=True)
class _Migration:
    version: int
    name: str
    statements: tuple[Query, ...]

    @property
    def checksum(self) -> str:
        """Hash of the statements; comments and spacing may change."""
        code = " ".join(word for query in self.statements for word in _COMMENT.sub("", query.text).split())
        return hashlib.sha256(code.encode()).hexdigest()


def migrate(driver: neo4j.Driver, *, await_seconds: int = 120) -> Migrated:
    """Apply the migrations that the database lacks and wait until its indexes are online.

    A second run, or one after a run that died, changes nothing that is already there.

    Raises:
        SchemaError: the database is newer than this version, or an applied file has been edited.
        UnavailableError: no server answers.
    """
    queries = load_queries()
    migrations = _read_migrations(FOLDER / "schema")
    with own_errors(), driver.session() as session:
        known = {row["version"]: row["checksum"] for row in session.run(queries["applied_migrations"].text)}
        _check(migrations, known)
        pending = [migration for migration in migrations if migration.version not in known]
        for migration in pending:
            _apply(session, migration, queries)
        session.run(queries["await_indexes"].text, seconds=await_seconds).consume()
    return Migrated([migration.name for migration in pending], migrations[-1].version)


def _apply(session: neo4j.Session, migration: _Migration, queries: Queries) -> None:
    # Schema and data cannot change in one transaction; every statement bears being run again.
    for statement in migration.statements:
        session.run(statement.text).consume()
    session.run(
        queries["record_migration"].text,
        version=migration.version,
        name=migration.name,
        checksum=migration.checksum,
    ).consume()


def _read_migrations(folder: Path) -> list[_Migration]:
    migrations = []
    for expected, file in enumerate(sorted(folder.glob("*.cypher")), start=1):
        match = _FILE.fullmatch(file.name)
        if not match or int(match["version"]) != expected:
            raise SchemaError(f"{file}: expected a file named {expected:03d}_NAME.cypher next")
        migrations.append(_Migration(expected, file.stem, tuple(read_queries(file))))
    return migrations


def _check(migrations: list[_Migration], known: dict[int, str]) -> None:
    newest = max(known, default=0)
    if newest > len(migrations):
        raise SchemaError(
            f"the database has schema version {newest}, this Daogou knows {len(migrations)}: use a newer Daogou"
        )
    for migration in migrations:
        if known.get(migration.version, migration.checksum) != migration.checksum:
            raise SchemaError(
                f"graph/cypher/schema/{migration.name}.cypher was edited after it was applied: "
                "undo the edit and add a new file instead"
            )

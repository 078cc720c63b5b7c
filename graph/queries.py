"""Named Cypher blocks: read from `graph/cypher`, checked once, looked up by name.

A block is

    // query: product_by_id
    // params: id
    // What it answers, in free comment lines.
    MATCH (product:Product {id: $id}) RETURN product.id AS id

and ends at the next `// query:` line or at the end of the file. `// params:` may be left out where
there are none. A parameter that is used but not declared, or declared but not used, is an error.

A relationship type cannot be a parameter without losing the plan that knows it. A block of many types says so:

    // query: write_events
    // each: RELATION in VIEWED, PURCHASED

It is read once for each name, as `write_events:VIEWED` and so on, the name standing for RELATION. What several blocks
of a file have in common is a part, which stands where a line inserts it, in a later part too:

    // part: newest
    ORDER BY event.at DESC LIMIT 1

    // query: latest
    MATCH (user:User {id: $user})-[event:VIEWED]->(product) RETURN product.id
    // insert: newest
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import LiteralString

from graph.errors import QueryError

FOLDER = Path(__file__).parent / "cypher"

_HEADER = re.compile(r"^\s*//\s*(?P<kind>query|part):\s*(?P<name>.*?)\s*$")
_INSERT = re.compile(r"^\s*//\s*insert:\s*(?P<name>.*?)\s*$")
_EACH = re.compile(r"^\s*//\s*each:\s*(?P<word>[A-Z]+) in (?P<names>.*?)\s*$")
_PARAMS = re.compile(r"^\s*//\s*params:\s*(?P<params>.*?)\s*$")
_NAME = re.compile(r"[a-z][a-z0-9_]*(:[A-Za-z_]+)?")
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
# Where a `$name` is only text: strings, quoted identifiers, comments, which a carriage return ends too.
TEXT = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `(?:``|[^`])*` | //[^\r\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Query:
    """One statement, the parameters it takes, and where it stands.

    The driver takes only `LiteralString`, so that no value is pasted into a statement; a file of ours is as good.
    """

    name: str
    params: frozenset[str]
    text: LiteralString
    file: Path
    line: int


class Queries(Mapping[str, Query]):
    """The statements of a folder by name."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(queries)

    def __getitem__(self, name: str) -> Query:
        try:
            return self._queries[name]
        except KeyError:
            raise QueryError(f"no query is named {name!r}; there are {', '.join(sorted(self))}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)


@cache
def load_queries(folder: Path = FOLDER) -> Queries:
    """Read and check every `*.cypher` file under `folder`, schema migrations included.

    Raises:
        QueryError: naming query, file and line, for a malformed block or a name used twice.
    """
    queries: dict[str, Query] = {}
    for file in sorted(folder.rglob("*.cypher")):
        for query in read_queries(file):
            if first := queries.get(query.name):
                raise _error(query, f"the name is taken by {first.file.name}:{first.line}; choose another")
            queries[query.name] = query
    return Queries(queries)


def read_queries(file: Path) -> list[Query]:
    """Return the checked blocks of one file, in order."""
    lines = file.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for number, line in enumerate(lines[: starts[0] if starts else None], start=1):
        if line.strip() and not line.lstrip().startswith("//"):
            raise QueryError(f"{file}:{number}: found {line.strip()!r}, expected `// query: NAME` before it")
    parts: dict[str, list[str]] = {}
    queries: list[Query] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        header, body = _HEADER.match(lines[start]), _inserted(lines[start:end], parts, f"{file}:{start + 1}")
        if header and header["kind"] == "part":
            parts[header["name"]] = body[1:]
        else:
            queries += _read_block(body, file, start + 1)
    return queries


def _inserted(lines: list[str], parts: Mapping[str, list[str]], where: str) -> list[str]:
    found: list[str] = []
    for line in lines:
        insert = _INSERT.match(line)
        if insert and insert["name"] not in parts:
            raise QueryError(f"{where}: inserts {insert['name']!r}, expected the name of a part above it")
        found += parts[insert["name"]] if insert else [line]
    return found


def _read_block(lines: list[str], file: Path, line: int) -> Iterator[Query]:
    header = _HEADER.match(lines[0])
    name = header["name"] if header else ""
    each, body = _matched(_EACH, lines, 1)
    params, body = _matched(_PARAMS, lines, body)
    declared = _split(params["params"]) if params else []
    text: LiteralString = "\n".join(lines[body:]).strip()
    for variant in _split(each["names"]) if each else [""]:
        own: LiteralString = text.replace(each["word"], variant) if each else text
        own_name = f"{name}:{variant}" if each else name
        query = Query(own_name, frozenset(declared), own, file, line)
        if each and own == text:
            raise _error(query, f"the statement does not use {each['word']}, which `// each:` declares")
        _check(query, declared)
        yield query


def _matched(pattern: re.Pattern[str], lines: list[str], place: int) -> tuple[re.Match[str] | None, int]:
    match = pattern.match(lines[place]) if place < len(lines) else None
    return match, place + 1 if match else place


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _check(query: Query, declared: list[str]) -> None:
    if not _NAME.fullmatch(query.name):
        raise _error(query, "a name is lower-case letters, digits and underscores")
    code = TEXT.sub(" ", query.text)
    if not code.strip():
        raise _error(query, "the block has no statement")
    if len(declared) != len(query.params):
        raise _error(query, "a parameter is declared twice")
    used = frozenset(_PARAMETER.findall(code))
    if undeclared := used - query.params:
        raise _error(query, f"uses {_listed(undeclared)}, which `// params:` does not declare")
    if unused := query.params - used:
        raise _error(query, f"declares {_listed(unused)}, which the statement does not use")


def _listed(params: frozenset[str]) -> str:
    return ", ".join(f"${param}" for param in sorted(params))


def _error(query: Query, problem: str) -> QueryError:
    return QueryError(f"{query.file}:{query.line}: query {query.name!r}: {problem}")

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import neo4j
import pytest

from graph.errors import QueryError
from graph.events import RELATIONS
from graph.queries import load_queries, read_queries
from graph.records import Neighbour, Predicate

QUERIES = load_queries()


def block(folder: Path, text: str) -> Path:
    file = folder / "some.cypher"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("// query: a\nRETURN $id", r"some\.cypher:1: query 'a': uses \$id, which"),
        ("\n// query: a\n// params: id\nRETURN 1", r"some\.cypher:2: query 'a': declares \$id"),
        ("// query: A b\nRETURN 1", "a name is lower-case"),
        ("// query: a\n// nothing", "has no statement"),
        ("RETURN 1\n// query: a\nRETURN 1", r"some\.cypher:1: found 'RETURN 1'"),
        ("// query: a\n// params: id, id\nRETURN $id", "declared twice"),
        (
            "// query: a\nMATCH (n)\n// insert: end",
            r"some\.cypher:1: inserts 'end', expected the name of a part",
        ),
        ("// query: a\n// each: TYPE in KNOWS\nRETURN 1", "query 'a:KNOWS': the statement does not use TYPE"),
    ],
)
def test_a_malformed_block_is_named_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        read_queries(block(tmp_path, text))


def test_a_dollar_in_text_is_no_parameter(tmp_path: Path) -> None:
    file = block(tmp_path, "// query: a\n// params: id\n// costs $5\nRETURN '$x', \"$y\", `$z`, $id /* $w */")
    assert read_queries(file)[0].params == {"id"}


def test_a_block_goes_on_to_the_next_name_whatever_it_holds(tmp_path: Path) -> None:
    first, second = read_queries(block(tmp_path, "// query: a\nRETURN ';'\n;\n// query: b\nRETURN 2"))
    assert (first.text, second.text) == ("RETURN ';'\n;", "RETURN 2")


def test_a_block_of_many_types_is_read_once_for_each(tmp_path: Path) -> None:
    file = block(
        tmp_path, "// query: a\n// each: TYPE in KNOWS, LIKES\n// params: id\nMATCH ()-[:TYPE {id: $id}]->()"
    )
    queries = {query.name: query.text for query in read_queries(file)}
    assert queries == {
        "a:KNOWS": "MATCH ()-[:KNOWS {id: $id}]->()",
        "a:LIKES": "MATCH ()-[:LIKES {id: $id}]->()",
    }


def test_a_part_stands_where_it_is_inserted(tmp_path: Path) -> None:
    part = "// part: end\nRETURN n\n\n"
    text = part + "// query: a\nMATCH (n)\n// insert: end\n// query: b\nUNWIND [1] AS n\n// insert: end"
    first, second = read_queries(block(tmp_path, text))
    assert (first.text, second.text) == ("MATCH (n)\nRETURN n", "UNWIND [1] AS n\nRETURN n")


def test_a_name_stands_once(tmp_path: Path) -> None:
    block(tmp_path, "// query: a\nRETURN 1\n// query: a\nRETURN 2")
    with pytest.raises(QueryError, match=r"some\.cypher:3: query 'a': the name is taken by some\.cypher:1"):
        load_queries(tmp_path)


def test_an_unknown_name_tells_those_that_are_known() -> None:
    with pytest.raises(QueryError, match=r"'nope'.*write_events"):
        QUERIES["nope"]


# Statements on the schema run in the migration itself; the server explains none of them.
ON_SCHEMA = ("CREATE CONSTRAINT", "CREATE FULLTEXT", "CREATE INDEX", "CREATE VECTOR", "DROP INDEX", "SHOW")
EXPLAINED = [
    name for name, query in QUERIES.items() if not query.text.removeprefix("//").startswith(ON_SCHEMA)
]


@pytest.mark.parametrize("name", [name for name in EXPLAINED if not name.startswith("schema_")])
def test_the_server_accepts_every_statement(driver: neo4j.Driver, name: str) -> None:
    query = QUERIES[name]
    with driver.session() as session:
        session.run("EXPLAIN " + query.text, dict.fromkeys(query.params)).consume()


# A plan is made once, often when the graph is still empty: one that scans then scans for every row of a whole load.
ROW_BY_ROW = [
    name
    for name in EXPLAINED
    if name.startswith(
        (
            "write_",
            "record_",
            "ledger_",
            "entities_",
            "merge_",
            "judge_dwell",
            "judge_rate",
            "judge_known",
            "identity_",
        )
    )
    and "drop" not in name
    and name != "identity_devices"  # lists every login once, for people
]


@pytest.mark.parametrize("name", ROW_BY_ROW)
def test_what_is_written_row_by_row_scans_nothing(clean_graph: neo4j.Driver, name: str) -> None:
    query = QUERIES[name]
    with clean_graph.session() as session:
        plan = session.run("EXPLAIN " + query.text, dict.fromkeys(query.params)).consume().plan
    assert plan
    # Relations of a type that only people write are few, whatever is loaded.
    few = "RelationshipTypeScan" if name == "merge_roots" else "nothing"
    assert not [operator for operator in _operators(plan) if "Scan" in operator and few not in operator]


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)


def test_every_type_that_is_written_has_its_statement() -> None:
    named = {name for name in QUERIES if ":" in name}
    derived = {f"ledger_{how}:{predicate}" for how in ("add", "derive") for predicate in get_args(Predicate)}
    given = {f"write_{how}:{kind}" for how in ("neighbours", "scored") for kind in get_args(Neighbour)}
    events = {f"write_{how}:{relation}" for how in ("events", "taken") for relation in RELATIONS.values()}
    assert derived | given | events <= named


def test_no_cypher_stands_in_python() -> None:
    root = Path(__file__).parents[2]
    rooms = ("api", "assistant", "daogou", "extraction", "gnn", "graph", "profiles", "recommend", "sources")
    for file in (file for room in rooms for file in (root / room).rglob("*.py")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            assert not any(f'"{word} (' in line for word in ("MATCH", "MERGE", "CREATE", "OPTIONAL MATCH")), (
                f"{file}:{number}"
            )

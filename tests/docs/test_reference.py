"""The tables of settings, nodes, relations and files say what is there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from daogou.settings import PROJECT, Settings, environment_name
from extraction.files import extract_file
from extraction.lexicon import read_lexicon
from extraction.pipeline import build
from sources.catalog import read_catalog
from sources.documents import read_documents
from sources.events import read_events
from sources.guess import guess_mapping
from sources.mapping_files import read_mapping, write_mapping
from sources.orders import read_orders
from sources.policies import read_policies
from sources.ratings import read_ratings
from sources.records import Reject
from tests.docs.blocks import GUIDE, block, code_in, rows

SCHEMA = "\n".join(
    file.read_text("utf-8") for file in sorted((PROJECT / "graph/cypher/schema").glob("*.cypher"))
)
READERS: dict[str, Callable[[Path], Iterator[object]]] = {
    "reviews": read_documents,
    "events": read_events,
    "ratings": read_ratings,
    "orders": read_orders,
    "policies": read_policies,
    "catalog": lambda path: read_catalog(path, guess_mapping(path)),
}
DOCUMENTED = {
    name: set(code_in(row[-1])) for row in rows("schema.md") for name in code_in(row[0]) if len(row) in (2, 3)
}


@pytest.mark.parametrize("field", Settings.model_fields)
def test_a_setting_stands_in_the_guide(field: str) -> None:
    row = next(row for row in rows("settings.md") if row[0] == f"`{environment_name(field)}`")
    default = Settings.model_fields[field].default
    if isinstance(default, bool | int | str):
        assert row[1] == f"`{str(default).lower()}`"


def test_no_other_setting_stands_there() -> None:
    names = {code_in(row[0])[0] for row in rows("settings.md") if code_in(row[0])}
    assert names == {environment_name(field) for field in Settings.model_fields}


def test_every_label_with_a_constraint_is_documented() -> None:
    labels = re.findall(r"FOR \(n:(\w+)\) REQUIRE", SCHEMA)
    relations = re.findall(r"FOR \(\)-\[r:(\w+)\]-\(\) REQUIRE", SCHEMA)
    assert len(labels) >= 18
    assert {*labels, *relations} <= DOCUMENTED.keys()


def test_every_index_is_documented() -> None:
    names = re.findall(r"CREATE (?:FULLTEXT )?INDEX (\w+)", SCHEMA)
    assert names
    assert set(names) <= DOCUMENTED.keys()


def test_every_property_of_the_shop_is_documented(guide_shop: neo4j.Driver) -> None:
    found = guide_shop.execute_query(
        "MATCH (n) UNWIND [label IN labels(n) WHERE label <> 'Entity'] AS name UNWIND keys(n) AS key "
        "RETURN DISTINCT name, key UNION MATCH ()-[r]->() WITH DISTINCT type(r) AS name, keys(r) AS all "
        "UNWIND all AS key RETURN DISTINCT name, key"
    ).records
    assert len(found) > 80
    assert [(name, key) for name, key in found if key not in DOCUMENTED[name]] == []


def test_every_relation_of_the_shop_is_documented(guide_shop: neo4j.Driver) -> None:
    found = guide_shop.execute_query("MATCH ()-[r]->() RETURN DISTINCT type(r) AS name").records
    assert {row["name"] for row in found} <= DOCUMENTED.keys()


@pytest.mark.parametrize("name", READERS)
def test_an_example_file_is_read_without_a_reject(tmp_path: Path, name: str) -> None:
    language = "csv" if name in {"catalog", "ratings"} else "jsonl"
    path = tmp_path / f"{name}.{language}"
    text = block(language, name)
    path.write_text(text, "utf-8")
    read = list(READERS[name](path))
    assert len(read) == text.count("\n") - (language == "csv")
    assert not [row for row in read if isinstance(row, Reject)]


def test_the_example_mapping_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(block("toml", "mapping"), "utf-8")
    mapping = read_mapping(path)
    write_mapping(mapping, path)
    assert read_mapping(path) == mapping
    fields = {code for row in rows("files.md") for code in code_in(row[0])}
    assert {column.field for column in mapping.columns} <= fields


def test_the_example_reject_has_the_fields_of_one() -> None:
    assert json.loads(block("jsonl", "rejects")).keys() == set(Reject.__slots__)


def test_the_example_spans_look_like_what_extraction_writes(tmp_path: Path) -> None:
    source, target = tmp_path / "texts.jsonl", tmp_path / "spans.jsonl"
    source.write_text(block("jsonl", "texts"), "utf-8")
    done = extract_file(source, target, build(read_lexicon(PROJECT / "seeds" / "lexicon")))
    assert (done.loaded, done.rejected) == (2, 0)
    shown = [json.loads(line) for line in block("jsonl", "spans").splitlines()]
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    for kind in ("spans", "relations", "aspects"):
        sides = [[[_look(item) for item in row[kind]] for row in side] for side in (shown, written)]
        assert sides[0] == sides[1]


def test_the_files_of_the_guide_point_at_one_another() -> None:
    for file in GUIDE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
            assert (file.parent / target).exists()


def _look(item: dict[str, object]) -> tuple[object, ...]:
    """Return what an example must share with the real thing; numbers may get better."""
    return (sorted(item), item.get("label"), item.get("text"), item.get("type"))

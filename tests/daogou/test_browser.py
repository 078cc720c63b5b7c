"""`daogou browser`: files that Neo4j Browser takes when they are dropped on it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from graph.saved import STYLE, parameters_script, saved_queries
from tests.daogou.command import Daogou
from tests.docs.blocks import code_in, rows

RULE = re.compile(r"^(node|relationship)(?:\.(\w+))? \{ ((?:[a-z-]+: (?:'[^':;]*'|[#\w]+); )+)\}$")
NEEDED = {"node": {"color", "border-color", "text-color-internal", "diameter", "caption"},
          "relationship": {"color", "shaft-width", "caption"}}  # fmt: skip


def style() -> dict[tuple[str, str], dict[str, str]]:
    """Return the rules by kind and name; a line that Browser would read otherwise matches none."""
    found = {}
    for line in STYLE.read_text("utf-8").splitlines():
        match = RULE.match(line)
        assert match, line
        values = dict(part.split(": ") for part in match[3].strip("; ").split("; "))
        found[match[1], match[2] or ""] = values
    return found


def schema(columns: int) -> set[str]:
    """Return the names that schema.md documents: labels in tables of three columns, relations in those of two."""
    named = (code_in(row[0]) for row in rows("schema.md") if len(row) == columns)
    return {name for names in named for name in names}


def test_the_files_are_written(daogou: Daogou, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "browser"
    for _ in range(2):
        answer = daogou("browser", "--output", folder, "--json")
    saved = saved_queries()
    assert (answer.status, answer.err) == (0, "")
    assert answer.document == {
        "queries": len(saved),
        "saved in": str(folder / "queries.zip"),
        "style in": str(folder / "style.grass"),
    }
    assert (folder / "style.grass").read_bytes() == STYLE.read_bytes()
    with ZipFile(folder / "queries.zip") as archive:
        written = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert list(written.values()) == [parameters_script(saved), *(one.script() for one in saved)]
    # Browser makes a saved query of each `.cypher`, in a folder by the name of the one it stands in.
    assert {Path(name).suffix for name in written} == {".cypher"}
    assert {str(Path(name).parent) for name in written} == {"导购 Daogou"}


def test_a_file_in_the_place_of_the_folder_is_told(daogou: Daogou, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    answer = daogou("browser", "--output", tmp_path / "taken")
    assert answer.status == 2
    assert "is a file" in answer.err


def test_every_label_and_relation_has_its_style() -> None:
    rules = style()
    relations = {name for name in schema(2) if name.isupper()}
    labels = {name for name in schema(3) if name[0].isupper() and not name.isupper()}
    assert len(labels) >= 20
    assert len(relations) >= 30
    assert {name for kind, name in rules if kind == "node"} == labels | {""}
    assert {name for kind, name in rules if kind == "relationship"} == relations | {""}
    for (kind, name), values in rules.items():
        assert NEEDED[kind] <= values.keys(), name


def test_the_own_label_of_an_entity_wins() -> None:
    names = [name for kind, name in style() if kind == "node"]
    assert names[:2] == ["", "Entity"]


def test_a_caption_names_a_property_of_its_label() -> None:
    documented = {
        name: set(code_in(row[-1])) for row in rows("schema.md") for name in code_in(row[0]) if len(row) < 4
    }
    documented["Entity"], documented["StagedFact"] = documented["Brand"], documented["Fact"]
    for (_, name), values in style().items():
        assert set(re.findall(r"\{(\w+)\}", values["caption"])) <= documented.get(name, set()) | {"id"}, name


def test_the_guide_names_every_question_and_what_to_give() -> None:
    shown = {row[0]: set(code_in(row[1])) for row in rows("merchandiser.md") if len(row) == 2}
    for one in saved_queries():
        assert shown.get(one.question) == one.query.params - {"limit"}

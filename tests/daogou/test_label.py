"""`daogou label`: a round of labelling by people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.daogou.command import Daogou

TEXTS = [
    {"id": "zh", "text": "😀 华为Mate 40 Pro 5000mAh 无线充电", "kind": "title"},
    {"id": "none", "text": "什么都没有", "kind": "title"},
    {"id": "en", "text": "Great screen, but the battery is poor.", "kind": "review"},
]
FILES = ("--input", "i", "--output", "o")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    file = tmp_path / "texts.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in TEXTS) + "no JSON\n", "utf-8")
    return file


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_a_round(daogou: Daogou, texts: Path, tool: str) -> None:
    tasks, target = texts.with_name("tasks.json"), texts.with_name("mine.jsonl")
    words = ("--input", texts, "--output", tasks, "--format", tool, "--count", "2", "--json")
    answer = daogou("label", "export", *words)
    assert (answer.status, answer.err) == (0, "")
    shown = {"rows": 4, "loaded": 3, "rejected": 1, "rejects": f"{tasks}.rejected.jsonl", "tasks": 2}
    config = {"config": str(texts.with_name("tasks.config.xml"))} if tool == "label-studio" else {}
    assert answer.document == shown | config
    assert all(Path(file).exists() for file in config.values())
    if tool == "label-studio":
        exported = json.loads(tasks.read_text("utf-8"))
        assert all(task["predictions"][0]["model_version"].startswith("daogou@") for task in exported)
        labelled = [{**t, "annotations": [{"result": t["predictions"][0]["result"]}]} for t in exported]
        tasks.write_text(json.dumps(labelled), "utf-8")
    answer = daogou("label", "import", "--input", tasks, "--output", target, "--json")
    assert (answer.status, answer.document) == (0, {"rows": 2, "loaded": 2, "rejected": 0})
    read = {row["id"]: row for row in rows(target)}
    assert read.keys() == {"zh", "en"}
    assert {span["text"] for span in read["zh"]["spans"]} >= {"华为", "5000mAh", "无线充电"}
    assert {one["text"]: one["polarity"] for one in read["en"]["aspects"]} == {
        "screen": "positive",
        "battery": "negative",
    }
    assert daogou("evaluate", "extractor", target, "--json").document["all"]["f1"] == 1.0


def test_a_round_shows_lines_for_people(daogou: Daogou, texts: Path) -> None:
    tasks, target = texts.with_name("tasks.jsonl"), texts.with_name("mine.jsonl")
    answer = daogou("label", "export", "--input", texts, "--output", tasks, "--format", "doccano")
    assert answer.out.startswith("texts.jsonl: rows 4, loaded 3, rejected 1, rejects ")
    answer = daogou("label", "import", "--input", tasks, "--output", target, "--format", "doccano")
    assert answer.out == "tasks.jsonl: rows 3, loaded 3, rejected 0\n"


def test_bad_rows_are_counted_and_named(daogou: Daogou, tmp_path: Path) -> None:
    source, target = tmp_path / "admin.jsonl", tmp_path / "mine.jsonl"
    marks: list[list[Any]] = [[[0, 9, "BRAND"]], [[0, 3, "BRAND"]]]
    source.write_text("".join(json.dumps({"text": "abc", "label": one}) + "\n" for one in marks), "utf-8")
    answer = daogou("label", "import", "--input", source, "--output", target, "--json")
    rejects = f"{target}.rejected.jsonl"
    assert answer.document == {"rows": 2, "loaded": 1, "rejected": 1, "rejects": rejects}
    (reject,) = rows(Path(rejects))
    assert (reject["line"], "[0, 9)" in reject["reason"]) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, ": no such file"),
        ("[\n1, ", ":2: found no JSON"),
        ("id,text", ":1: found 'id,text', expected Label Studio's JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    daogou: Daogou, tmp_path: Path, content: str | None, said: str
) -> None:
    source, target = tmp_path / "export.json", tmp_path / "mine.jsonl"
    if content is not None:
        source.write_text(content, "utf-8")
    answer = daogou("label", "import", "--input", source, "--output", target, "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {source}{said}")
    assert answer.err.count("\n") == 1
    assert not target.exists()


def test_a_model_that_is_none_is_named(daogou: Daogou, texts: Path) -> None:
    tasks, model = texts.with_name("tasks.json"), texts.with_name("model")
    words = ("--input", texts, "--output", tasks, "--format", "label-studio", "--model", model)
    answer = daogou("label", "export", *words)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {model}")
    assert not tasks.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--output", "o", "--format", "doccano"), "Missing option '--input'"),
        (("export", *FILES), "Missing option '--format'"),
        (("export", *FILES, "--format", "brat"), "'brat' is not one of 'label-studio', 'doccano'"),
        (("export", *FILES, "--format", "doccano", "--count", "0"), "Invalid value for '--count'"),
        (("import", "--input", "i"), "Missing option '--output'"),
    ],
)  # fmt: skip
def test_wrong_use_is_2(daogou: Daogou, words: tuple[str, ...], said: str) -> None:
    answer = daogou("label", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err

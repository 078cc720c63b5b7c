"""A round of labelling by the command line."""

import json
from pathlib import Path

import pytest

from tests.daogou.command import Daogou

TEXTS = ["华为Mate 40 Pro 8GB+256GB 5G手机 😀", "Apple iPhone 15 Pro 256GB Blue Titanium", "nothing here"]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAOGOU_HOME", str(tmp_path / "home"))
    file = tmp_path / "texts.jsonl"
    rows = [{"id": str(n), "text": text, "kind": "title"} for n, text in enumerate(TEXTS)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def found(daogou: Daogou, texts: Path) -> dict[str, set[tuple[object, ...]]]:
    out = texts.with_name("out.jsonl")
    assert daogou("extract", "--rules-only", "--input", texts, "--output", out).status == 0
    rows = map(json.loads, out.read_text("utf-8").splitlines())
    return {
        row["id"]: {(s["start"], s["end"], s["label"], s.get("value")) for s in row["spans"]} for row in rows
    }


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_what_nobody_corrects_comes_back_as_it_was_found(daogou: Daogou, texts: Path, tool: str) -> None:
    tasks, mine = texts.with_name("tasks.json"), texts.with_name("mine.jsonl")
    answer = daogou(
        "label", "export", "--input", texts, "--output", tasks, "--tool", tool, "--count", "2", "--json"
    )
    assert (answer.status, answer.document) == (0, {"to label": 2})
    if tool == "label-studio":
        exported = json.loads(tasks.read_text("utf-8"))
        for task in exported:
            task["annotations"] = [{"result": task.pop("predictions")[0]["result"]}]
        tasks.write_text(json.dumps(exported), "utf-8")
        assert "PARAMETER/storage" in tasks.with_suffix(".interface.xml").read_text("utf-8")
    answer = daogou("label", "import", "--input", tasks, "--output", mine, "--json")
    assert (answer.status, answer.document) == (0, {"rows": 2, "loaded": 2, "rejected": 0})
    rows = [json.loads(line) for line in mine.read_text("utf-8").splitlines()]
    read = {
        row["id"]: {(s["start"], s["end"], s["label"], s.get("value")) for s in row["spans"]} for row in rows
    }
    assert read == {id_: spans for id_, spans in found(daogou, texts).items() if id_ in read}
    assert len(read) == 2


def test_a_bad_row_is_rejected_and_the_rest_is_done(daogou: Daogou, tmp_path: Path) -> None:
    source, target = tmp_path / "rows.jsonl", tmp_path / "mine.jsonl"
    rows = [
        {"id": "1", "text": "abc", "label": [[0, 9, "BRAND"]]},
        {"id": "2", "text": "abc", "label": [[0, 3, "BRAND"]]},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    answer = daogou("label", "import", "--input", source, "--output", target, "--json")
    assert answer.document == {"rows": 2, "loaded": 1, "rejected": 1}
    (rejected,) = (tmp_path / "mine.jsonl.rejected.jsonl").read_text("utf-8").splitlines()
    assert json.loads(rejected) == {"line": 1, "reason": "[0, 9) is outside the text"}


def test_a_file_that_is_none_is_told(daogou: Daogou, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[1, ", "utf-8")
    answer = daogou("label", "import", "--input", tmp_path / "bad.json", "--output", tmp_path / "x")
    assert (answer.status, "Label Studio's export" in answer.err) == (1, True)

"""A whole round by files: texts out, labelled, back in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extraction.documents import extraction_to_json, text_from_json
from extraction.errors import InputError, ModelError
from extraction.labelling.exchange import Layout, config_file, export_file, import_file, layout_of
from extraction.learned.formats import read_examples
from extraction.lexicon import Entry, Lexicon
from extraction.pipeline import Extractor, build
from tests.docs.blocks import block

LEXICON = Lexicon(
    [
        Entry("BRAND", "brand/huawei", "Huawei", ("华为",)),
        Entry("FEATURE", "feature/screen", "screen", ("屏幕",)),
    ]
)
ROWS = [
    {"id": "a", "text": "😀 华为 Mate 40 👍5000mAh，屏幕很好😀，8+128G", "kind": "review", "lang": "zh"},
    {"id": "b", "text": "没有提到的", "kind": "review"},
    {"id": "c", "text": "𠮷 the screen is bad, 120Hz"},
    {"id": "d", "text": "华为 6.5英寸"},
]
FIELDS = ("start", "end", "label", "text", "attribute", "value", "unit")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return build(LEXICON)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "texts.jsonl", ROWS)


def write(file: Path, rows: list[Any]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def agree(tasks: Path, layout: Layout) -> None:
    """Take every prediction over as an annotation."""
    if layout is Layout.label_studio:
        exported = json.loads(tasks.read_text("utf-8"))
        for task in exported:
            (prediction,) = task.pop("predictions")
            task["annotations"] = [{"result": prediction["result"], "was_cancelled": False}]
        tasks.write_text(json.dumps(exported), "utf-8")


def found(extractor: Extractor) -> Iterator[dict[str, Any]]:
    """Yield what the extractor finds in each text, as annotated lines have it."""
    for row, extraction in zip(ROWS, extractor.extract(map(text_from_json, ROWS)), strict=True):
        given = extraction_to_json(extraction)
        spans = [{name: span[name] for name in FIELDS if name in span} for span in given["spans"]]
        aspects = [
            {name: one[name] for name in ("start", "end", "text", "polarity")} for one in given["aspects"]
        ]
        yield {**row, "spans": spans, "aspects": aspects}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("told", [True, False])
def test_what_nobody_corrects_comes_back_as_it_was_found(
    source: Path, extractor: Extractor, layout: Layout, *, told: bool
) -> None:
    tasks, target = source.with_name("tasks.json"), source.with_name("mine.jsonl")
    counts, written = export_file(source, tasks, extractor, layout, count=9)
    assert (counts.rows, counts.loaded, counts.rejected, counts.rejects, written) == (4, 4, 0, None, 4)
    agree(tasks, layout)
    back = import_file(tasks, target, layout if told else None)
    assert (back.rows, back.loaded, back.rejected, back.rejects) == (4, 4, 0, None)
    expected = {row["id"]: row for row in found(extractor)}
    assert {row["id"]: row for row in read(target)} == expected
    assert any(row["aspects"] for row in expected.values())
    assert {span["text"] for span in expected["a"]["spans"]} >= {"华为", "5000mAh", "8", "128G"}
    assert len(read_examples(target)) == 4


@pytest.mark.parametrize("layout", Layout)
def test_no_more_than_asked_the_least_certain_first(
    source: Path, extractor: Extractor, layout: Layout
) -> None:
    tasks = source.with_name("tasks.json")
    seen: list[int] = []
    _, written = export_file(source, tasks, extractor, layout, count=3, done=seen.append)
    assert (written, sum(seen)) == (3, 4)
    rows = json.loads(tasks.read_text("utf-8")) if layout is Layout.label_studio else read(tasks)
    assert [row.get("data", row)["id"] for row in rows] == ["a", "c", "d"]
    assert config_file(tasks).exists() == (layout is Layout.label_studio)


def test_a_bad_text_is_rejected_and_the_others_go_out(tmp_path: Path, extractor: Extractor) -> None:
    source, tasks = tmp_path / "texts.jsonl", tmp_path / "tasks.jsonl"
    bad = [
        b"{",
        b"[1]",
        b'{"id": 9, "text": "x"}',
        b'{"id": "9", "text": "\xff"}',
        b'{"id": "9", "text": " "}',
    ]
    source.write_bytes(b"\n".join([*bad, b"", b'{"id": "ok", "text": "\xe5\x8d\x8e"}']))
    counts, written = export_file(source, tasks, extractor, Layout.doccano, count=9)
    assert (counts.rows, counts.loaded, counts.rejected, written) == (6, 1, 5, 1)
    assert counts.rejects == tmp_path / "tasks.jsonl.rejected.jsonl"
    rejects = read(counts.rejects)
    assert [reject["line"] for reject in rejects] == [1, 2, 3, 4, 5]
    assert all("expected" in reject["reason"] for reject in rejects)


@pytest.mark.parametrize("layout", Layout)
def test_bad_rows_are_rejected_and_good_ones_load(tmp_path: Path, layout: Layout) -> None:
    marks: list[list[tuple[int, int, str]]] = [
        [(0, 9, "BRAND")], [(0, 2, "BRAND"), (1, 3, "MODEL")], [(0, 1, "aspect/mixed")], [(0, 2, "BRAND")]
    ]  # fmt: skip
    source, target = tmp_path / "export", tmp_path / "mine.jsonl"
    if layout is Layout.doccano:
        write(source, [{"id": n, "text": "abc", "label": one} for n, one in enumerate(marks)] + [{"id": 9}])
    else:
        source.write_text(
            json.dumps([*(studio(n, one) for n, one in enumerate(marks)), {"data": {}}]), "utf-8"
        )
    counts = import_file(source, target)
    assert (counts.rows, counts.loaded, counts.rejected) == (5, 1, 4)
    assert [row["id"] for row in read(target)] == ["3"]
    assert counts.rejects == tmp_path / "mine.jsonl.rejected.jsonl"
    rejects = read(counts.rejects)
    unit = "line" if layout is Layout.doccano else "task"
    assert [reject[unit] for reject in rejects] == [1, 2, 3, 5]
    for reject, said in zip(rejects, ("in the text", "overlap", "'mixed'", "text None"), strict=True):
        assert said in reject["reason"]
        assert "expected" in reject["reason"]


def studio(number: int, marks: list[tuple[int, int, str]]) -> dict[str, Any]:
    result = [
        {
            "type": "labels",
            "from_name": "aspect" if label.startswith("aspect/") else "label",
            "value": {"start": start, "end": end, "labels": [label.removeprefix("aspect/")]},
        }
        for start, end, label in marks
    ]
    return {"id": number, "data": {"text": "abc"}, "annotations": [{"result": result}]}


def test_the_example_of_the_guide_is_read_as_it_says(tmp_path: Path) -> None:
    source, target = tmp_path / "export.jsonl", tmp_path / "mine.jsonl"
    source.write_text(block("jsonl", "doccano"), "utf-8")
    assert import_file(source, target).rejected == 0
    assert target.read_text("utf-8") == block("jsonl", "annotated")


def test_rejects_of_an_earlier_run_go(tmp_path: Path) -> None:
    source, target = tmp_path / "export.jsonl", tmp_path / "mine.jsonl"
    write(source, [{"text": "abc", "label": [[0, 9, "A"]]}])
    assert import_file(source, target).rejects
    write(source, [{"text": "abc", "label": []}])
    assert import_file(source, target).rejects is None
    assert {file.name for file in tmp_path.iterdir()} == {"export.jsonl", "mine.jsonl"}


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        ("[]", Layout.label_studio),
        ("\ufeff\n  [ {}]", Layout.label_studio),
        ('{"text": 1}', Layout.doccano),
        ('\ufeff{"text": 1}', Layout.doccano),
    ],
)
def test_the_content_tells_the_tool(tmp_path: Path, content: str, layout: Layout) -> None:
    (tmp_path / "export").write_text(content, "utf-8")
    assert layout_of(tmp_path / "export") is layout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ":1: found '', expected Label Studio's JSON"),
        (b"id,text\n1,x\n", ":1: found 'id,text"),
        (b"PK\x03\x04...", ": found a zip archive, expected a file of it: unpack it first"),
        (b"[1, ", ":1: found no JSON"),
    ],
)
def test_a_file_of_neither_tool_leaves_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    source, target = tmp_path / "export", tmp_path / "mine.jsonl"
    source.write_bytes(content)
    with pytest.raises(InputError) as error:
        import_file(source, target)
    assert str(error.value).startswith(f"{source}{said}")
    assert [file.name for file in tmp_path.iterdir()] == ["export"]


def test_an_export_that_breaks_off_leaves_what_was_there(
    tmp_path: Path, source: Path, extractor: Extractor
) -> None:
    tasks = tmp_path / "tasks.json"
    tasks.write_text("old")
    with pytest.raises(ModelError):
        export_file(source, tasks, extractor, Layout.label_studio, count=1, model=tmp_path / "none")
    with pytest.raises(InputError, match="none: no such file"):
        export_file(tmp_path / "none", tasks, extractor, Layout.doccano, count=1)
    with pytest.raises(InputError, match="none: no such file"):
        import_file(tmp_path / "none", tasks)
    assert tasks.read_text() == "old"
    assert {file.name for file in tmp_path.iterdir()} == {"tasks.json", "texts.jsonl"}

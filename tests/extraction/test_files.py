import json
from pathlib import Path

import pytest

from extraction.errors import InputError, LexiconError, PatternError
from extraction.files import extract_file
from extraction.identifiers import entity_id, parameter_id, slug
from extraction.lexicon import Entry, Lexicon, read_lexicon
from extraction.patterns import read_patterns
from extraction.pipeline import build

EXTRACTOR = build(Lexicon([Entry("BRAND", "brand/huawei", "Huawei", ("华为",))]))
BAD = [
    b"{",
    b"[1]",
    b'{"id": 1, "text": "x"}',
    b'{"id": "9"}',
    b'{"id": "9", "text": "\xff"}',
    b'{"id": "9", "text": "\\ud800"}',
]


def test_the_file_format_is_the_contract(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = ['{"id": "1", "text": "华为 5000mAh", "kind": "title"}', "", '{"id": "2", "text": ""}']
    source.write_text("\n".join(good), "utf-8")
    done = extract_file(source, target, EXTRACTOR)
    assert (done.rows, done.loaded, done.rejected, done.rejects) == (2, 2, 0, None)
    first, second = map(json.loads, target.read_text("utf-8").splitlines())
    assert first["spans"] == [
        {"start": 0, "end": 2, "label": "BRAND", "text": "华为", "confidence": 0.95, "id": "brand/huawei"},
        {
            "start": 3, "end": 10, "label": "PARAMETER", "text": "5000mAh", "confidence": 0.97,
            "attribute": "battery_capacity", "value": 5000, "unit": "mAh",
        },
    ]  # fmt: skip
    assert second == {"id": "2", "spans": [], "relations": [], "aspects": []}


def test_bad_lines_are_written_out_and_the_rest_is_done(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join([*BAD, b'{"id": "ok", "text": "x"}']))
    done = extract_file(source, target, EXTRACTOR)
    assert (done.rows, done.loaded, done.rejected) == (len(BAD) + 1, 1, len(BAD))
    assert done.rejects
    rejects = [json.loads(line) for line in done.rejects.read_text("utf-8").splitlines()]
    assert [reject["line"] for reject in rejects] == list(range(1, len(BAD) + 1))
    assert all("expected" in reject["reason"] for reject in rejects)


def test_a_missing_file_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        extract_file(tmp_path / "none", tmp_path / "out", EXTRACTOR)
    assert list(tmp_path.iterdir()) == []


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "1", "text": "x"}', "utf-8-sig")
    assert (extract_file(source, target, EXTRACTOR).loaded, len(target.read_bytes().splitlines())) == (1, 1)


def test_rejects_of_an_earlier_run_go_when_a_run_ends_well(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(BAD[0])
    rejects = extract_file(source, target, EXTRACTOR).rejects
    assert rejects
    with pytest.raises(InputError):
        extract_file(tmp_path / "none", target, EXTRACTOR)
    assert rejects.exists()
    source.write_bytes(b"")
    assert extract_file(source, target, EXTRACTOR).rejects is None
    assert not rejects.exists()


def test_ids() -> None:
    assert slug("Mate 60 Pro+") == "mate-60-pro-plus"
    assert slug("fēnix 7") == "fenix-7"
    assert slug("超级快充") == "超级快充"
    assert slug("!!!")
    assert entity_id("MODEL", "Mate 40 Pro", "brand/huawei") == "model/huawei/mate-40-pro"
    assert parameter_id("battery_capacity", 5000.0, "mAh") == parameter_id("battery_capacity", 5000, "mAh")


def test_a_broken_lexicon_names_the_line(tmp_path: Path) -> None:
    for stem in ("brands", "categories", "features", "use_cases"):
        (tmp_path / f"{stem}.jsonl").write_text('{"id": "x", "name": "X"}\n{"id": 1\n')
    with pytest.raises(LexiconError, match=r"brands\.jsonl:2"):
        read_lexicon(tmp_path)


def test_a_changed_pattern_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "parameters.jsonl").write_text("{}\n")
    (tmp_path / "SHA256SUMS").write_text("0000  parameters.jsonl\n")
    monkeypatch.setattr("extraction.patterns.FOLDER", tmp_path)
    with pytest.raises(PatternError, match="sha256sum"):
        read_patterns.__wrapped__("parameters")

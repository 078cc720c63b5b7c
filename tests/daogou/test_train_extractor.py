"""`daogou train extractor`, and `daogou extract` with what it trained."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from extraction.learned.measure import measure
from extraction.learned.search import HEADS, RATES
from graph.errors import ServerError
from tests.daogou.command import Answer, Daogou
from tests.extraction.learned.tiny import (
    EXAMPLES,
    json_line,
    made,
    tiny_encoder,
    write_jsonl,
    write_onnx,
    write_tokenizer,
)

QUICK = ("--epochs", "12", "--rate", "0.01")
FOREIGN = """华 B-HPPX
为 I-HPPX
的 O
手 B-HCCX
机 I-HCCX
很 O
好 O

小 B-HPPX
米 I-HPPX
手 B-HCCX
机 I-HCCX
不 O
差 O

"""


class Encoders:
    """Stands in for Maven; remembers the languages that it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self._files = (
            write_onnx(tiny_encoder(), folder / "weights.onnx"),
            write_tokenizer(folder / "tokenizer.json"),
        )

    def __call__(self, language: str, _: Path, *, report: Callable[[str], None]) -> tuple[Path, Path]:
        self.asked.append(language)
        report(f"fetching {language}")
        return self._files


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Matrices this small wait longer for a second thread than it works."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def encoders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Encoders:
    made = Encoders(tmp_path_factory.mktemp("encoder"))
    monkeypatch.setattr("daogou.pipeline.extractor.fetch_encoder", made)
    return made


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Enough texts for a few steps an epoch."""
    return write_jsonl(tmp_path / "texts.jsonl", EXAMPLES * 16)


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "dev.jsonl")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Characters with the labels of another guide."""
    file = tmp_path / "foreign.txt"
    file.write_text(FOREIGN * 32, "utf-8")
    return file


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tmp_path / "model"


def train(daogou: Daogou, model: Path, *words: str | Path) -> Answer:
    return daogou("train", "extractor", "--output", model, *words)


def card(folder: Path) -> Any:
    return json.loads((folder / "card.json").read_text("utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_each_language_is_trained_and_its_card_says_how(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, model: Path
) -> None:
    answer = train(daogou, model, "--train", texts, "--dev", dev, *QUICK, "--seed", "5", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert answer.document["model"] == str(model)
    figures = answer.document["figures"]
    assert figures.keys() == {"BRAND", "MODEL", "all", "aspects", "polarity"}
    assert figures["all"]["f1"] > 0.5
    assert encoders.asked == ["zh", "en"]
    for language in ("zh", "en"):
        said = card(model / language)
        assert said["encoder"] == f"bge-small-{language}-v1.5"
        assert said["data"] == {"texts.jsonl": checksum(texts), "dev.jsonl": checksum(dev)}
        settings = {name: said["settings"][name] for name in ("epochs", "learning_rate", "seed")}
        assert settings == {"epochs": 12, "learning_rate": 0.01, "seed": 5}
        assert said["labels"]["spans"] == ["BRAND", "MODEL"]
        assert {
            label: {name: round(value, 4) for name, value in row.items()}
            for label, row in said["figures"].items()
        } == figures
    left = {file.name for file in model.parent.iterdir()}
    assert left == {"texts.jsonl", "dev.jsonl", "model"}


def test_the_same_seed_repeats(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, tmp_path: Path
) -> None:
    words = ("--train", texts, "--dev", dev, "--epochs", "2", "--rate", "0.01", "--json")
    for name, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        assert train(daogou, tmp_path / name, *words, "--seed", seed).status == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two") != contents(tmp_path / "three")


def test_without_a_rate_short_trials_choose_it(
    daogou: Daogou, encoders: Encoders, foreign: Path, model: Path
) -> None:
    answer = train(daogou, model, "--train", foreign, "--dev", foreign, "--epochs", "1")
    assert answer.status == 0
    assert answer.err.count("trial: rate") == len(RATES) + len(HEADS) - 1
    assert answer.out == f"trained: model {model}\n"
    assert card(model)["settings"]["learning_rate"] in RATES


def test_texts_of_one_language_need_one_encoder(
    daogou: Daogou, encoders: Encoders, foreign: Path, model: Path
) -> None:
    answer = train(daogou, model, "--train", foreign, "--dev", foreign, *QUICK)
    assert answer.status == 0
    assert encoders.asked == ["zh"]
    assert {file.name for file in model.iterdir()} == {"card.json", "vocabulary.json", "weights.pt"}
    assert card(model)["labels"]["spans"] == ["HCCX", "HPPX"]


def test_without_texts_to_measure_by_some_are_held_out(
    daogou: Daogou, encoders: Encoders, tmp_path: Path, model: Path
) -> None:
    file = write_jsonl(
        tmp_path / "many.jsonl", [made("华为" + "的" * n, {"华为": "BRAND"}) for n in range(60)]
    )
    answer = train(daogou, model, "--train", file, "--epochs", "1", "--rate", "0.01")
    told = re.search(r"zh: (\d+) texts to learn from, (\d+) to measure by", answer.err)
    assert told
    learned, held = map(int, told.groups())
    assert (answer.status, learned + held) == (0, 60)
    assert 1 <= held <= 15
    assert card(model)["data"] == {"many.jsonl": checksum(file)}


def test_a_worse_model_leaves_the_old_one(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, model: Path
) -> None:
    assert train(daogou, model, "--train", texts, "--dev", dev, *QUICK, "--json").status == 0
    before = contents(model)
    answer = train(daogou, model, "--train", texts, "--dev", dev, "--epochs", "1", "--rate", "1e-9", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {model}: the model there reaches ")
    assert "the old one stays" in answer.err
    assert contents(model) == before
    assert {file.name for file in model.parent.iterdir()} == {"texts.jsonl", "dev.jsonl", "model"}


def test_a_better_model_replaces_the_old_one(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, model: Path
) -> None:
    words = ("--train", texts, "--dev", dev, "--json")
    first = train(daogou, model, *words, "--epochs", "1", "--rate", "1e-9")
    second = train(daogou, model, *words, *QUICK)
    assert (first.status, second.status) == (0, 0)
    assert second.document["figures"]["all"]["f1"] > first.document["figures"]["all"]["f1"]
    assert card(model / "zh")["settings"]["epochs"] == 12


def test_a_model_of_other_labels_is_replaced(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, foreign: Path, model: Path
) -> None:
    assert train(daogou, model, "--train", texts, "--dev", dev, *QUICK).status == 0
    again = train(daogou, model, "--train", foreign, "--dev", foreign, "--epochs", "1", "--rate", "1e-9")
    assert again.status == 0
    assert card(model)["labels"]["spans"] == ["HCCX", "HPPX"]


def test_an_interrupted_training_goes_on(
    daogou: Daogou, encoders: Encoders, foreign: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--train", foreign, "--dev", foreign, "--epochs", "4", "--rate", "0.01")
    whole = model.with_name("whole")
    assert train(daogou, whole, *words).status == 0
    measured = 0

    def stop_in_the_third(*given: Any) -> Any:
        nonlocal measured
        measured += 1
        if measured == 3:
            raise KeyboardInterrupt
        return measure(*given)

    with monkeypatch.context() as patch:
        patch.setattr("extraction.learned.train.measure", stop_in_the_third)
        answer = train(daogou, model, *words)
    assert answer.status == 130
    assert "run the same command again and it goes on where it was" in answer.err
    assert not model.exists()
    answer = train(daogou, model, *words)
    assert answer.status == 0
    epochs = [line.split()[1] for line in answer.err.splitlines() if line.startswith("epoch ")]
    assert epochs == ["3", "4"]
    assert contents(model) == contents(whole)
    assert {file.name for file in model.parent.iterdir()} == {"foreign.txt", "model", "whole"}


def test_without_an_encoder_a_weaker_model_is_trained(
    daogou: Daogou, dev: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> tuple[Path, Path]:
        raise ServerError("mvn: not found")

    monkeypatch.setattr("daogou.pipeline.extractor.fetch_encoder", fail)
    answer = train(daogou, model, "--train", dev, "--dev", dev, "--rate", "0.01", "--json")
    assert answer.status == 0
    assert "no encoder can be had (mvn: not found)" in " ".join(answer.err.split())
    assert answer.document["model"] == str(model)
    assert card(model)["encoder"] == "tok2vec"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.txt", None, ": no such file"),
        ("empty.txt", b"", ": found no annotated text"),
        ("bad.txt", "华 B-N\nno token\n".encode(), ":2: found 'no token'"),
        ("bad.jsonl", b'{"id": 1}\n', ":1: found"),
        ("bad.xml", b"<sentences>", ": found no XML"),
        ("bad.spacy", b"\x00", ": found no DocBin"),
        ("latin.txt", b"\xe9 O\n", ": found no UTF-8 at byte 0"),
    ],
)
@pytest.mark.parametrize("option", ["--train", "--dev"])
def test_a_file_that_cannot_be_read_is_named(
    daogou: Daogou, encoders: Encoders, dev: Path, model: Path, option: str, name: str, content: bytes | None, said: str
) -> None:  # fmt: skip
    file = model.with_name(name)
    if content is not None:
        file.write_bytes(content)
    others = ("--dev", dev) if option == "--train" else ("--train", dev)
    answer = train(daogou, model, option, file, *others, "--rate", "0.01", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {file}{said}")
    assert answer.err.count("\n") == 1
    assert encoders.asked == []
    assert not model.exists()


def test_one_text_is_too_few(daogou: Daogou, encoders: Encoders, tmp_path: Path, model: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(json_line(0, made("华为手机", {"华为": "BRAND"})) + "\n", "utf-8")
    answer = train(daogou, model, "--train", file, "--rate", "0.01", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "daogou: found 0 texts to learn from and 1 to measure by, expected some\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--output", "m"), "Missing option '--train'"),
        (("--train", "x"), "Missing option '--output'"),
        (("--train", "x", "--output", "m", "--epochs", "0"), "Invalid value for '--epochs'"),
        (("--train", "x", "--output", "m", "--rate", "fast"), "Invalid value for '--rate'"),
    ],
)
def test_wrong_use_is_2(daogou: Daogou, words: tuple[str, ...], said: str) -> None:
    answer = daogou("train", "extractor", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert "daogou train extractor --help" in answer.err


def test_a_model_of_foreign_labels_writes_those_alone(
    daogou: Daogou, encoders: Encoders, foreign: Path, model: Path
) -> None:
    assert train(daogou, model, "--train", foreign, "--dev", foreign, *QUICK).status == 0
    source, target = model.with_name("in.jsonl"), model.with_name("out.jsonl")
    texts = ["华为的手机很好", "小米手机不差", "华为手机 5000mAh 无线充电", "红米 K60 256GB"]
    rows = [json.dumps({"id": str(n), "text": text, "kind": "title"}) for n, text in enumerate(texts)]
    source.write_text("\n".join(rows), "utf-8")
    answer = daogou("extract", "--input", source, "--output", target, "--model", model, "--json")
    assert (answer.status, answer.document) == (0, {"rows": 4, "loaded": 4, "rejected": 0})
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    spans = [[(span["label"], span["text"]) for span in row["spans"]] for row in written]
    assert spans[:2] == [[("HPPX", "华为"), ("HCCX", "手机")], [("HPPX", "小米"), ("HCCX", "手机")]]
    assert {label for row in spans for label, _ in row} == {"HPPX", "HCCX"}
    for row, text in zip(written, texts, strict=True):
        assert all(text[span["start"] : span["end"]] == span["text"] for span in row["spans"])
        assert row["aspects"] == row["relations"] == []
    # The rules would have found more.
    daogou("extract", "--input", source, "--output", target, "--rules-only", "--json")
    assert {"BRAND", "PARAMETER"} <= {
        span["label"] for line in target.read_text("utf-8").splitlines() for span in json.loads(line)["spans"]
    }


def test_a_model_of_our_labels_reads_beside_the_rules(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, model: Path
) -> None:
    assert train(daogou, model, "--train", texts, "--dev", dev, *QUICK).status == 0
    source, target = model.with_name("in.jsonl"), model.with_name("out.jsonl")
    rows = [{"id": str(n), "text": example.text, "kind": "review"} for n, example in enumerate(EXAMPLES)]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    answer = daogou("extract", "--input", source, "--output", target, "--model", model, "--json")
    assert answer.status == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["id"] for row in written] == [row["id"] for row in rows]
    found = {(span["label"], span["text"]) for row in written for span in row["spans"]}
    assert {("BRAND", "Huawei"), ("PARAMETER", "5000mAh")} <= found
    assert {aspect["polarity"] for row in written for aspect in row["aspects"]} == {"positive", "negative"}


def test_odd_texts_are_read_and_bad_rows_named(
    daogou: Daogou, encoders: Encoders, texts: Path, dev: Path, model: Path
) -> None:
    assert train(daogou, model, "--train", texts, "--dev", dev, *QUICK).status == 0
    odd = [
        "",
        " \u3000\u2028",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 华为 \U0001f50b5000mAh",
        "\u202eهاتف\u202c هواوي 5000mAh",
        "ＨＵＡＷＥＩ　华为ｍａｔｅ４０",
        "<p>华为&nbsp;<b>5000mAh</b></p>",
        "\x00\x07\x1b[31m华为\x7f",
        "Huawei " + "x" * 1_000_000 + " 5000mAh",
    ]
    rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(odd)]
    source, target = model.with_name("in.jsonl"), model.with_name("out.jsonl")
    source.write_text("\n".join([*rows[:3], '{"id": "half", "text": "\\ud83d"}', *rows[3:]]), "utf-8")
    answer = daogou("extract", "--input", source, "--output", target, "--model", model, "--json")
    counts = {name: answer.document[name] for name in ("rows", "loaded", "rejected")}
    assert (answer.status, counts) == (0, {"rows": 9, "loaded": 8, "rejected": 1})
    (reject,) = map(json.loads, Path(answer.document["rejects"]).read_text("utf-8").splitlines())
    assert (reject["line"], reject["reason"]) == (4, "found half a surrogate, expected text")
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    for row, text in zip(written, odd, strict=True):
        assert all(text[span["start"] : span["end"]] == span["text"] for span in row["spans"])
    assert [bool(row["spans"]) for row in written] == [False, False, *[True] * 6]


@pytest.mark.parametrize("damage", ["missing", "format", "weights"])
def test_a_model_that_cannot_be_read_is_named(
    daogou: Daogou, encoders: Encoders, foreign: Path, model: Path, damage: str
) -> None:
    if damage != "missing":
        train(daogou, model, "--train", foreign, "--dev", foreign, "--epochs", "1", "--rate", "0.01")
    if damage == "format":
        (model / "card.json").write_text(json.dumps({**card(model), "format": 99}))
    if damage == "weights":
        (model / "weights.pt").write_bytes(b"")
    source, target = model.with_name("in.jsonl"), model.with_name("out.jsonl")
    source.write_text('{"id": "1", "text": "x"}\n')
    answer = daogou("extract", "--input", source, "--output", target, "--model", model)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {model}")
    assert answer.err.count("\n") == 1
    assert not target.exists()

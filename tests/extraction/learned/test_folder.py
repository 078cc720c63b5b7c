"""A model's folder."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.errors import ModelError
from extraction.learned.bilingual import Bilingual
from extraction.learned.card import FORMAT
from extraction.learned.folder import read_card, read_model, write_model
from extraction.learned.tagger import Tagger
from tests.extraction.learned.tiny import EXAMPLES, same_weights, tiny_tagger

TEXTS = [example.text for example in EXAMPLES]
ASKED = [[(0, 2, "BRAND"), (0, 2, "NONE")] for _ in TEXTS]


@pytest.fixture
def folder(learned: Tagger, tmp_path: Path) -> Path:
    write_model(learned, tmp_path / "model")
    return tmp_path / "model"


def read(folder: Path) -> Tagger:
    model = read_model(folder)
    assert isinstance(model, Tagger)
    return model


def change_card(folder: Path, **changes: Any) -> None:
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps({**card, **changes}), "utf-8")


def test_a_model_that_was_kept_says_the_same(learned: Tagger, folder: Path) -> None:
    kept = read(folder)
    assert kept.card == learned.card
    assert kept.reader.vocabulary == learned.reader.vocabulary
    assert same_weights(kept, learned)
    assert kept.predict(TEXTS, ASKED) == learned.predict(TEXTS, ASKED)
    assert any(found.aspects for found in kept.predict(TEXTS))


def test_two_languages_have_a_folder_each(learned: Tagger, tmp_path: Path) -> None:
    other = tiny_tagger(seed=9)
    write_model(Bilingual({"zh": learned, "en": other}), tmp_path / "model")
    assert {file.name for file in (tmp_path / "model").iterdir()} == {"zh", "en"}
    kept = read_model(tmp_path / "model")
    assert isinstance(kept, Bilingual)
    assert same_weights(kept.taggers["zh"], learned)
    assert same_weights(kept.taggers["en"], other)


def test_a_language_that_is_missing_is_told(learned: Tagger, tmp_path: Path) -> None:
    write_model(Bilingual({"zh": learned, "en": learned}), tmp_path / "model")
    shutil.rmtree(tmp_path / "model" / "en")
    with pytest.raises(ModelError) as error:
        read_model(tmp_path / "model")
    assert str(error.value).startswith(f"{tmp_path / 'model' / 'en'}")


def test_a_card_says_all_that_it_was_given(learned: Tagger, tmp_path: Path) -> None:
    card = replace(
        learned.card, encoder="bge", head="linear", data={"训练.txt": "0f"}, settings={"seed": 7, "rate": 1e-5},
        figures={"all": {"f1": 0.5}}, weights={"BRAND": {"one": 0.5}},
    )  # fmt: skip
    write_model(Tagger(learned.network, learned.reader, card), tmp_path / "model")
    assert read_card(tmp_path / "model") == card
    assert "训练.txt" in (tmp_path / "model" / "card.json").read_text("utf-8")


def test_a_model_replaces_the_one_before(folder: Path) -> None:
    (folder / "left over").touch()
    other = tiny_tagger(seed=9)
    write_model(other, folder)
    assert same_weights(read(folder), other)
    assert {file.name for file in folder.iterdir()} == {"card.json", "vocabulary.json", "weights.pt"}
    assert list(folder.parent.iterdir()) == [folder]


def test_what_an_interruption_left_is_no_hindrance(learned: Tagger, tmp_path: Path) -> None:
    left = tmp_path / "new" / ".model.partial"
    left.mkdir(parents=True)
    (left / "weights.pt").write_bytes(b"half")
    write_model(learned, tmp_path / "new" / "model")
    assert same_weights(read(tmp_path / "new" / "model"), learned)
    assert not left.exists()


@pytest.mark.parametrize("version", [FORMAT + 1, "1", None])
def test_another_format_is_told_with_what_to_do(folder: Path, version: object) -> None:
    change_card(folder, format=version)
    with pytest.raises(ModelError) as error:
        read_model(folder)
    assert str(error.value).startswith(f"{folder}: found a model of format {version!r}, expected {FORMAT}: ")
    assert "daogou train extractor" in str(error.value)


@pytest.mark.parametrize("name", ["card.json", "vocabulary.json", "weights.pt"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError) as error:
        read_model(folder)
    assert str(error.value).startswith(f"{folder / name}: no such file")


def test_a_missing_folder_is_named(folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(ModelError) as error:
        read_model(folder)
    assert str(error.value).startswith(str(folder))
    assert "daogou train extractor" in str(error.value)


@pytest.mark.parametrize("name", ["card.json", "vocabulary.json", "weights.pt"])
@pytest.mark.parametrize("content", [b"", b"\xff damaged", b"{}", b"[]", b"null", b"PK\x03\x04"])
def test_a_damaged_file_is_told_with_the_folder(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError) as error:
        read_model(folder)
    assert str(error.value).startswith(f"{folder}: found no model of ours")


def test_weights_that_were_cut_off_are_told(folder: Path) -> None:
    weights = folder / "weights.pt"
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
    with pytest.raises(ModelError, match="found no model of ours"):
        read_model(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"sizes": {"vocabulary": 1}},
        {"labels": {"spans": ["OTHER"], "polarities": [], "judged": [], "apart": False}},
        {"labels": {}},
        {"labels": None},
        {"colour": "red"},
    ],
)
def test_a_card_of_other_weights_is_told(folder: Path, changes: dict[str, Any]) -> None:
    change_card(folder, **changes)
    with pytest.raises(ModelError) as error:
        read_model(folder)
    assert str(error.value).startswith(f"{folder}: found no model of ours")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "model"
    file.touch()
    with pytest.raises(ModelError) as error:
        read_model(file)
    assert str(error.value).startswith(f"{file}: found no model of ours")

"""The recogniser of spaCy's own, for where no encoder can be had."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from spacy.pipeline import EntityRecognizer

from extraction.errors import ModelError
from extraction.learned import tok2vec
from extraction.learned.examples import Example
from extraction.learned.folder import read_model, write_model
from extraction.learned.measure import measure
from extraction.learned.tok2vec import LIKELY, NAME, Tok2vecTagger, train_tok2vec
from tests.extraction.learned.tiny import EXAMPLES, tiny_card

FEW = (EXAMPLES[0], EXAMPLES[3], EXAMPLES[5], EXAMPLES[7])
TEXTS = [example.text for example in FEW]


@pytest.fixture(scope="module")
def taught() -> Tok2vecTagger:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"EPOCHS": 30, "BATCH": 4, "DROPOUT": 0.0}.items():
            patch.setattr(tok2vec, name, value)
        return train_tok2vec(FEW, tiny_card(FEW), 7)


def weights(tagger: Tok2vecTagger) -> list[bytes]:
    ner = cast(EntityRecognizer, tagger.spans.get_pipe("ner"))
    nodes = [(node, name) for node in ner.model.walk() for name in node.param_names]
    return [node.get_param(name).tobytes() for node, name in nodes if node.has_param(name)]


def test_a_few_texts_are_learned_by_heart(taught: Tok2vecTagger) -> None:
    figures = measure(taught, FEW)
    assert {name: figures[name]["f1"] for name in ("all", "aspects")} == {"all": 1.0, "aspects": 1.0}
    assert figures["polarity"] == {"accuracy": 1.0}
    assert taught.card.encoder == NAME
    for example, found in zip(FEW, taught.predict(TEXTS), strict=True):
        assert [(a.text, a.polarity) for a in found.aspects] == [
            (a.text, a.polarity) for a in example.aspects
        ]


def test_what_is_asked_is_likely_where_it_was_found(taught: Tok2vecTagger) -> None:
    asked = [(0, 6, "BRAND"), (0, 6, "MODEL"), (0, 5, "BRAND")]
    (found,) = taught.predict(TEXTS[:1], [asked])
    assert list(found.chances.values()) == [LIKELY, 0.0, 0.0]


def test_a_place_where_nothing_was_found_has_the_first_polarity(taught: Tok2vecTagger) -> None:
    text = TEXTS[1]
    places = [(4, 10), (text.index("battery"), text.index("battery") + 7), (11, 13)]
    assert taught.judge(text, places) == ["negative", "positive", "negative"]


def test_the_same_seed_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tok2vec, "EPOCHS", 3)
    first, again, other = (weights(train_tok2vec(FEW, tiny_card(FEW), seed)) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_a_model_that_was_kept_says_the_same(taught: Tok2vecTagger, tmp_path: Path) -> None:
    write_model(taught, tmp_path / "model")
    kept = read_model(tmp_path / "model")
    assert isinstance(kept, Tok2vecTagger)
    assert kept.card == taught.card
    assert kept.predict(TEXTS) == taught.predict(TEXTS)


def test_a_model_of_spans_alone_finds_no_aspects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tok2vec, "EPOCHS", 1)
    examples = [Example(example.text, example.spans) for example in FEW]
    write_model(train_tok2vec(examples, tiny_card(examples), 7), tmp_path / "model")
    kept = read_model(tmp_path / "model")
    assert all(found.aspects == [] for found in kept.predict(TEXTS))


def test_a_part_that_is_missing_is_told(taught: Tok2vecTagger, tmp_path: Path) -> None:
    write_model(taught, tmp_path / "model")
    (tmp_path / "model" / "spans" / "ner" / "model").unlink()
    with pytest.raises(ModelError):
        read_model(tmp_path / "model")

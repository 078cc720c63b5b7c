"""Training: learns, repeats, goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from extraction.errors import TrainingError
from extraction.learned.examples import Example
from extraction.learned.measure import Figures, measure, overall
from extraction.learned.network import HeadKind
from extraction.learned.tagger import Tagger
from extraction.learned.train import Config, train
from tests.extraction.learned.tiny import EXAMPLES, QUICK, READER, made, same_weights, tiny_card, tiny_encoder

SHORT = replace(QUICK, epochs=4, batch=3)
DEV = EXAMPLES[:4]


class Interruption(Exception):  # noqa: N818 (it is none of ours)
    """Ctrl-C, or the machine going off."""


def run(
    config: Config = SHORT,
    checkpoint: Path | None = None,
    on_epoch: Callable[[int, float, Figures], None] = lambda _, __, ___: None,
) -> Tagger:
    return train(
        tiny_encoder(), READER, EXAMPLES, DEV, config, card=tiny_card(), checkpoint=checkpoint, on_epoch=on_epoch
    )  # fmt: skip


def interrupted(config: Config, checkpoint: Path, *, after: int) -> None:
    """Train until `after` epochs are done."""

    def stop(epoch: int, _: float, __: Figures) -> None:
        if epoch == after:
            raise Interruption

    with pytest.raises(Interruption):
        run(config, checkpoint, stop)


def epochs_of(config: Config, checkpoint: Path | None = None) -> tuple[list[int], Tagger]:
    """Train, and return the numbers of the epochs that were run."""
    seen: list[int] = []
    return seen, run(config, checkpoint, lambda epoch, _, __: seen.append(epoch))


def test_one_batch_is_learned_by_heart(learned: Tagger) -> None:
    figures = measure(learned, EXAMPLES)
    assert {name: figures[name]["f1"] for name in ("BRAND", "MODEL", "all", "aspects")} == {
        "BRAND": 1.0, "MODEL": 1.0, "all": 1.0, "aspects": 1.0,
    }  # fmt: skip
    assert figures["polarity"] == {"accuracy": 1.0}
    for example, found in zip(EXAMPLES, learned.predict([e.text for e in EXAMPLES]), strict=True):
        wanted = {(a.start, a.end, a.polarity) for a in example.aspects}
        assert {(a.start, a.end, a.polarity) for a in found.aspects} == wanted


def test_aspects_that_are_spans_are_learned_by_heart() -> None:
    examples = [
        made("屏幕很好", {"屏幕": "ASP"}, {"屏幕": "positive"}),
        made("屏幕很差", {"屏幕": "ASP"}, {"屏幕": "negative"}),
        made("小米的续航很好", {"小米": "BRAND", "续航": "ASP"}, {"续航": "positive"}),
        made("但手机很差", {"手机": "ASP"}, {"手机": "negative"}),
    ]
    card = tiny_card(examples)
    assert not card.labels.apart
    tagger = train(tiny_encoder(), READER, examples, examples, QUICK, card=card)
    figures = measure(tagger, examples)
    assert (figures["all"]["f1"], figures["polarity"]["accuracy"]) == (1.0, 1.0)
    assert "aspects" not in figures
    found = tagger.predict(["小米的续航很好"])[0]
    assert [(aspect.text, aspect.polarity) for aspect in found.aspects] == [("续航", "positive")]


@pytest.mark.parametrize("head", ["crf", "linear"])
def test_spans_alone_are_learned_with_either_head(head: HeadKind) -> None:
    examples = [Example(example.text, example.spans) for example in EXAMPLES]
    card = replace(tiny_card(examples), head=head)
    tagger = train(tiny_encoder(), READER, examples, examples, QUICK, card=card)
    figures = measure(tagger, examples)
    assert figures["all"]["f1"] == 1.0
    assert figures.keys().isdisjoint({"aspects", "polarity"})
    assert bool(tagger.network.spans.crf.pairs.any()) == (head == "crf")


def test_the_same_seed_repeats_bit_for_bit() -> None:
    assert same_weights(run(), run())


def test_another_seed_differs() -> None:
    assert not same_weights(run(), run(replace(SHORT, seed=SHORT.seed + 1)))


def test_the_best_epoch_is_kept() -> None:
    # Steps far too large: what was learned is lost again.
    wild = replace(QUICK, epochs=12, learning_rate=0.3, head_rate=0.3, decay=0.0)
    figures: list[float] = []
    tagger = run(wild, on_epoch=lambda _, __, seen: figures.append(overall(seen)))
    assert max(figures) > figures[-1]
    assert overall(measure(tagger, DEV)) == max(figures)


def test_words_keep_what_they_meant() -> None:
    before = tiny_encoder().embeddings.word_embeddings.weight
    encoder = run().network.encoder
    assert torch.equal(encoder.embeddings.word_embeddings.weight, before)
    assert not torch.equal(
        encoder.embeddings.position_embeddings.weight, tiny_encoder().embeddings.position_embeddings.weight
    )


def test_frozen_layers_stay_as_they_are_and_all_is_learned_all_the_same() -> None:
    encoder = tiny_encoder(layers=2)
    card = replace(tiny_card(), sizes=encoder.sizes)
    tagger = train(encoder, READER, EXAMPLES, EXAMPLES, replace(QUICK, frozen=1), card=card)
    assert overall(measure(tagger, EXAMPLES)) == 1.0
    moved = {
        name
        for (name, weight), before in zip(
            tagger.network.encoder.named_parameters(), encoder.parameters(), strict=True
        )
        if not torch.equal(weight, before)
    }
    assert moved == {name for name, _ in encoder.named_parameters() if name.startswith("encoder.layer.1.")}


@pytest.mark.parametrize("frozen", [0, 1])
def test_texts_moved_against_what_is_learned_are_learned_too(frozen: int) -> None:
    encoder = tiny_encoder(layers=2)
    card = replace(tiny_card(), sizes=encoder.sizes)
    config = replace(QUICK, frozen=frozen)
    plain, moved = (
        train(encoder, READER, EXAMPLES, EXAMPLES, replace(config, adversarial=far), card=card)
        for far in (0.0, 0.5)
    )
    assert overall(measure(moved, EXAMPLES)) == 1.0
    assert not same_weights(plain, moved)


def test_steps_and_losses_are_told() -> None:
    steps: list[tuple[int, int]] = []
    losses: list[float] = []
    train(
        tiny_encoder(), READER, EXAMPLES, DEV, QUICK, card=tiny_card(),
        on_step=lambda done, there_are: steps.append((done, there_are)),
        on_epoch=lambda _, loss, __: losses.append(loss),
    )  # fmt: skip
    assert steps == [(n, QUICK.epochs) for n in range(1, QUICK.epochs + 1)]
    assert losses[-1] < 0.2 * losses[0]


@pytest.mark.parametrize("after", [1, 3, 4])
def test_an_interrupted_training_goes_on_and_ends_the_same(tmp_path: Path, after: int) -> None:
    checkpoint = tmp_path / "folder" / ".model.checkpoint"
    interrupted(SHORT, checkpoint, after=after)
    assert checkpoint.is_file()
    epochs, tagger = epochs_of(SHORT, checkpoint)
    assert epochs == list(range(after + 1, SHORT.epochs + 1))
    assert same_weights(tagger, run())


def test_a_training_that_ended_is_read_from_its_checkpoint(tmp_path: Path) -> None:
    checkpoint = tmp_path / ".model.checkpoint"
    first = run(SHORT, checkpoint)
    epochs, again = epochs_of(SHORT, checkpoint)
    assert epochs == []
    assert same_weights(first, again)


def test_the_encoder_that_is_given_stays_as_it_is() -> None:
    encoder = tiny_encoder()
    train(encoder, READER, EXAMPLES, DEV, SHORT, card=tiny_card())
    assert all(
        torch.equal(a, b) for a, b in zip(encoder.parameters(), tiny_encoder().parameters(), strict=True)
    )
    assert all(weight.requires_grad for weight in encoder.parameters())


@pytest.mark.parametrize(
    "other", [replace(SHORT, seed=99), replace(SHORT, epochs=5), replace(SHORT, learning_rate=1e-3)]
)
def test_the_checkpoint_of_another_training_is_ignored(tmp_path: Path, other: Config) -> None:
    checkpoint = tmp_path / ".model.checkpoint"
    interrupted(SHORT, checkpoint, after=2)
    epochs, tagger = epochs_of(other, checkpoint)
    assert epochs == list(range(1, other.epochs + 1))
    assert same_weights(tagger, run(other))


def test_the_checkpoint_of_other_data_is_ignored(tmp_path: Path) -> None:
    checkpoint = tmp_path / ".model.checkpoint"
    interrupted(SHORT, checkpoint, after=2)
    epochs: list[int] = []
    train(
        tiny_encoder(), READER, EXAMPLES, DEV, SHORT, card=replace(tiny_card(), data={"train.jsonl": "0f"}),
        checkpoint=checkpoint, on_epoch=lambda epoch, _, __: epochs.append(epoch),
    )  # fmt: skip
    assert epochs[0] == 1


@pytest.mark.parametrize(
    ("examples", "dev", "said"),
    [
        ((), DEV, "found 0 texts to learn from and 4 to measure by"),
        ((Example(" "), Example("")), DEV, "found 0 texts to learn from"),
        (DEV, (), "found 4 texts to learn from and 0 to measure by"),
    ],
)
def test_nothing_to_learn_from_or_to_measure_by_is_told(
    examples: tuple[Example, ...], dev: tuple[Example, ...], said: str
) -> None:
    with pytest.raises(TrainingError, match=said):
        train(tiny_encoder(), READER, examples, dev, SHORT, card=tiny_card())

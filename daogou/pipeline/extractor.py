"""Training a recogniser from files: annotated texts, an encoder, a folder with the model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from daogou.console import Screen
from daogou.encoders import fetch_encoder, language_of_most
from daogou.errors import StateError
from daogou.settings import Settings
from extraction.learned.bert import read_encoder
from extraction.learned.card import Card
from extraction.learned.examples import Example, labels_of, split
from extraction.learned.folder import read_model, write_model
from extraction.learned.formats import read_examples
from extraction.learned.measure import Figures, measure, overall
from extraction.learned.pieces import PieceReader, read_vocabulary
from extraction.learned.search import choose
from extraction.learned.tagger import Tagger
from extraction.learned.train import Config, train

DEV_SHARE: Final = 0.1


def train_extractor(
    settings: Settings,
    screen: Screen,
    files: Sequence[Path],
    dev: Path | None,
    output: Path,
    config: Config,
    *,
    search: bool,
) -> Figures:
    """Train on `files`, measure on `dev` or on a tenth split off, write the model; return its figures.

    A model that is worse than the one in `output` on the same texts is not written.

    Raises:
        ExtractionError: a file cannot be read, or nothing can be learned from it.
        ServerError: the encoder cannot be had.
        StateError: the model in `output` is better.
    """
    examples = [example for file in files for example in read_examples(file)]
    held = read_examples(dev) if dev else []
    if not dev:
        examples, held = split(examples, DEV_SHARE, config.seed)
    language = language_of_most(example.text for example in examples)
    weights, tokenizer = fetch_encoder(language, settings.cache, report=screen.note)
    encoder, reader = read_encoder(weights), PieceReader(read_vocabulary(tokenizer))
    card = Card(
        labels=labels_of([*examples, *held]),
        sizes=encoder.sizes,
        encoder=f"bge-small-{language}-v1.5",
        data={
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in (*files, *filter(None, [dev]))
        },
    )
    screen.note(f"{len(examples):,} texts to learn from, {len(held):,} to measure by, {card.encoder}")
    if search:
        config, card = choose(
            encoder, reader, examples, held, config, card=card,
            report=lambda rate, head, figure: screen.note(f"trial: learning rate {rate:g}, {head}: {figure:.4f}"),
        )  # fmt: skip
    card = replace(card, settings=asdict(config))
    with screen.progress("training", unit="steps") as advance:
        tagger = train(
            encoder, reader, examples, held, config, card=card,
            on_step=lambda _, steps: advance(1, steps),
            on_epoch=lambda epoch, loss, figures: screen.note(
                f"epoch {epoch} of {config.epochs}: loss {loss:.3f}, on texts held out {overall(figures):.4f}"
            ),
            checkpoint=output.with_name(f".{output.name}.checkpoint"),
        )  # fmt: skip
    figures = measure(tagger, held)
    _guard(output, held, figures)
    write_model(Tagger(tagger.network, reader, replace(card, figures=figures)), output)
    return figures


def _guard(output: Path, held: Sequence[Example], figures: Figures) -> None:
    """Compare with the model that is there, if it knows the same labels."""
    if not (output / "card.json").is_file():
        return
    old = read_model(output)
    if old.card.labels != labels_of(held):
        return
    before, now = overall(measure(old, held)), overall(figures)
    if now < before:
        raise StateError(
            f"{output}: the model there reaches {before:.4f} on the texts held out, the new one {now:.4f}: "
            "the old one stays; give another --output to keep both"
        )

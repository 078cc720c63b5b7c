"""`python -m bench.attributes FILE`: attributes and their values in web offers, WDC PAVE's JSON Lines.

A value counts as right where it is one of those annotated, word for word; of several found the surest stands. As in
Brinkmann et al., "Using LLMs for the Extraction and Normalization of Product Attribute Values", ADBIS 2024, a value
found where there is none lowers precision, one missed recall. Offers of one product stay on one side of the split.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer

from bench.peers import learn_names, train_peer
from daogou.console import Screen
from daogou.pipeline.extractor import Material, train_extractor
from daogou.settings import Settings
from extraction.documents import Span
from extraction.evaluate import Score
from extraction.learned.examples import Example, split
from extraction.learned.folder import read_model
from extraction.learned.train import Config

NONE: Final = "n/a"
SHARE: Final = 0.15
SHORT: Final = 2
"""A value of so many characters is marked where it stands first; a longer one wherever it stands."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer's text with its values as spans, and the values that are right for each attribute of its category."""

    example: Example
    category: str
    values: dict[str, frozenset[str]]


def main(
    file: Annotated[Path, typer.Argument(help="WDC PAVE's training part.")],
    seeds: Annotated[list[int], typer.Option("--seed", help="May be repeated.")] = [7, 8, 9],  # noqa: B006
    epochs: Annotated[int, typer.Option(help="Of the recogniser.")] = 8,
    rate: Annotated[float, typer.Option(help="Of the encoder.")] = 2e-4,
) -> None:
    """Measure and print a table: attribute–value F1, all categories and computers, mean over the seeds."""
    offers, screen = list(read_offers(file)), Screen()
    runs = [
        _run(screen, offers, Config(epochs=epochs, learning_rate=rate, seed=seed, batch=16)) for seed in seeds
    ]
    rows = [
        (category, *(f"{mean(run[category][reader] for run in runs):.4f}" for reader in runs[0][category]))
        for category in runs[0]
    ]
    screen.table(f"Seeds {', '.join(map(str, seeds))}", ("offers", "names", "tok2vec", "recogniser"), rows)


def read_offers(file: Path) -> Iterator[Offer]:
    """Yield the offers of a file; the category stands before the title, the description behind it."""
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = f"{row['category']}: {row['input_title']}\n{row.get('input_description') or ''}"
            values = {name: frozenset(found) - {NONE} for name, found in row["target_scores"].items()}
            spans = tuple(_spans(text, len(row["category"]) + 2, row))
            yield Offer(Example(text, spans, group=str(row["cluster_id"])), row["category"], values)


def _spans(text: str, start: int, row: dict[str, Any]) -> Iterator[Span]:
    """Yield a span for each value, the longest first where they overlap."""
    taken = bytearray(len(text))
    named = [
        (value, name) for name, found in row["target_scores"].items() for value in found if value != NONE
    ]
    for value, name in sorted(named, key=lambda pair: (-len(pair[0]), pair)):
        pattern = rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])"
        for place in list(re.compile(pattern).finditer(text, start))[: 1 if len(value) <= SHORT else None]:
            if not any(taken[place.start() : place.end()]):
                taken[place.start() : place.end()] = b"\x01" * len(value)
                yield Span(place.start(), place.end(), name, value, 1.0)


def _run(screen: Screen, offers: Sequence[Offer], config: Config) -> dict[str, dict[str, float]]:
    by_text = {offer.example.text: offer for offer in offers}
    learned, held = split([offer.example for offer in by_text.values()], SHARE, config.seed)
    material = Material(learned, held, {})
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "model"
        train_extractor(Settings(), screen, material, output, config, search=False)
        ours = read_model(output)
    names, peer = learn_names(learned), train_peer(material, config.seed)
    texts = [example.text for example in held]
    found: dict[str, Sequence[Iterable[Span]]] = {
        "names": [names.spans(text) for text in texts],
        "tok2vec": [one.spans for one in peer.predict(texts)],
        "recogniser": [one.spans for one in ours.predict(texts)],
    }
    gold = [by_text[text] for text in texts]
    return {
        category: {reader: score(gold, spans, category).f1 for reader, spans in found.items()}
        for category in ("", *sorted({offer.category for offer in gold}))
    }


def score(gold: Sequence[Offer], found: Sequence[Iterable[Span]], category: str) -> Score:
    """Count attributes of the offers of a category, of all with an empty one."""
    right = wrong = missed = 0
    for offer, spans in zip(gold, found, strict=True):
        surest: dict[str, Span] = {}
        for span in spans:
            if span.label not in surest or span.confidence > surest[span.label].confidence:
                surest[span.label] = span
        for name, values in offer.values.items() if category in ("", offer.category) else ():
            said = surest[name].text if name in surest else None
            right += said in values
            wrong += said is not None and said not in values
            missed += bool(values) and said not in values
    return Score(right, wrong, missed)


if __name__ == "__main__":
    typer.run(main)

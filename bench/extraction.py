"""`python -m bench.extraction`: how well and how fast titles are read, each part alone and all together.

Quality is measured on the titles held out (`seeds/held_out`), by the recogniser that `daogou demo` published. spaCy's
tok2vec with its NER is trained in the same run, on the texts that the recogniser learned from.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from itertools import chain, cycle, islice
from typing import Annotated

import typer

from bench.peers import train_peer
from daogou.console import Screen
from daogou.pipeline.extractor import read_material
from daogou.pipeline.shipped import CONFIG
from daogou.settings import Settings
from extraction.confusion import calibration_error
from extraction.documents import Text
from extraction.evaluate import score_spans
from extraction.learned.bilingual import Recognising
from extraction.learned.examples import Example
from extraction.learned.folder import read_model
from extraction.learned.formats import read_examples
from extraction.learned.quantise import ready
from extraction.lexicon import Lexicon, read_lexicon
from extraction.pipeline import assemble, build
from extraction.team import Extracting, Team


def main(
    texts: Annotated[int, typer.Option(help="Titles of the timed run; those held out, repeated.")] = 2000,
    many: Annotated[int, typer.Option(help="Of that of several processes, their start included.")] = 20_000,
) -> None:
    """Measure and print one table."""
    settings, screen = Settings(), Screen()
    titles = sorted((settings.seeds / "held_out").glob("*-titles.jsonl"))
    held = [example for file in titles for example in read_examples(file)]
    material = read_material(sorted((settings.seeds / "annotated").glob("*.jsonl")), None, CONFIG.seed)
    lexicon, shipped = read_lexicon(settings.seeds / "lexicon"), ready(read_model(settings.recogniser))
    screen.note("training spaCy's tok2vec …")
    rows = []
    together: list[tuple[str, Extracting]] = [
        (
            f"{name}, {settings.processes} processes",
            Team(partial(build, lexicon, model=model), settings.processes),
        )
        for name, model in (
            ("gazetteer, grammar and model names", None),
            ("all, weighed", settings.recogniser),
        )
    ]
    for name, extractor in chain(_extractors(lexicon, shipped, train_peer(material, CONFIG.seed)), together):
        found = list(extractor.extract(_texts(held)))
        scores = score_spans((one.spans, other) for one, other in zip(held, found, strict=True))
        pairs = ((one.spans, other.spans) for one, other in zip(held, found, strict=True))
        speed = _speed(extractor, held, many if isinstance(extractor, Team) else texts)
        figures = (scores["all"].f1, scores["values"].f1, calibration_error(pairs))
        rows.append((name, *(f"{figure:.4f}" for figure in figures), f"{speed:,.0f}"))
    length = sum(len(example.text) for example in held) / len(held)
    screen.table(
        f"{len(held)} titles held out, {length:.0f} characters on average",
        ("what reads", "span F1", "value F1", "calibration error", "titles/s"),
        rows,
    )


def _extractors(
    lexicon: Lexicon, shipped: Recognising, peer: Recognising
) -> Iterator[tuple[str, Extracting]]:
    yield "gazetteer alone", assemble(lexicon, rules=("gazetteer",))
    yield "gazetteer, grammar and model names", assemble(lexicon)
    yield "spaCy tok2vec alone", assemble(lexicon, peer, rules=(), weighed=False)
    yield "encoder alone", assemble(lexicon, shipped, rules=(), weighed=False)
    yield "all, the longest stands", assemble(lexicon, shipped, weighed=False)
    yield "all, weighed (as shipped)", assemble(lexicon, shipped)


def _texts(held: list[Example]) -> Iterator[Text]:
    return (Text("", example.text, "title") for example in held)


def _speed(extractor: Extracting, held: list[Example], texts: int) -> float:
    started = time.perf_counter()
    for _ in extractor.extract(islice(cycle(_texts(held)), texts)):
        pass
    return texts / (time.perf_counter() - started)


if __name__ == "__main__":
    typer.run(main)

"""`python -m bench.datasets FOLDER`: what `daogou train extractor` makes of public data sets, three seeds of each.

Each trains on a part of its training files, split by the seed, and measures on the rest (`taobao-ner` and
`ecommerce-ner` bring their dev file), beside two peers that learn from the same part: a list of its names, and spaCy's
tok2vec. The rate and the number of epochs are those given here, not searched for anew with each seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer

from bench.peers import learn_names, measure_names, train_peer
from daogou.console import Screen
from daogou.pipeline.extractor import Material, read_material, train_extractor
from daogou.settings import Settings
from extraction.learned.bilingual import Recognising
from extraction.learned.examples import Example
from extraction.learned.folder import read_model
from extraction.learned.measure import measure
from extraction.learned.train import Config


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: its files, and how to train on them all; each is measured by itself."""

    train: tuple[str, ...]
    dev: str = ""
    epochs: int = 8
    rate: float = 1e-4
    adversarial: float = 0.0


PHONES, CAMERAS, NOTEBOOKS = (
    f"zh-device-aspects/{device}.train.txt.atepc" for device in ("phone", "camera", "notebook")
)
SETS: Final = {
    "taobao-ner": DataSet(("taobao-ner/train.txt",), "taobao-ner/dev.txt", 6, 8e-5),
    "ecommerce-ner": DataSet(
        ("ecommerce-ner/train.txt.bieos",), "ecommerce-ner/dev.txt.bieos", 6, 1.6e-4, adversarial=1.0
    ),
    "semeval-laptops": DataSet(("semeval-laptops/laptops_2014_train.xml",), epochs=5, adversarial=1.0),
    "zh phones, aspects": DataSet((PHONES,)),
    "zh cameras, aspects": DataSet((CAMERAS,)),
    "zh notebooks, aspects": DataSet((NOTEBOOKS,), epochs=10, rate=1.5e-4),
    "zh together, aspects": DataSet((PHONES, CAMERAS, NOTEBOOKS), epochs=5),
    "zh phones, categories": DataSet(("semeval-zh-devices/mobilephones_train_chinese.xml",), epochs=6),
    "zh cameras, categories": DataSet(("semeval-zh-devices/digitalcameras_train_chinese.xml",), epochs=6),
}


def main(
    folder: Annotated[Path, typer.Argument(help="Holds the data sets' folders.")],
    only: Annotated[str, typer.Option(help="Those whose name holds this.")] = "",
    seeds: Annotated[list[int], typer.Option("--seed", help="May be repeated.")] = [7, 8, 9],  # noqa: B006
    peers: Annotated[bool, typer.Option(help="Train the peers too.")] = True,
) -> None:
    """Measure and print a table: mean over the seeds, and each seed's figure for the recogniser."""
    screen, rows = Screen(), []
    for name, data in SETS.items():
        if only in name:
            rows += _rows([_run(screen, folder, name, data, seed, peers=peers) for seed in seeds])
    columns = ("data", "measure", "names", "tok2vec", "recogniser", "by seed")
    screen.table(f"Seeds {', '.join(map(str, seeds))}", columns, rows)


Run = dict[tuple[str, str], tuple[float | None, float | None, float]]
"""Part and measure → names, tok2vec, the recogniser."""


def _run(screen: Screen, folder: Path, name: str, data: DataSet, seed: int, *, peers: bool) -> Run:
    files, dev = [folder / file for file in data.train], folder / data.dev if data.dev else None
    material = read_material(files, dev, seed)
    config = Config(epochs=data.epochs, learning_rate=data.rate, adversarial=data.adversarial, seed=seed)
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "model"
        train_extractor(Settings(), screen, material, output, config, search=False)
        ours = read_model(output)
    names, peer = learn_names(material.examples), train_peer(material, seed) if peers else None
    run: Run = {}
    for part, held in _parts(name, files, material, seed).items():
        figures, other = measure(ours, held), measure(peer, held) if peer else {}
        listed, judged = measure_names(names, held)
        if "all" in figures:
            run[part, "span F1"] = (listed, other.get("all", {}).get("f1"), figures["all"]["f1"])
        if "polarity" in figures:
            said = other.get("polarity", {}).get("accuracy")
            run[part, "polarity accuracy"] = (judged, said, figures["polarity"]["accuracy"])
    if dev:
        run[name, "span F1, texts unseen"] = (None, None, _unseen(ours, material))
    return run


def _parts(name: str, files: Sequence[Path], material: Material, seed: int) -> dict[str, Sequence[Example]]:
    """Return the texts held out of each file: those that are held out of it alone, see `split`."""
    if len(files) == 1:
        return {name: material.held}
    return {f"{name}: {file.name.split('.')[0]}": read_material([file], None, seed).held for file in files}


def _unseen(model: Recognising, material: Material) -> float:
    known = {example.text for example in material.examples}
    new = [example for example in material.held if example.text not in known]
    return measure(model, new)["all"]["f1"]


def _rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    rows = []
    for part, measured in runs[0]:
        columns = list(zip(*(run[part, measured] for run in runs), strict=True))
        means = [_shown([value for value in column if value is not None]) for column in columns]
        rows.append((part, measured, *means, " ".join(f"{value:.3f}" for value in columns[-1] if value)))
    return rows


def _shown(values: Sequence[float]) -> str:
    return f"{mean(values):.3f}" if values else "–"


if __name__ == "__main__":
    typer.run(main)

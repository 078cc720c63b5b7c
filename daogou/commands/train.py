"""`daogou train`, `daogou publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json, graph
from daogou.commands.train_extractor import extractor
from daogou.errors import StateError
from daogou.pipeline.learning import placed, publish_ranking, renewed, train_ranking
from daogou.settings import Settings
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn, spoken
from recommend.algorithms.model import Model
from recommend.errors import ModelError
from recommend.model_file import dump, load

DEFAULT = "ranking.npz"


def gnn(
    epochs: Annotated[int, typer.Option(help="At most so many; it stops when validation stops rising.")] = 40,
    seed: Annotated[int, typer.Option(help="The same seed repeats.")] = 7,
    device: Annotated[str, typer.Option(help="cpu or cuda")] = "cpu",
    json: Json = False,
) -> None:
    """Train embeddings on the graph's own edges and the ranking over them; `daogou publish` makes them live."""
    with graph(json) as services:
        note = services.screen.note
        recall = KnowledgeGraphGnn(epochs=epochs, device=device, progress=spoken(note))
        model = train_ranking(services, recall, seed=seed, note=note)
        file = save(model, services.settings.home / DEFAULT)
        metrics = {name: round(value, 4) for name, value in placed(model).metrics.items()}
        services.screen.result({**metrics, "file": str(file)}, title="trained")


def publish(json: Json = False) -> None:
    """Make the trained embeddings and ranking live over the graph as it is now, in one atomic switch."""
    model = read(Settings().home / DEFAULT)
    with graph(json) as services:
        services.screen.result(publish_ranking(services, renewed(services, model)), title="published")


def save(model: Model, file: Path) -> Path:
    """Write a model, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(dump(model))
    return partial.replace(file)


def read(file: Path) -> Model:
    """Read a model that `save` wrote.

    Raises:
        StateError: nothing was trained yet, or the file is damaged.
    """
    try:
        return load(file.read_bytes())
    except FileNotFoundError:
        raise StateError(f"{file}: nothing is trained yet; train it first: daogou train gnn") from None
    except ModelError as error:
        raise StateError(f"{file}: {error}: daogou train gnn") from None


def register(app: typer.Typer) -> None:
    """Add the commands."""
    training = typer.Typer(no_args_is_help=True, help="Train models.")
    training.command()(gnn)
    training.command()(extractor)
    app.add_typer(training, name="train")
    app.command()(publish)

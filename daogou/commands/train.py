"""`daogou train`, `daogou publish`, `daogou profiles build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zipfile import BadZipFile

import numpy as np
import typer

from daogou.commands.options import Json, graph
from daogou.commands.train_extractor import extractor
from daogou.errors import StateError
from daogou.pipeline.learning import build_profiles, publish_embeddings, train_embeddings
from daogou.settings import Settings
from gnn.config import Config
from gnn.train import Embeddings
from gnn.vectors import Vectors

DEFAULT = "embeddings.npz"


def gnn(
    epochs: Annotated[int, typer.Option(help="At most so many; it stops when validation stops rising.")] = 40,
    seed: Annotated[int, typer.Option(help="The same seed repeats.")] = 7,
    device: Annotated[str, typer.Option(help="cpu or cuda")] = "cpu",
    json: Json = False,
) -> None:
    """Train embeddings on the graph's own edges; `daogou publish` makes them live."""
    with graph(json) as services:
        show = services.screen.note
        config = Config(epochs=epochs, seed=seed, device=device)
        learned = train_embeddings(
            services,
            config,
            progress=lambda epoch, figures: show(
                f"epoch {epoch}: " + ", ".join(f"{n} {v:.4f}" for n, v in figures.items())
            ),
        )
        file = save(learned, services.settings.home / DEFAULT)
        services.screen.result(
            {**{n: round(v, 4) for n, v in learned.metrics.items()}, "file": str(file)}, title="trained"
        )


def publish(json: Json = False) -> None:
    """Make the trained embeddings live, in one atomic switch."""
    learned = read(Settings().home / DEFAULT)
    with graph(json) as services:
        services.screen.result(publish_embeddings(services, learned), title="published")


def profiles_build(json: Json = False) -> None:
    """Turn behaviour into segments and profiles."""
    with graph(json) as services:
        built = build_profiles(services)
        for segment in built.segments:
            services.screen.note(f"{segment.name_zh} / {segment.name_en}: {segment.description_en}")
        best = {str(k): round(value, 3) for k, value in built.silhouettes.items()}
        counts = {"shoppers": len(built.profiles), "segments": len(built.segments), "silhouette by k": best}
        services.screen.result(counts, title="profiles")


def save(learned: Embeddings, file: Path) -> Path:
    """Write embeddings, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial.npz")
    np.savez(partial, product_ids=np.array(learned.product_ids), **learned.vectors._asdict())
    return partial.replace(file)


def read(file: Path) -> Embeddings:
    """Read embeddings that `save` wrote.

    Raises:
        StateError: nothing was trained yet, or the file is damaged.
    """
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            vectors = Vectors(*(arrays[name] for name in Vectors._fields))
            return Embeddings(tuple(arrays["product_ids"].tolist()), vectors, {})
    except FileNotFoundError:
        raise StateError(f"{file}: no embeddings yet; train them first: daogou train gnn") from None
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise StateError(
            f"{file}: no embeddings of ours ({error}); train them again: daogou train gnn"
        ) from None


def register(app: typer.Typer) -> None:
    """Add the commands."""
    training = typer.Typer(no_args_is_help=True, help="Train models.")
    training.command()(gnn)
    training.command()(extractor)
    app.add_typer(training, name="train")
    app.command()(publish)
    profiles = typer.Typer(no_args_is_help=True, help="Segments and profiles of shoppers.")
    profiles.command("build")(profiles_build)
    profiles.callback()(lambda: None)
    app.add_typer(profiles, name="profiles")

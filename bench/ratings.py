"""`python -m bench.ratings FILE`: five-fold errors of the rating algorithms, beside Surprise's on the same folds.

Surprise comes from PyPI and is no dependency (`pip install scikit-surprise pandas`); without it our rows stand alone.
Its algorithms run with their defaults, as ours do.

The best published for plain matrix factorisation on MovieLens-100k, five random folds: RMSE 0.90764 and MAE 0.71722, by
MyMediaLite's BiasedMatrixFactorization with 40 factors (http://mymedialite.net/examples/datasets.html).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import numpy as np
import typer

from daogou.console import Screen
from daogou.pipeline.datasets import read_dataset
from recommend.algorithms.registry import create
from recommend.dataset import Dataset, Floats
from recommend.evaluation.metrics import rating_errors
from recommend.evaluation.splits import Folds

Predict = Callable[[Dataset, Dataset], Floats]
"""Learns from the first and predicts the values of the second."""


def main(
    file: Annotated[Path, typer.Argument(help="userId,movieId,rating[,timestamp]")],
    seeds: Annotated[int, typer.Option(help="So many times five folds.")] = 1,
) -> None:
    """Measure and print one table."""
    screen, data, rows = Screen(), read_dataset(file), []
    for name, predict in (*_ours(), *_surprise()):
        runs, started = [], perf_counter()
        for seed in range(1, seeds + 1):
            for train, test in Folds().parts(data, seed):
                errors = rating_errors(predict(train, test), test.values)
                runs.append((errors["rmse"], errors["mae"]))
            screen.note(f"{name}, seed {seed}: RMSE {np.mean(runs, axis=0)[0]:.4f}")
        (rmse, mae), seconds = np.mean(runs, axis=0), (perf_counter() - started) / len(runs)
        rows.append((name, f"{rmse:.4f}", f"{np.std(runs, axis=0)[0]:.4f}", f"{mae:.4f}", f"{seconds:.2f}"))
    columns = ("algorithm", "RMSE", "± by fold", "MAE", "seconds a fold")
    screen.table(f"{file.name}, five folds, {seeds} seed{'s' if seeds > 1 else ''}", columns, rows)


def _ours() -> Iterator[tuple[str, Predict]]:
    for name, options in (
        ("popularity", {}),
        ("user-cf", {}),
        ("user-cf", {"similarity": "adjusted-cosine"}),
        ("item-cf", {"similarity": "pearson"}),
        ("item-cf", {}),
        ("mf", {}),
    ):
        shown = f"{name}, {options['similarity']}" if options else name
        yield shown, _by_name(name, options)


def _by_name(name: str, options: dict[str, str]) -> Predict:
    def predict(train: Dataset, test: Dataset) -> Floats:
        scores = create(name, **options).fit(train).score(np.arange(len(train.users)))
        return scores[test.rows, test.columns]

    return predict


def _surprise() -> Iterator[tuple[str, Predict]]:
    if find_spec("surprise") is None:
        return
    import surprise

    for made in (surprise.BaselineOnly, surprise.KNNBaseline, surprise.SVD, surprise.SVDpp):
        yield f"Surprise {made.__name__}", _by_surprise(made)


def _by_surprise(made: Callable[..., Any]) -> Predict:
    import pandas as pd
    import surprise

    def predict(train: Dataset, test: Dataset) -> Floats:
        frame = pd.DataFrame({"user": train.rows, "item": train.columns, "rating": train.values})
        reader = surprise.Reader(rating_scale=(float(train.values.min()), float(train.values.max())))
        learned = made(verbose=False).fit(surprise.Dataset.load_from_df(frame, reader).build_full_trainset())
        pairs = zip(test.rows.tolist(), test.columns.tolist(), strict=True)
        return np.array([learned.predict(*pair).est for pair in pairs], np.float32)

    return predict


if __name__ == "__main__":
    typer.run(main)

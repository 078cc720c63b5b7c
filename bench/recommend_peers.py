"""Recommenders of implicit and LensKit behind our interface, so that the same code splits, ranks and measures."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
import typer
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from recommend.algorithms.base import Fitted
    from recommend.dataset import Dataset, Floats, Ints, Matrix

PEERS: Final = ("implicit", "lenskit")
UNKNOWN: Final = -1e9
"""Score of an item that a peer does not score."""
INSTALL: Final = "uv pip install -p .venv 'implicit>=0.7.3' 'lenskit>=2025.8'"
"""How peers come beside the project; LensKit brings an older pandas than ours."""


def peer(name: str) -> Any:  # noqa: ANN401 a module without types
    """Return a module of a peer.

    Raises:
        typer.BadParameter: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise typer.BadParameter(
            f"{name} cannot be imported ({error}): {INSTALL}, or leave its algorithms out"
        ) from None


@dataclass(frozen=True, slots=True)
class Products:
    """Scores by dot products of factors, or of what was taken and a similarity [items, items]."""

    left: Matrix | Floats
    right: Matrix | Floats

    def score(self, users: Ints) -> Floats:
        """Return left @ right."""
        product = self.left[users] @ self.right
        scores: Floats = np.asarray(product.toarray() if hasattr(product, "toarray") else product, np.float32)
        return scores


@dataclass(frozen=True, slots=True)
class Implicit:
    """A model of implicit: `module:class` and its options."""

    model: str
    options: Mapping[str, Any] = field(default_factory=dict)
    rates: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Name in the table."""
        return f"implicit {self.model.partition(':')[2]}"

    def fit(self, data: Dataset, seed: int = 7) -> Fitted:
        """Fit; factors and neighbours are read from the model's public attributes."""
        module, _, attribute = self.model.partition(":")
        made = getattr(peer(module), attribute)
        drawn = {} if "nearest" in module else {"random_state": seed}
        model = made(**self.options, **drawn)
        taken = csr_matrix(data.taken())
        with warnings.catch_warnings():  # it warns of a conversion that it makes itself
            warnings.simplefilter("ignore")
            model.fit(taken, show_progress=False)
        if drawn:
            return Products(model.user_factors, model.item_factors.T)
        return Products(data.taken(), model.similarity)


@dataclass(frozen=True, slots=True)
class OneByOne:
    """A LensKit scorer, asked user by user."""

    scorer: Any
    taken: Matrix

    def score(self, users: Ints) -> Floats:
        """Return the scorer's scores, `UNKNOWN` where it has none."""
        data = peer("lenskit.data")
        items = data.ItemList(item_ids=np.arange(self.taken.shape[1]))
        scores = np.empty((len(users), self.taken.shape[1]), np.float32)
        for row, user in enumerate(users):
            own = data.ItemList(item_ids=self.taken[[user]].indices.astype(np.int64))
            scores[row] = self.scorer(data.RecQuery(user_id=int(user), user_items=own), items).scores()
        return np.nan_to_num(scores, nan=UNKNOWN)


@dataclass(frozen=True, slots=True)
class LensKit:
    """A scorer of LensKit: `module:class` and its options."""

    model: str
    options: Mapping[str, Any] = field(default_factory=dict)
    rates: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Name in the table."""
        return f"LensKit {self.model.partition(':')[2].removesuffix('Scorer')}"

    def fit(self, data: Dataset, seed: int = 7) -> Fitted:
        """Fit on a LensKit data set of the same interactions."""
        module, _, attribute = self.model.partition(":")
        made, frames, kit = getattr(peer(module), attribute), peer("pandas"), peer("lenskit.data")
        training = peer("lenskit.training").TrainingOptions(rng=seed)
        frame = frames.DataFrame({"user_id": data.rows, "item_id": data.columns})
        users, items = (np.arange(len(names)) for names in (data.users, data.items))
        scorer = made(**self.options)
        scorer.train(kit.from_interactions_df(frame, users=users, items=items), training)
        return OneByOne(scorer, data.taken())

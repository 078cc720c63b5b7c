"""The interface of an algorithm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix


class Fitted(Protocol):
    """What an algorithm learned. Scores compare items for one user, not users with one another."""

    def score(self, users: Ints) -> Floats:
        """Return scores [len(users), items], higher is better; what a user has taken is scored too.

        A rating algorithm returns ratings on the data's own scale. A user without interactions gets finite
        scores as well.
        """
        ...


class Explaining(Fitted, Protocol):
    """What an algorithm learned, with a sentence for each item."""

    def explain(self, user: int, item: int) -> str:
        """Return why the user gets the item, as "12 similar users rated it 4.6"."""
        ...


class Scorer(Protocol):
    """What was learned of items alone: it scores anybody by what they took."""

    def score(self, taken: Matrix) -> Floats:
        """Return scores [n, items] of users who took this [n, items], by weight."""
        ...

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return how much each thing that one user took [1, items] speaks for the items [things, len(items)]."""
        ...

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        """Return why one user who took this [1, items] gets the item; `names` are the items'."""
        ...


AnyScorer = TypeVar("AnyScorer", bound=Scorer, covariant=True)


@dataclass(frozen=True, slots=True)
class OfTaken(Generic[AnyScorer]):
    """A scorer, and what the data's users took."""

    names: tuple[str, ...]
    taken: Matrix
    scorer: AnyScorer

    def score(self, users: Ints) -> Floats:
        """Return the scores of what the users took."""
        return self.scorer.score(self.taken[users])

    def explain(self, user: int, item: int) -> str:
        """Return what the scorer says."""
        return self.scorer.explain(self.names, self.taken[[user]], item)


class Algorithm(Protocol):
    """One way to learn what users want, with its hyperparameters as fields."""

    @property
    def name(self) -> str:
        """Name on the command line, as `user-cf`."""
        ...

    @property
    def rates(self) -> bool:
        """Whether it predicts ratings (else it only ranks)."""
        ...

    def fit(self, data: Dataset, seed: int = 7) -> Fitted:
        """Learn from `data`; the same seed gives the same result.

        Raises:
            DatasetError: there is nothing to learn from.
        """
        ...


class ItemAlgorithm(Algorithm, Protocol):
    """One that learns of items alone, so that a user who came later is scored as well."""

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[Scorer]:
        """Learn, as above."""
        ...

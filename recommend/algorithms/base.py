"""The interface of an algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints


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

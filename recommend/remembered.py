"""A model that ranks and explains anew only for who did something new: one shopper asks for a page again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from recommend.algorithms.model import Candidates, Model
    from recommend.proofs import Clue

MOST: Final = 500
"""Rankings, and as many explanations, that are remembered, those asked for last: some 20 KB each."""
Did: TypeAlias = tuple[tuple[str, float], ...]


class Remembered:
    """The published model, and what it said last; all it says follows from what it is asked with alone."""

    def __init__(self, model: Model, most: int = MOST) -> None:
        self._model = model

        @lru_cache(most)
        def rank(did: Did, owned: tuple[str, ...], k: int, also: tuple[str, ...]) -> Candidates:
            return model.rank(dict(did), owned, k, also)

        @lru_cache(most)
        def clues(did: Did, items: tuple[str, ...]) -> tuple[Clue, ...]:
            return tuple(model.clues(dict(did), items))

        self._rank, self._clues = rank, clues

    def rank(
        self, did: Mapping[str, float], owned: Collection[str], k: int, also: Collection[str] = ()
    ) -> Candidates:
        """See `Model.rank`."""
        return self._rank(tuple(did.items()), tuple(owned), k, tuple(also))

    def clues(self, did: Mapping[str, float], items: Collection[str]) -> Sequence[Clue]:
        """See `Model.clues`."""
        return self._clues(tuple(did.items()), tuple(items))

    def groups(self, item: str) -> frozenset[str]:
        """See `Model.groups`."""
        return self._model.groups(item)

    def having(self, entities: Iterable[str], each: int) -> list[str]:
        """See `Model.having`."""
        return self._model.having(entities, each)

    def knows(self, items: Collection[str]) -> bool:
        """See `Model.knows`."""
        return self._model.knows(items)

"""Content-based algorithms over embeddings of words and documents, learned by gensim from the catalogue itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from recommend.algorithms.content import Profiles, profiles, weigh
from recommend.algorithms.words import documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommend.dataset import Dataset

FEWEST: Final = 20_000
"""Words that training sees at least: a small catalogue is read more often than `epochs` times …"""
OFTENEST: Final = 100
"""… but not more often than this."""
EVERY: Final = 0
"""No word is left out at random: in a catalogue's small vocabulary all words are frequent."""


@dataclass(frozen=True, slots=True)
class Word2Vec:
    """Skip-gram with negative sampling (Mikolov et al., NIPS 2013); an item is the tf-idf mean of its words."""

    dimension: int = 100
    window: int = 10
    epochs: int = 10
    name: ClassVar[str] = "word2vec"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Profiles:
        """Train on one thread, so that a seed repeats; time is O(epochs · words · window · dimension).

        Memory is 8 bytes × vocabulary × dimension, and 4 × items × dimension.

        Raises:
            DatasetError: there are no interactions, or nothing is said of any item.
        """
        from gensim.models import Word2Vec as Model  # slow to import

        said = documents(data.knowledge, len(data.items))
        model = Model(
            said,
            vector_size=self.dimension,
            window=self.window,
            epochs=_epochs(said, self.epochs),
            sg=1,
            min_count=1,
            sample=EVERY,
            workers=1,
            seed=seed,
        )
        weights, vocabulary = weigh(said)
        vectors = weights @ model.wv[vocabulary]
        # Averages of words have a large part in common, which says nothing (Mu & Viswanath, ICLR 2018).
        return profiles(data, vectors - vectors.mean(axis=0))


@dataclass(frozen=True, slots=True)
class Doc2Vec:
    """Distributed bag of words: a vector an item that tells its words (Le & Mikolov, ICML 2014, PV-DBOW)."""

    dimension: int = 100
    epochs: int = 20
    name: ClassVar[str] = "doc2vec"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Profiles:
        """Train on one thread, so that a seed repeats; time is O(epochs · words · dimension).

        Memory is 8 bytes × (vocabulary + items) × dimension.

        Raises:
            DatasetError: there are no interactions, or nothing is said of any item.
        """
        from gensim.models.doc2vec import Doc2Vec as Model  # slow to import
        from gensim.models.doc2vec import TaggedDocument

        said = documents(data.knowledge, len(data.items))
        model = Model(
            [TaggedDocument(own, [item]) for item, own in enumerate(said)],
            vector_size=self.dimension,
            epochs=_epochs(said, self.epochs),
            dm=0,
            min_count=1,
            sample=EVERY,
            workers=1,
            seed=seed,
        )
        return profiles(data, np.array(model.dv.vectors))


def _epochs(said: Sequence[Sequence[str]], least: int) -> int:
    return max(least, min(OFTENEST, FEWEST // sum(map(len, said))))

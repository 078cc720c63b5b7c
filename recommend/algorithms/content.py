"""Content-based algorithms: what is said of an item against what is said of all that a user took.

Each learns a unit vector an item. A user's profile is the sum of the vectors of what they took (Lops, de Gemmis &
Semeraro, "Content-based Recommender Systems", in Recommender Systems Handbook, 2011, § 3.3.1), each times how much
better than their mean they rated it where there are ratings; a score is the dot product of profile and item. An
item that nobody took is scored as well as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
from scipy.sparse import csr_array

from recommend.algorithms.wording import because_you_took
from recommend.algorithms.words import documents
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

DAMPING: Final = 5.0
"""Ratings at the mean of all that are added to a user's own, so that one rating alone says something too."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """What users took as `weights` [users, items], and unit vectors of the items [items, d], sparse or not."""

    names: tuple[str, ...]
    weights: Matrix
    vectors: Matrix | Floats

    def score(self, users: Ints) -> Floats:
        """Return dot products of profiles and items; O(len(users) · items · d), less where vectors are sparse."""
        scores = (self.weights[users] @ self.vectors) @ self.vectors.T
        dense: Floats = scores if isinstance(scores, np.ndarray) else scores.toarray()
        return dense

    def explain(self, user: int, item: int) -> str:
        """Return the user's own item that speaks most for this one."""
        own = self.weights[[user]]
        alike = self.vectors[own.indices] @ self.vectors[[item]].T
        similar: Floats = alike if isinstance(alike, np.ndarray) else alike.toarray()
        return because_you_took(self.names, own.indices, own.data * similar.ravel())


def profiles(data: Dataset, vectors: Any) -> Profiles:  # noqa: ANN401 dense or sparse, of any library
    """Return the profiles over `vectors` [items, d], which are brought to unit length; zeros stay zeros."""
    from sklearn.preprocessing import normalize  # slow to import

    unit = normalize(vectors)
    weights = csr_array((_weights(data), (data.rows, data.columns)), shape=data.matrix().shape)
    dense = isinstance(unit, np.ndarray)
    return Profiles(
        data.items, weights, unit.astype(np.float32) if dense else csr_array(unit, dtype=np.float32)
    )


def _weights(data: Dataset) -> Floats:
    """Return by interaction how far the rating is above its user's mean, or 1 where there are none."""
    if not len(data):
        raise DatasetError("the data has no interactions, expected at least one")
    if not data.rated:
        return np.ones(len(data), np.float32)
    sums = np.bincount(data.rows, data.values, len(data.users)) + DAMPING * data.values.mean()
    means = sums / (np.bincount(data.rows, minlength=len(data.users)) + DAMPING)
    above: Floats = (data.values - means[data.rows]).astype(np.float32)
    return above


@dataclass(frozen=True, slots=True)
class TfIdf:
    """Words and entities, (1 + log tf) · idf (Manning, Raghavan & Schütze, IR, 2008, § 6.4)."""

    name: ClassVar[str] = "tfidf"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Profiles:  # noqa: ARG002 nothing is drawn
        """Count; time and memory are linear in the words.

        Raises:
            DatasetError: there are no interactions, or nothing is said of any item.
        """
        return profiles(data, weigh(documents(data.knowledge, len(data.items)))[0])


@dataclass(frozen=True, slots=True)
class Encoder:
    """Sentence vectors of a language encoder, which is handed in: texts → [texts, d]."""

    encode: Callable[[Sequence[str]], Floats] | None = None
    name: ClassVar[str] = "encoder"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Profiles:  # noqa: ARG002 nothing is drawn
        """Encode; time is the encoder's, memory 4 bytes × items × d.

        Raises:
            DatasetError: there are no interactions, no texts, or no encoder was handed in.
        """
        if self.encode is None:
            raise DatasetError("no encoder was handed in: take tfidf, word2vec or doc2vec")
        if not any(data.knowledge.texts):
            raise DatasetError("no item has a text, which an encoder needs: take another algorithm")
        vectors = self.encode(data.knowledge.texts)
        # What all texts share says nothing of any; sentence vectors lie in a narrow cone without this (Mu &
        # Viswanath, "All-but-the-Top", ICLR 2018).
        return profiles(data, vectors - vectors.mean(axis=0))


def weigh(said: Sequence[Sequence[str]]) -> tuple[Matrix, list[str]]:
    """Return (1 + log tf) · idf [documents, words] with unit rows, and the words by column."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import

    counted = TfidfVectorizer(analyzer=list, sublinear_tf=True, dtype=np.float32)
    matrix = csr_array(counted.fit_transform(said))
    return matrix, counted.get_feature_names_out().tolist()

"""Content-based algorithms: who likes screens gets screens, also those that nobody took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from recommend.algorithms.base import Explaining
from recommend.algorithms.registry import create
from recommend.dataset import Dataset, Floats, Knowledge
from recommend.errors import DatasetError
from tests.recommend.algorithms.samples import USERS, letters, shop, taste_of

CONTENT = ["tfidf", "word2vec", "doc2vec", "encoder"]
TEXTS = ("screen bright", "screen dark", "cable long", "cable long screen")


def small(values: Sequence[float] = (1, 1)) -> Dataset:
    """Return a user who took the first screen and the cable, and one who took nothing."""
    known = Knowledge(texts=TEXTS)
    given = np.array(values, np.float32)
    return Dataset(("ann", "bob"), tuple("abcd"), np.zeros(2, int), np.array([0, 2]), given, knowledge=known)


def fitted(name: str, data: Dataset) -> Explaining:
    made: Explaining = create(name, **({"encode": letters} if name == "encoder" else {})).fit(data)  # type: ignore[assignment]
    return made


@pytest.mark.parametrize("name", CONTENT)
def test_an_item_that_nobody_took_is_found_by_its_text(name: str) -> None:
    data = shop(rated=False)
    scores = fitted(name, data.chosen(data.columns > 1)).score(np.arange(USERS))[:, :2]
    own = scores[np.arange(USERS), taste_of(np.arange(USERS))]
    other = scores[np.arange(USERS), 1 - taste_of(np.arange(USERS))]
    assert (own > other).mean() > 0.9


def test_ratings_below_the_users_mean_speak_against() -> None:
    taken, rated = (fitted("tfidf", small(values)).score(np.array([0]))[0] for values in ((1, 1), (5, 1)))
    assert taken[2] > taken[1] > 0
    assert rated[1] > 0 > rated[2]


def test_the_reason_is_the_own_item_that_is_most_alike() -> None:
    learned = fitted("tfidf", small())
    assert [learned.explain(0, item) for item in (1, 3)] == ["because you took a", "because you took c"]
    assert learned.explain(1, 0).startswith("nothing is known of you")


def test_vectors_are_unit_vectors() -> None:
    learned = fitted("tfidf", small())
    np.testing.assert_allclose(learned.score(np.array([0]))[0, 0], 1, atol=1e-6)


def test_what_all_sentence_vectors_share_says_nothing() -> None:
    def narrow(texts: Sequence[str]) -> Floats:
        return letters(texts) + 100

    plain, moved = (create("encoder", encode=encode).fit(small()) for encode in (letters, narrow))
    np.testing.assert_allclose(moved.score(np.array([0])), plain.score(np.array([0])), atol=1e-4)


@pytest.mark.parametrize("name", CONTENT)
def test_nothing_said_of_items_is_an_error(name: str) -> None:
    with pytest.raises(DatasetError, match="no item has a text"):
        fitted(name, replace(small(), knowledge=Knowledge()))


def test_an_encoder_must_be_handed_in() -> None:
    with pytest.raises(DatasetError, match="no encoder was handed in"):
        create("encoder").fit(small())

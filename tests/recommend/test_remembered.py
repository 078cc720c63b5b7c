"""What a model said is said again while nothing new was done, and only then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

import numpy as np
import pytest

from recommend.algorithms.model import Candidates, Model
from recommend.proofs import Clue
from recommend.remembered import Remembered


class Counting:
    """Says what it was asked with, and counts."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def rank(
        self, did: Mapping[str, float], owned: Collection[str], k: int, also: Collection[str]
    ) -> Candidates:
        self.asked.append((dict(did), *owned, k, *also))
        return Candidates((*did, *owned, *also), np.full(k, 0.5), {})

    def clues(self, did: Mapping[str, float], items: Collection[str]) -> list[Clue]:
        self.asked.append((dict(did), *items))
        return [Clue(item, seed, None, None, weight) for seed, weight in did.items() for item in items]


@pytest.fixture
def counting() -> Counting:
    return Counting()


def test_who_did_nothing_new_is_not_ranked_again(counting: Counting) -> None:
    model = Remembered(cast("Model", counting))
    for _ in range(3):
        assert model.rank({"a": 1.0}, ["o"], 2).items == ("a", "o")
        assert [clue.product for clue in model.clues({"a": 1.0}, ["b", "c"])] == ["b", "c"]
    assert len(counting.asked) == 2


def test_all_that_is_asked_with_counts(counting: Counting) -> None:
    model = Remembered(cast("Model", counting))
    model.rank({"a": 1.0}, ["o"], 2)
    for did, owned, k, also in (
        ({"a": 0.5}, ["o"], 2, ()),
        ({"a": 1.0, "b": 1.0}, ["o"], 2, ()),
        ({"a": 1.0}, [], 2, ()),
        ({"a": 1.0}, ["o"], 3, ()),
        ({"a": 1.0}, ["o"], 2, ("z",)),
    ):
        assert model.rank(did, owned, k, also).items == (*did, *owned, *also)
    assert len(counting.asked) == 6
    assert [clue.weight for clue in model.clues({"a": 0.5}, ["b"])] == [0.5]
    assert [clue.weight for clue in model.clues({"a": 1.0}, ["b"])] == [1.0]


def test_what_was_asked_for_long_ago_is_forgotten(counting: Counting) -> None:
    model = Remembered(cast("Model", counting), most=2)
    for user in ("a", "b", "c", "a"):
        model.rank({user: 1.0}, (), 1)
    assert len(counting.asked) == 4

"""Algorithms are made by name; what they have not is an error that says what there is."""

from __future__ import annotations

import pytest

from recommend.algorithms.neighbours import UserCF
from recommend.algorithms.registry import create
from recommend.errors import BadRequestError


def test_options_are_hyperparameters_and_none_leaves_the_default() -> None:
    assert create("user-cf", similarity="cosine", k=None) == UserCF(similarity="cosine")


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("svd", {}, "found the algorithm 'svd', expected one of popularity, "),
        ("popularity", {"similarity": "cosine"}, "popularity has no similarity, it has damping"),
    ],
)
def test_what_there_is_not_is_said(name: str, options: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequestError, match=said):
        create(name, **options)

from __future__ import annotations

from recommend.diversity import diversify, similarities
from recommend.rules import Ranked
from tests.recommend.samples import Candidate


def ranked(id_: str, score: float, *groups: str, tier: int = 1) -> Ranked:
    return Ranked(Candidate(id_, groups=frozenset(groups)), score, tier)


def test_a_twin_gives_way_to_something_else() -> None:
    items = [ranked("a", 1.0, "m", "x"), ranked("twin", 0.99, "m", "x"), ranked("other", 0.9, "n", "y")]
    assert [r.candidate.id for r in diversify(items, 2)] == ["a", "other"]
    assert [r.candidate.id for r in diversify(items, 2, trade_off=1.0)] == ["a", "twin"]


def test_tiers_stand_whatever_diversity_says() -> None:
    items = [ranked("pinned", 0.0, "m", tier=0), ranked("a", 1.0, "m"), ranked("buried", 5.0, "n", tier=2)]
    assert [r.candidate.id for r in diversify(items, 3)] == ["pinned", "a", "buried"]


def test_fewer_than_asked_are_all_given_once() -> None:
    assert [r.candidate.id for r in diversify([ranked("a", 0.0)], 5)] == ["a"]
    assert diversify([], 5) == []


def test_alike_is_what_two_share_of_what_either_has() -> None:
    assert similarities([{"a", "b"}, {"b", "c"}, set()]).tolist() == [[1, 1 / 3, 0], [1 / 3, 1, 0], [0, 0, 0]]

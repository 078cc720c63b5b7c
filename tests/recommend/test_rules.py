from __future__ import annotations

from recommend.rules import apply_rules
from tests.recommend.samples import AppliedRule, Candidate

FILTER, PIN, BURY, BOOST = (AppliedRule(action) for action in ("filter", "pin", "bury", "boost"))


def order(*scored: tuple[Candidate, float]) -> list[str]:
    return [ranked.candidate.id for ranked in apply_rules(scored)]


def test_each_action_moves_its_product_and_says_so() -> None:
    ranked = apply_rules(
        [
            (Candidate("plain"), 0.5),
            (Candidate("pinned", rules=(PIN,)), 0.0),
            (Candidate("buried", rules=(BURY,)), 0.9),
            (Candidate("boosted", rules=(BOOST,)), 0.3),
            (Candidate("filtered", rules=(FILTER,)), 1.0),
        ]
    )
    assert [r.candidate.id for r in ranked] == ["pinned", "boosted", "plain", "buried"]
    assert [[rule.action for rule in r.rules] for r in ranked] == [["pin"], ["boost"], [], ["bury"]]


def test_filter_wins_over_pin_over_bury_over_boost() -> None:
    assert order((Candidate("a", rules=(PIN, FILTER)), 1.0)) == []
    assert order((Candidate("a", rules=(BURY, PIN)), 0.1), (Candidate("b"), 1.0)) == ["a", "b"]
    assert order((Candidate("a", rules=(BOOST, BURY)), 1.0), (Candidate("b"), 0.1)) == ["b", "a"]


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    assert order((Candidate("b"), 0.5), (Candidate("a"), 0.5)) == ["a", "b"]

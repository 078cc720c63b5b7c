"""`daogou forget`."""

from __future__ import annotations

import neo4j

from tests import graph_samples as shop
from tests.daogou.command import Daogou
from tests.graph.snapshots import snapshot


def test_a_shopper_is_removed_and_the_counts_are_said(graph_daogou: Daogou, driver: neo4j.Driver) -> None:
    shop.build_shop(driver)
    answer = graph_daogou("forget", shop.BOB, "--json")
    assert answer.status == 0
    assert {name: count for name, count in answer.document.items() if count} == {
        "events": 2, "reviews": 1, "facts": 2, "segments": 1,
    }  # fmt: skip
    assert not any(shop.BOB in row for row in snapshot(driver))
    assert graph_daogou("forget", shop.CAT).out.startswith("removed: events 1,")


def test_who_is_not_there_is_told(graph_daogou: Daogou) -> None:
    answer = graph_daogou("forget", "user/nobody")
    assert (answer.status, answer.err) == (
        1, "daogou: the graph has nothing under 'user/nobody'; ids look like user/42\n",
    )  # fmt: skip

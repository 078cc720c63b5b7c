"""`daogou load reviews|events|ratings|orders|policies` with rows that cannot be: the graph is that of the good rows."""

from __future__ import annotations

import json
from pathlib import Path

import neo4j
import pytest

from graph.writer import Writer
from tests import graph_samples as shop
from tests.daogou.command import Daogou
from tests.graph.snapshots import snapshot

LONG = "x" * 9_000
AT = "2026-06-01T00:00:00Z"
REVIEW = {"id": "r1", "product": "1", "author": "ann", "text": "屏幕很清晰"}
EVENT = {"id": "e1", "type": "view", "user": "ann", "product": "1", "at": AT}
SEARCH = {"id": "e2", "type": "search", "user": "ann", "query": "无线充电", "at": AT}
POLICY = {"id": "p1", "topic": "returns", "title": "Returns", "text": "Within a week."}
RATING = {"user": "ann", "item": "1", "rating": 4}
ORDER = {"id": "o1", "user": "ann", "at": AT, "status": "ordered", "items": [{"product": "1"}]}
BAD = {
    "review of an unknown product": ("reviews", REVIEW, {"id": "r2", "product": "404"}, "unknown product"),
    "review of no kind": ("reviews", REVIEW, {"id": "r2", "kind": "poem"}, "unknown kind"),
    "review by a name no index holds": ("reviews", REVIEW, {"id": "r2", "author": LONG}, "author too long"),
    "review id twice": ("reviews", REVIEW, {"text": "other"}, "id used twice"),
    "event with an unknown product": ("events", EVENT, {"id": "e9", "product": "404"}, "unknown product"),
    "event to come": ("events", EVENT, {"id": "e9", "at": "2999-01-01T00:00:00Z"}, "time in the future"),
    "event before there were any": ("events", EVENT, {"id": "e9", "at": "1823-05-01"}, "time out of range"),
    "event of another shopper": ("events", EVENT, {"user": "bob"}, "id used twice"),
    "event of a kind we do not know": ("events", EVENT, {"id": "e9", "type": "hover"}, "unknown type"),
    "event by a name no index holds": ("events", EVENT, {"id": "e9", "user": LONG}, "user too long"),
    "negative price": ("events", EVENT, {"id": "e9", "type": "purchase", "price": -1}, "negative price"),
    "no number": ("events", EVENT, {"id": "e9", "dwell_seconds": "NaN"}, "dwell_seconds is no number"),
    "search for nothing": ("events", SEARCH, {"id": "e9", "query": " "}, "no query"),
    "search no index holds": ("events", SEARCH, {"id": "e9", "query": "\ufdfa" * 300}, "query too long"),
    "rating of an unknown item": ("ratings", RATING, {"item": "404"}, "unknown product"),
    "rating off the scale": ("ratings", RATING, {"user": "bob", "rating": -3}, "rating out of range"),
    "order of an unknown product": (
        "orders",
        ORDER,
        {"id": "o2", "items": [{"product": "404"}]},
        "unknown product",
    ),
    "order in a state that is none": ("orders", ORDER, {"id": "o2", "status": "lost"}, "unknown status"),
    "order of nothing": ("orders", ORDER, {"id": "o2", "items": []}, "no items"),
    "policy that begins somewhen": (
        "policies",
        POLICY,
        {"id": "p2", "first_day": "soon"},
        "unknown first day",
    ),
    "policy without words": ("policies", POLICY, {"id": "p2", "text": ""}, "no text"),
    "policy of a million years": ("policies", POLICY, {"id": "p2", "days": 999_999}, "no number of days"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_rejected_and_leaves_nothing(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path, name: str
) -> None:
    kind, good, change, reason = BAD[name]
    Writer(driver).products([shop.PRODUCTS[0]])
    file = tmp_path / "feed.jsonl"

    def load(*rows: dict[str, object]) -> dict[str, object]:
        file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
        answer = graph_daogou("load", kind, file, "--json")
        assert (answer.status, answer.err) == (0, "")
        return dict(answer.document)

    load(good)
    before = snapshot(driver)
    counts = load(good, {**good, **change})
    assert (counts["rows"], counts["loaded"], counts["rejected"]) == (2, 1, 1)
    (reject,) = map(json.loads, Path(str(counts["rejects"])).read_text("utf-8").splitlines())
    assert (reject["line"], reject["reason"]) == (2, reason)
    assert snapshot(driver) == before


def test_an_order_under_anothers_id_is_rejected(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path
) -> None:
    Writer(driver).products([shop.PRODUCTS[0]])
    file = tmp_path / "orders.jsonl"
    file.write_text(json.dumps(ORDER), "utf-8")
    assert graph_daogou("load", "orders", file, "--json").document["loaded"] == 1
    before = snapshot(driver)
    file.write_text(json.dumps({**ORDER, "user": "bob"}), "utf-8")
    counts = graph_daogou("load", "orders", file, "--json").document
    (reject,) = map(json.loads, Path(counts["rejects"]).read_text("utf-8").splitlines())
    assert (counts["loaded"], reject["reason"], reject["found"]) == (0, "id is taken", "'o1'")
    assert snapshot(driver) == before

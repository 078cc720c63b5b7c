"""What people who run the shop change in GraphQL: the next answer follows, and the audit says who it was."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest
from starlette.applications import Starlette

from api.access import allowed
from api.callers import Caller, Callers, Role
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over
from tests.graph.snapshots import snapshot

UPSERT = (
    "mutation($rule: RuleInput!) { upsertRule(rule: $rule) { id action owner targets strength expires } }"
)
RECOMMENDED = "query($user: ID!) { recommend(user: $user) { product { id } } }"
CORRECT = "mutation($it: CorrectionInput!) { correctFact(correction: $it) { source subject object } }"
UNDO = "mutation($source: ID!) { undoCorrection(source: $source) }"
BATTERY = """query($id: ID!) { product(id: $id) { parameters { attribute text contested others { text } }
  } facts(subject: $id) { attribute contested claims { name facts { source { kind } sentence } } } }"""
AUDIT = """query($first: Int!, $after: String) { audit(first: $first, after: $after) {
  edges { cursor node { id at by action subject details } } pageInfo { hasNextPage endCursor } } }"""
MERGE = "mutation($from: ID!, $into: ID!) { mergeEntities(from: $from, into: $into) { entity facts } }"
SPLIT = "mutation($from: ID!) { undoMerge(from: $from) { entity facts } }"


class Shown:
    """Takes the name of a role for its key."""

    async def caller(self, shown: str) -> Caller | None:
        return Caller(Role(shown), name=f"key {shown}")


@pytest.fixture
def app(async_driver: neo4j.AsyncDriver, fresh_graph: neo4j.Driver) -> Starlette:
    return app_over(Statements(async_driver), callers=Callers(Shown()), driver=fresh_graph)


@pytest.fixture
def desk(app: Starlette) -> Api:
    return Api(app, "merchandiser")


def rule(**changes: object) -> dict[str, Any]:
    given = {"id": "rule/1", "action": "PIN", "targets": [shop.MI_128], "reason": "launch week"}
    return {**given, **changes}


async def recommended(desk: Api) -> list[str]:
    found = (await desk.ask(RECOMMENDED, user=shop.ANN))["recommend"]
    return [each["product"]["id"] for each in found]


async def changes(desk: Api, first: int = 20, after: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = (await desk.ask(AUDIT, first=first, after=after))["audit"]
    return answer


async def test_the_very_next_recommendation_follows_a_rule_and_its_end(desk: Api) -> None:
    before = await recommended(desk)
    last = before[-1]
    answer = (await desk.ask(UPSERT, rule=rule(targets=[last])))["upsertRule"]
    assert (answer["action"], answer["owner"], answer["targets"]) == ("PIN", "key merchandiser", [last])
    assert (await recommended(desk))[0] == last
    await desk.ask(UPSERT, rule=rule(targets=[before[0]], action="BURY", owner="Ada"))
    assert (await recommended(desk))[-1] == before[0]
    listed = (await desk.ask("{ rules { id action owner targets reason } }"))["rules"]
    assert [(one["id"], one["action"], one["owner"]) for one in listed] == [("rule/1", "BURY", "Ada")]
    await desk.ask('mutation { removeRule(id: "rule/1") }')
    assert await recommended(desk) == before


@pytest.mark.parametrize(("changed", "problem"), [
    ({"targets": ["product/none"]}, "nothing has the id 'product/none'"),
    ({"targets": []}, "expected 1 to 50"),
    ({"id": "rule/"}, "expected rule/ and a name"),
    ({"id": "brand/huawei"}, "expected rule/ and a name"),
    ({"reason": "x" * 201}, "may have 200 characters"),
    ({"action": "BOOST", "strength": -1}, "more than -1"),
    ({"starts": "2026-05-01T12:00:00"}, "needs a time zone"),
])  # fmt: skip
async def test_a_rule_that_cannot_be_is_not_there(
    desk: Api, fresh_graph: neo4j.Driver, changed: dict[str, Any], problem: str
) -> None:
    before = snapshot(fresh_graph)
    code, message = await desk.refused(UPSERT, rule=rule(**changed))
    assert code == "BAD_USER_INPUT"
    assert problem in message
    assert snapshot(fresh_graph) == before


async def test_a_corrected_value_is_shown_with_the_others_and_goes_again(desk: Api) -> None:
    before = await desk.ask(BATTERY, id=shop.MATE_128)
    it = {"subject": shop.MATE_128, "predicate": "HAS_PARAMETER", "attribute": "battery_capacity"}
    done = (await desk.ask(CORRECT, it={**it, "value": "4500mAh", "reason": "weighed it"}))["correctFact"]
    assert done["subject"] == shop.MATE
    after = await desk.ask(BATTERY, id=shop.MATE_128)
    shown = next(p for p in after["product"]["parameters"] if p["attribute"] == "battery_capacity")
    assert (shown["text"], shown["contested"]) == ("4500 mAh", True)
    assert [other["text"] for other in shown["others"]] == ["4400mAh", "4300mAh"]
    topic = next(topic for topic in after["facts"] if topic["attribute"] == "battery_capacity")
    assert topic["claims"][0]["facts"] == [
        {"source": {"kind": "correction"}, "sentence": "battery_capacity: 4500 mAh"}
    ]
    await desk.ask(UNDO, source=done["source"])
    assert await desk.ask(BATTERY, id=shop.MATE_128) == before


@pytest.mark.parametrize(("changed", "problem"), [
    ({"value": "many"}, "is no single value"),
    ({"attribute": "color", "value": "red, blue"}, "is no single value"),
    ({"attribute": "no_such"}, "is no single value"),
    ({"object": shop.NFC}, "takes `attribute` and `value`"),
    ({"predicate": "HAS_FEATURE"}, "takes `attribute` and `value`"),
    ({"reason": " "}, "must not be empty"),
    ({"subject": "product/none"}, "no product or model has the id"),
])  # fmt: skip
async def test_a_correction_that_cannot_be_is_refused(
    desk: Api, changed: dict[str, Any], problem: str
) -> None:
    it = {
        "subject": shop.MATE,
        "predicate": "HAS_PARAMETER",
        "attribute": "battery_capacity",
        "value": "4500mAh",
    }
    code, message = await desk.refused(CORRECT, it={**it, "reason": "seen", **changed})
    assert (code, problem in message) == ("BAD_USER_INPUT", True), message


async def test_a_merge_and_its_undoing(desk: Api, fresh_graph: neo4j.Driver) -> None:
    moved = (await desk.ask(MERGE, **{"from": shop.XIAOMI, "into": shop.HUAWEI}))["mergeEntities"]
    assert moved == {"entity": shop.HUAWEI, "facts": 1}
    assert (await desk.ask("{ product(id: %r) { brand { id } } }".replace("%r", f'"{shop.MI_128}"')))[
        "product"
    ] == {"brand": {"id": shop.HUAWEI}}
    assert (await desk.ask(SPLIT, **{"from": shop.XIAOMI}))["undoMerge"] == {
        "entity": shop.HUAWEI,
        "facts": 1,
    }
    code, message = await desk.refused(SPLIT, **{"from": shop.XIAOMI})
    assert (code, "is not merged into anything" in message) == ("BAD_USER_INPUT", True)


async def test_the_audit_says_who_changed_what_and_has_no_gap(desk: Api, app: Starlette) -> None:
    await desk.ask(UPSERT, rule=rule())
    await desk.ask(MERGE, **{"from": shop.XIAOMI, "into": shop.HUAWEI})
    await desk.refused(MERGE, **{"from": shop.XIAOMI, "into": "brand/none"})
    await Api(app, "admin").ask('mutation { removeRule(id: "rule/1") }')
    page = await changes(desk, first=2)
    said = [(edge["node"]["by"], edge["node"]["action"], edge["node"]["subject"]) for edge in page["edges"]]
    assert said == [
        ("key admin", "removeRule", "rule/1"), ("key merchandiser", "mergeEntities", shop.XIAOMI),
    ]  # fmt: skip
    assert page["edges"][1]["node"]["details"] == {"entity": shop.HUAWEI, "facts": 1}
    # What is changed meanwhile shifts no page.
    await desk.ask(UPSERT, rule=rule(id="rule/2"))
    older = await changes(desk, first=2, after=page["pageInfo"]["endCursor"])
    assert [edge["node"]["action"] for edge in older["edges"]] == ["upsertRule"]
    assert older["edges"][0]["node"]["details"]["reason"] == "launch week"
    assert (page["pageInfo"]["hasNextPage"], older["pageInfo"]["hasNextPage"]) == (True, False)


NODES = """query($ids: [ID!]!) { nodes(ids: $ids) {
  __typename id ... on Rule { reason } ... on Segment { size } ... on Job { state total } } }"""
INGEST = "mutation($it: [DocumentInput!]!) { ingestDocuments(documents: $it) { id } }"


async def test_a_rule_a_segment_and_a_job_are_nodes_for_whoever_may_ask_for_them(
    app: Starlette, desk: Api, statements_read: list[str]
) -> None:
    await desk.ask(UPSERT, rule=rule())
    document = {"product": shop.MI_128, "kind": "REVIEW", "text": "The screen is bright."}
    job = (await desk.ask(INGEST, it=[document]))["ingestDocuments"]["id"]
    ids = ["rule/1", "rule/none", "segment/1", "segment/none", job, "job/none"]
    statements_read.clear()
    assert (await desk.ask(NODES, ids=ids))["nodes"] == [
        {"__typename": "Rule", "id": "rule/1", "reason": "launch week"}, None,
        {"__typename": "Segment", "id": "segment/1", "size": 3}, None,
        {"__typename": "Job", "id": job, "state": "QUEUED", "total": 1}, None,
    ]  # fmt: skip
    assert sorted(statements_read) == ["jobs_by_id", "read_segments", "rules_by_id"]
    may = {"Query.rules": "rule/1", "Query.segments": "segment/1", "Query.job": job}
    for role in Role:
        for field, id_ in may.items():
            answer = await Api(app, role).send(NODES, ids=[id_])
            codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
            assert codes == ([] if role in allowed(field) else ["FORBIDDEN"])

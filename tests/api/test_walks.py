"""What lies around a thing, and the ways from one to another."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from api.walks import Relation
from graph.queries import load_queries
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
AROUND = """query($id: ID!, $depth: Int! = 1, $types: [Relation!], $first: Int! = 60) {
  neighbourhood(id: $id, depth: $depth, types: $types, first: $first) {
    complete nodes { id label name distance } edges { source relation target support confidence } } }"""
PATHS = """query($from: ID!, $to: ID!, $longest: Int! = 4, $first: Int! = 5) {
  paths(from: $from, to: $to, maxLength: $longest, first: $first) {
    length steps { source { id } relation target { id name } facts(first: 1) { predicate sentence } } } }"""


async def around(api: Api, **variables: object) -> Any:
    return (await api.ask(AROUND, **variables))["neighbourhood"]


async def test_what_lies_one_step_around_is_drawn(api: Api) -> None:
    found = await around(api, id=shop.MI)
    assert {node["id"]: node["distance"] for node in found["nodes"]} == {
        shop.MI: 0, shop.MI_128: 1, shop.XIAOMI: 1, shop.PHONE: 1, shop.CHARGING: 1, shop.NFC: 1, shop.BATTERY_4600: 1,
    }  # fmt: skip
    assert found["nodes"][0] == {"id": shop.MI, "label": "Model", "name": "Mi 11", "distance": 0}
    assert found["complete"]
    (made,) = [edge for edge in found["edges"] if edge["relation"] == "MADE_BY"]
    assert (made["source"], made["target"], made["support"]) == (shop.MI, shop.XIAOMI, 1)


@pytest.mark.parametrize("depth", [1, 2, 3])
async def test_every_edge_joins_two_drawn_nodes_and_no_shopper_is_met(
    api: Api, depth: int, statements_read: list[str]
) -> None:
    found = await around(api, id=shop.HUAWEI, depth=depth, first=12)
    ids = {node["id"] for node in found["nodes"]}
    assert len(found["nodes"]) == len(ids) <= 12
    assert {edge[end] for edge in found["edges"] for end in ("source", "target")} <= ids
    assert {node["label"] for node in found["nodes"]}.isdisjoint({"User", "Source", "Fact", "Segment"})
    assert statements_read == ["walk_around"] * depth
    assert max(node["distance"] for node in found["nodes"]) <= depth


async def test_only_the_relations_that_are_asked_for_are_walked(api: Api) -> None:
    found = await around(api, id=shop.HUAWEI, depth=2, types=["MADE_BY", "OF_MODEL"])
    assert {node["label"] for node in found["nodes"]} == {"Brand", "Model", "Product"}
    assert {edge["relation"] for edge in found["edges"]} == {"MADE_BY", "OF_MODEL"}


async def test_what_is_left_out_is_told(api: Api) -> None:
    found = await around(api, id=shop.PHONE, first=2)
    assert (len(found["nodes"]), found["complete"]) == (2, False)
    assert await around(api, id="brand/none") is None
    assert await around(api, id=shop.ANN) is None


def test_the_relations_are_those_of_the_statement() -> None:
    text = load_queries()["walk_around"].text
    assert all(f"{relation.value}" in text for relation in Relation)
    assert text.count("|") >= len(Relation) - 1


async def test_the_shortest_ways_come_first_with_the_facts_beneath_their_steps(api: Api) -> None:
    found = (await api.ask(PATHS, **{"from": shop.MATE_128, "to": shop.MI_128}))["paths"]
    assert [path["length"] for path in found] == sorted(path["length"] for path in found)
    first = found[0]
    assert first["length"] == 4
    ids = [{step["source"]["id"], step["target"]["id"]} for step in first["steps"]]
    assert shop.MATE_128 in ids[0]
    assert shop.MI_128 in ids[-1]
    assert all(one & two for one, two in pairwise(ids))
    assert all(step["facts"][0]["predicate"] == step["relation"] for step in first["steps"])


async def test_ways_are_no_longer_than_asked(api: Api) -> None:
    ends = {"from": shop.MATE_128, "to": shop.MI_128}
    assert (await api.ask(PATHS, **ends, longest=3))["paths"] == []
    assert len((await api.ask(PATHS, **ends, longest=6, first=2))["paths"]) == 2
    assert (await api.ask(PATHS, **{"from": shop.MATE_128, "to": "brand/none"}))["paths"] == []


@pytest.mark.parametrize(
    ("query", "variables", "problem"),
    [
        (AROUND, {"id": "a", "depth": 4}, "`depth` is 4; expected 1 to 3"),
        (AROUND, {"id": "a", "first": 201}, "`first` is 201; expected 1 to 200"),
        (PATHS, {"from": "a", "to": "b", "longest": 7}, "`maxLength` is 7; expected 1 to 6"),
        (PATHS, {"from": "a", "to": "b", "first": 0}, "`first` is 0; expected 1 to 50"),
        (PATHS, {"from": "a", "to": "a"}, "`from` and `to` are the same; expected two things"),
    ],
)
async def test_walks_are_bounded(api: Api, query: str, variables: dict[str, object], problem: str) -> None:
    assert await api.refused(query, **variables) == ("BAD_USER_INPUT", problem)

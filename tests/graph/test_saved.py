"""What people keep in Neo4j Browser: each answers, begins at an index, and is written as Browser reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.errors import QueryError
from graph.ledger import Ledger
from graph.proposals import Proposed, Seen
from graph.publish import Publisher
from graph.queries import Queries, read_queries
from graph.records import Event, Product, Source
from graph.rules import MerchandisingRule, write_rules
from graph.saved import Saved, parameters_script, saved_queries
from graph.weights import Judgement, Weights
from graph.writer import Writer
from tests import graph_samples as shop

SAVED = saved_queries()
TITLE = Source("title", "Huawei Mate 60 phone", "saved/1", "en", shop.P40_128)
# As many of everything, apart from the shop, as make a scan dear: on a handful of nodes the planner takes any.
CROWD = """
MATCH (one)-[relation]->(other)
WITH DISTINCT labels(one) AS ones, type(relation) AS type, labels(other) AS others
UNWIND range(1, 300) AS n
CREATE (:$(ones) {id: randomUUID(), triple: randomUUID()})
       -[:$(type) {id: randomUUID(), at: '2000-01-01'}]->(:$(others) {id: randomUUID(), triple: randomUUID()})
"""
COPIES = [Source("review", f"Very good phone{sign}", f"saved/{sign}", "en", shop.P40_128) for sign in ".!"]
Case = tuple[dict[str, object], list[dict[str, object]]]
CASES: dict[str, Case] = {
    "saved_praised_elsewhere": (
        {"category": shop.PHONE, "feature": shop.NFC, "brand": shop.XIAOMI},
        [{"id": shop.SCREEN, "feature": "curved screen", "buyers": 1, "reviews": 1}],
    ),
    "saved_complaints": (
        {"brand": shop.HUAWEI},
        [
            {
                "device": "Mate 40 Pro",
                "feature": "curved screen",
                "of": 2,
                "words": ["The curved screen breaks easily."],
            }
        ],
    ),
    "saved_doubtful_praise": (
        {"brand": shop.HUAWEI},
        [{"device": "P40", "reviews": 3, "doubtful": 2, "counts": 2.0, "because": ["copy"]}],
    ),
    "saved_contested": (
        {"category": shop.PHONE},
        [
            {"stated": "4400mAh", "times": 2},
            {"stated": "4300mAh", "times": 1, "words": ["review: 4300mAh"]},
        ],
    ),
    "saved_said_both_ways": (
        {"category": shop.PHONE},
        [{"device": "P40", "feature": "NFC", "denied_in": ["review: It has no NFC at all."]}],
    ),
    "saved_compare": (
        {"one": shop.MATE, "other": shop.MI},
        [
            {"about": "NFC", "of_one": ["HAS_FEATURE"], "of_other": ["LACKS_FEATURE"]},
            {"about": "battery_capacity", "of_one": ["4300mAh", "4400mAh"], "of_other": ["4600mAh"]},
            {"about": "curved screen", "of_other": []},
        ],
    ),
    "saved_meets": (
        {"feature": shop.CHARGING, "least": 3000, "most": 5000, "currency": "CNY"},
        [{"id": shop.MI_128, "times_stated": 1}, {"id": shop.MATE_128, "times_stated": 2}],
    ),
    "saved_cheaper_alike": (
        {"product": shop.MATE_256},
        [{"id": shop.P40_128, "saves": 1500.0, "lacks": ["curved screen", "wireless charging"]},
         {"id": shop.MATE_128, "saves": 500.0, "lacks": []}],
    ),
    "saved_lost_to": (
        {"brand": shop.HUAWEI},
        [{"id": shop.P40_128, "other_id": shop.MI_128, "shoppers": 1}],
    ),
    "saved_left_in_cart": (
        {"since": "2026-05-01"},
        [{"id": shop.MATE_256, "shoppers": 1, "latest": "2026-05-05T08:00:00.000Z"}],
    ),
    "saved_wanted_out_of_stock": (
        {"since": "2026-05-04"},
        [{"id": shop.MATE_256, "looks": 1, "shoppers": 1}],
    ),
    "saved_unseen": (
        {"category": shop.PHONE, "since": "2026-05-04"},
        [{"id": shop.MATE_128}, {"id": shop.P40_128}],
    ),
    "saved_bought_next": ({"product": shop.WH_BLACK}, [{"id": shop.P40_128, "shoppers": 1}]),
    "saved_segment_members": (
        {"segment": "segment/1"},
        [{"shopper": shop.ANN, "score": 0.8, "why": ["Huawei"]},
         {"shopper": shop.BOB, "why": ["Huawei"]},
         {"shopper": shop.EVE, "why": ["Huawei"]}],
    ),
    "saved_segment_prices": (
        {"segment": "segment/1", "currency": "CNY", "width": 1000},
        [
            {"least": 1000, "below": 2000, "shoppers": 1, "looks": 0, "purchases": 1},
            {"least": 3000, "shoppers": 3, "looks": 1, "carts": 0, "purchases": 3},
            {"least": 4000, "shoppers": 2, "looks": 1, "purchases": 1},
            {"least": 5000, "shoppers": 1, "looks": 1, "carts": 1, "purchases": 0},
        ],
    ),
    "saved_segment_searches": (
        {"segment": "segment/1"},
        [{"text": "小米手机", "searches": 1, "shoppers": 1, "asks_for": ["Xiaomi"]}],
    ),
    "saved_audience": (
        {"product": shop.P40_128},
        [{"id": "segment/1", "likes": ["Huawei"], "price_fits": False}],
    ),
    "saved_rule": (
        {"rule": "rule/spring"},
        [{"does": "bury", "target": "NFC", "id": product, "now": "over", "owner": "Ada"}
         for product in (shop.MATE_128, shop.MATE_256, shop.P40_128)],
    ),
    "saved_new_names": (
        {"texts": 1},
        [{"name": "Mate 60", "products": ["Huawei P40 8GB+128GB"], "looks_like": ["Mate 40 Pro"]}],
    ),
    "saved_without_reviews": ({"brand": shop.XIAOMI}, [{"id": shop.MI, "products": 1, "purchases": 4}]),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    """Fill the graph with the shop, and what only people and later days give."""
    shop.build_shop(driver)
    writer = Writer(driver)
    writer.products([Product(shop.MATE_256, "Huawei Mate 40 Pro 8GB+256GB", 5499.0, "CNY", in_stock=False)])
    later = (
        ("purchase", shop.EVE, shop.MI_128, "04T08"),
        ("purchase", shop.ANN, shop.P40_128, "03T08"),
        ("view", shop.EVE, shop.MATE_256, "05T07"),
        ("add_to_cart", shop.EVE, shop.MATE_256, "05T08"),
    )
    writer.events(
        Event(f"later/{n}", kind, user, f"2026-05-{at}:00:00.000Z", product)
        for n, (kind, user, product, at) in enumerate(later)
    )
    writer.scored("SIMILAR_TO", [(shop.P40_128, shop.MATE_256, 0.97)])
    _doubt(driver, writer)
    _people(driver)
    with driver.session() as session:
        session.run(CROWD).consume()
        session.run("CALL db.prepareForReplanning()").consume()


def _doubt(driver: neo4j.Driver, writer: Writer) -> None:
    """Write two copies of a review, and a name that is not known."""
    writer.sources([TITLE, *COPIES])
    Weights(driver).judge(Judgement(copy.id, None, "very good", (1, 2)) for copy in COPIES)
    seen = (Seen(TITLE.id, 7, 14, "Mate 60", 0.8),)
    name = Proposed(
        "proposal/model/huawei/mate60", "Model", "mate60", shop.HUAWEI, alike=((shop.MATE, 0.7),), seen=seen
    )
    ledger = Ledger(driver)
    assert not ledger.record_read([TITLE.id], [], mark="sample@1", proposed=[name]).missing
    ledger.record_read([copy.id for copy in COPIES], [], mark="sample@1")


def _people(driver: neo4j.Driver) -> None:
    """Write a segment with its prices, and a rule that is over."""
    properties = {"id": "segment/1", "name": "华为买家", "size": 3, "currency": "CNY", "price_low": 4000.0}
    segment = {
        "id": "segment/1",
        "properties": properties | {"price_high": 5000.0},
        "prefers": [{"entity": shop.HUAWEI, "properties": {"lift": 2.5, "count": 2, "rank": 1}}],
        "products": [],
    }
    members = [
        {"user": user, "segment": "segment/1", "score": 0.8} for user in (shop.ANN, shop.BOB, shop.EVE)
    ]
    Publisher(driver).segments([segment], members, last=1)
    days = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
    rule = MerchandisingRule(
        "rule/spring", "bury", (shop.NFC,), "Ada", "spring", starts=days[0], expires=days[1]
    )
    assert not write_rules(driver, [rule])


def by_name(saved: Saved) -> str:
    return saved.query.name


def test_twenty_questions_are_kept_and_each_has_its_case() -> None:
    assert len(SAVED) >= 20
    assert len({saved.question for saved in SAVED}) == len(SAVED)
    assert {saved.query.name for saved in SAVED if saved.query.file.name == "saved.cypher"} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_question_is_answered(driver: neo4j.Driver, name: str) -> None:
    params, expected = CASES[name]
    (saved,) = (saved for saved in SAVED if saved.query.name == name)
    given = {"limit": 10} if "limit" in saved.query.params else {}
    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        rows = session.run(saved.query.text, {**given, **params}).data()
    assert [{key: row[key] for key in case} for row, case in zip(rows, expected, strict=False)] == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize("saved", SAVED, ids=by_name)
def test_a_question_begins_at_an_index(driver: neo4j.Driver, saved: Saved) -> None:
    with driver.session() as session:
        plan = session.run(f"EXPLAIN {saved.query.text}", examples(driver, saved)).consume().plan
    assert plan
    operators = [operator["operatorType"].partition("@")[0] for operator in _operators(plan)]
    assert not {"AllNodesScan", "CartesianProduct"} & set(operators)
    assert not [operator for operator in operators if operator.endswith("Scan")]
    assert [operator for operator in operators if "IndexSeek" in operator]


def examples(driver: neo4j.Driver, saved: Saved) -> dict[str, object]:
    """Return the examples as values, as Browser gets them: the server reads the literals."""
    with driver.session() as session:
        return {
            name: session.run(f"RETURN {literal} AS value").single(strict=True)["value"]
            for name, literal in saved.examples.items()
        }


def _operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


@pytest.mark.parametrize("saved", SAVED, ids=by_name)
def test_a_question_stands_in_both_languages(saved: Saved) -> None:
    chinese, _, english = saved.question.partition(" / ")
    assert any("一" <= character <= "鿿" for character in chinese)
    assert english.isascii()
    assert english.endswith("?")


@pytest.mark.parametrize("saved", SAVED, ids=by_name)
def test_a_question_is_one_statement_whose_rows_browser_shows(saved: Saved) -> None:
    first, *rest = saved.script().splitlines()
    assert first == f"// {saved.question}"
    assert [line for line in rest if line.startswith("// :param")] == [
        f"// :param {name} => {value}" for name, value in saved.examples.items()
    ]
    code = "\n".join(line for line in rest if not line.startswith("//"))
    statement, end = code.split(";")
    assert statement.strip()
    assert not end.strip()


def test_one_script_sets_the_parameters_of_all_questions() -> None:
    _, *commands = parameters_script(SAVED).splitlines()
    named = [command.split()[1] for command in commands]
    assert set(named) == set().union(*(saved.examples for saved in SAVED))
    assert len(set(named)) == len(named)
    for command in commands:
        name, value = re.fullmatch(r":param (\w+) => (.+);", command).groups()  # type: ignore[union-attr]
        assert all(saved.examples.get(name, value) == value for saved in SAVED)


def test_two_examples_of_one_parameter_are_told() -> None:
    one = SAVED[0]
    other = replace(one, examples={**one.examples, "limit": "7"})
    with pytest.raises(QueryError, match=r"saved\.cypher:\d+: .*limit => 7: expected 25"):
        parameters_script([one, other])


@pytest.mark.parametrize("lines", ["", "// :param id => 1\n// :param more => 2\n"])
def test_a_parameter_without_its_example_is_told(tmp_path: Path, lines: str) -> None:
    file = tmp_path / "some.cypher"
    file.write_text(f"// query: a\n// params: id\n// saved: 谁？ / Who?\n{lines}RETURN $id", "utf-8")
    queries = Queries({query.name: query for query in read_queries(file)})
    with pytest.raises(QueryError, match=r"some\.cypher:1: query 'a': .*expected one"):
        saved_queries(queries)

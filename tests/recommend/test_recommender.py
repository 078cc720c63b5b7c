"""The whole way, on the sample shop."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.records import Event
from graph.rules import MerchandisingRule, write_rules
from graph.statements import Row, Statements
from graph.within import Within
from recommend.errors import BadRequestError
from recommend.recommender import Recommender
from tests import graph_samples as shop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import neo4j


class CountingStatements(Statements):
    """Counts the statements it runs."""

    def __init__(self, driver: neo4j.AsyncDriver, shown: float = 0.5) -> None:
        super().__init__(driver, shown=shown)
        self.ran: Counter[str] = Counter()

    async def read(self, name: str, **params: object) -> list[Row]:
        self.ran[name] += 1
        return await super().read(name, **params)


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def statements(async_driver: neo4j.AsyncDriver) -> CountingStatements:
    return CountingStatements(async_driver)


@pytest.fixture
def recommender(statements: CountingStatements) -> Recommender:
    return Recommender(RecallReader(statements))


@pytest.fixture
def rules(driver: neo4j.Driver) -> Iterator[neo4j.Driver]:
    yield driver
    with driver.session() as session:
        session.run("MATCH (rule:Rule) DETACH DELETE rule").consume()


async def test_every_product_comes_with_a_reason_and_none_is_owned(recommender: Recommender) -> None:
    answers = await recommender.recommend(shop.ANN, 5)
    assert {answer.product for answer in answers} >= {shop.P40_128, shop.MATE_256, shop.MI_128}
    assert shop.WH_BLACK not in {answer.product for answer in answers}
    assert all(answer.reasons for answer in answers)
    assert [answer.score for answer in answers] != [0.0] * len(answers)


async def test_a_reason_rests_on_nothing_less_sure_than_the_threshold(
    async_driver: neo4j.AsyncDriver,
) -> None:
    for shown, rests in ((0.5, True), (0.999, False)):
        answers = await Recommender(RecallReader(CountingStatements(async_driver, shown))).recommend(
            shop.ANN, 5
        )
        assert any(reason.facts for answer in answers for reason in answer.reasons) == rests


async def test_a_reason_is_a_path_of_the_graph_in_two_languages(
    recommender: Recommender, driver: neo4j.Driver
) -> None:
    answers = await recommender.recommend(shop.ANN, 5)
    texts = {reason.text_en for answer in answers for reason in answer.reasons}
    assert "By Huawei, like Huawei Mate 40 Pro 8GB+128GB, which you looked at" in texts
    chinese = {reason.text_zh for answer in answers for reason in answer.reasons}
    assert "具备无线充电，与您看过的“Huawei Mate 40 Pro 8GB+128GB”一样" in chinese
    with driver.session() as session:
        for step in (
            step
            for a in answers
            for r in a.reasons
            for step in r.path
            if "" not in (step.source.id, step.target.id)
        ):
            found = session.run(
                "MATCH ({id: $source})-[edge]->({id: $target}) WHERE type(edge) = $type RETURN count(edge) AS edges",
                source=step.source.id,
                target=step.target.id,
                type=step.relation,
            ).single(strict=True)
            assert found["edges"] > 0


async def test_a_fact_beneath_a_reason_names_its_sentence(recommender: Recommender) -> None:
    answers = await recommender.recommend(shop.ANN, 5)
    facts = [fact for answer in answers for reason in answer.reasons for fact in reason.facts]
    assert "Charging: wireless charging" in {fact.sentence for fact in facts}
    assert all(fact.mention in fact.sentence for fact in facts)


async def test_an_unknown_shopper_gets_what_is_popular(recommender: Recommender) -> None:
    answers = await recommender.recommend("user/none", 3)
    assert answers[0].product == shop.MI_128
    assert answers[0].reasons[0].text_en == "Bought by 3 shoppers"
    assert answers[0].reasons[0].text_zh == "3人购买"


async def test_all_is_within_what_the_shopper_insists_on(
    recommender: Recommender, rules: neo4j.Driver
) -> None:
    write_rules(rules, [MerchandisingRule("rule/pin", "pin", (shop.MI_128,), "ada", "launch")])

    async def within(user: str, **constraints: Any) -> list[str]:
        return [a.product for a in await recommender.recommend(user, 5, Within(**constraints))]

    for user in (shop.ANN, "user/none"):
        assert (await within(user))[0] == shop.MI_128
        huawei = await within(user, brand=shop.HUAWEI)
        assert shop.P40_128 in huawei
        assert shop.MI_128 not in huawei
        assert await within(user, least=3000, most=3900, currency="CNY") == [shop.MI_128]
        assert await within(user, currency="USD") == []


async def test_an_event_changes_the_very_next_answer(
    recommender: Recommender, statements: CountingStatements
) -> None:
    before = await recommender.recommend("user/live", 3)
    seen = Event("live/r1", "view", "user/live", "2026-06-01T00:00:00.000Z", shop.MATE_128)
    await Recorder(statements).record([seen])
    after = await recommender.recommend("user/live", 3)
    assert {r.kind for answer in before for r in answer.reasons} <= {"popular", "stated"}
    assert "item" in {r.kind for answer in after for r in answer.reasons}
    bought = Event("live/r2", "purchase", "user/live", "2026-06-02T00:00:00.000Z", after[0].product)
    await Recorder(statements).record([bought])
    assert after[0].product not in {a.product for a in await recommender.recommend("user/live", 5)}


@pytest.mark.parametrize("user", [shop.ANN, shop.EVE, "user/none"])
@pytest.mark.parametrize("k", [1, 5, 100])
async def test_an_answer_takes_at_most_six_statements(
    recommender: Recommender, statements: CountingStatements, user: str, k: int
) -> None:
    await recommender.recommend(user, k)
    assert statements.ran.total() <= 6


async def test_what_is_looked_at_is_told_before_its_reasons_are_sought(
    recommender: Recommender, statements: CountingStatements
) -> None:
    told: list[str] = []

    def foresee(products: Sequence[str]) -> None:
        assert not {"recall_paths", "recall_stated"} & statements.ran.keys()
        told.extend(products)

    answers = await recommender.recommend(shop.ANN, 2, foresee=foresee)
    assert statements.ran["recall_paths"] == 1
    assert [answer.product for answer in answers] == told[:2]


async def test_rules_act_and_are_named(recommender: Recommender, rules: neo4j.Driver) -> None:
    write_rules(
        rules,
        [
            MerchandisingRule("rule/pin", "pin", (shop.MI_128,), "ada", "launch"),
            MerchandisingRule("rule/out", "filter", (shop.P40,), "ada", "recalled"),
        ],
    )
    answers = await recommender.recommend(shop.ANN, 5)
    assert answers[0].product == shop.MI_128
    assert [rule.reason for rule in answers[0].rules] == ["launch"]
    assert shop.P40_128 not in {answer.product for answer in answers}


async def test_what_is_owned_is_not_shown_even_when_pinned(
    recommender: Recommender, rules: neo4j.Driver
) -> None:
    write_rules(rules, [MerchandisingRule("rule/pin", "pin", (shop.WH_BLACK,), "ada", "launch")])
    assert shop.WH_BLACK not in {answer.product for answer in await recommender.recommend(shop.ANN, 5)}


@pytest.mark.parametrize("k", [0, -1, 101])
async def test_a_number_out_of_range_is_refused(recommender: Recommender, k: int) -> None:
    with pytest.raises(BadRequestError, match="expected 1 to 100"):
        await recommender.recommend(shop.ANN, k)

"""The ranking learned from a graph, published to it, and asked live."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import neo4j
import numpy as np
import pytest

from daogou.console import Screen
from daogou.pipeline.behaviour import export_dataset
from daogou.pipeline.feeds import load_pgpr
from daogou.pipeline.learning import placed, publish_ranking, renewed, train_ranking
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.records import Event
from graph.rules import MerchandisingRule, write_rules
from graph.statements import Statements
from graph.within import Within
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.lambdamart import Ranked, shipped
from recommend.algorithms.model import Model
from recommend.algorithms.signals import Shoppers
from recommend.dataset import Dataset
from recommend.evaluation.lists import best
from recommend.model_file import dump, load
from recommend.recommender import Recommender
from tests.conftest import WIPE
from tests.daogou.test_datasets import folder

SHOPPERS, PRODUCTS, K = 220, 50, 10
GNN = KnowledgeGraphGnn(temperature=0.25, epochs=3)


@pytest.fixture(scope="module")
def services(
    driver: neo4j.Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory
) -> Services:
    """A shop of two tastes: even shoppers take even products, odd ones odd products, and some neither's."""
    with driver.session() as session:
        while (row := session.run(WIPE).single()) and row["gone"]:
            pass
    home, rng = tmp_path_factory.mktemp("learning"), np.random.default_rng(3)
    files = folder(
        home,
        users__txt__gz="".join(f"u{user}\n" for user in range(SHOPPERS)),
        product__txt__gz="".join(f"P{product}\n" for product in range(PRODUCTS)),
        brand__txt__gz="Even\nOdd\n",
        brand_p_b__txt__gz="".join(f"{product % 2}\n" for product in range(PRODUCTS)),
        category_p_c__txt__gz=None,
        also_bought_p_p__txt__gz="".join(
            f"{(p + 2) % PRODUCTS} {(p + 4) % PRODUCTS}\n" for p in range(PRODUCTS)
        ),
        related_product__txt__gz="".join(f"P{product}\n" for product in range(PRODUCTS)),
        train_label__txt="".join(f"{u} {' '.join(map(str, _basket(u, rng)))}\n" for u in range(SHOPPERS)),
    )
    found = Services(Settings(home=home / "home"), Screen(json=True), connection, driver)
    load_pgpr(found, files)
    return found


def _basket(user: int, rng: np.random.Generator) -> list[int]:
    own = rng.choice(PRODUCTS // 2, rng.integers(3, 9), replace=False) * 2 + user % 2
    return [*own, int(rng.integers(PRODUCTS))]


@pytest.fixture(scope="module")
def model(services: Services) -> Model:
    ranking = replace(shipped(GNN, lambda _: None), profiles=True)
    learned = ranking.fit(export_dataset(services)).model
    assert learned.ranker is not None
    assert "segment" in learned.signals.recalls
    publish_ranking(services, learned)
    return learned


@pytest.fixture(scope="module")
def data(services: Services) -> Dataset:
    return export_dataset(services)


@pytest.fixture
def reader(async_driver: neo4j.AsyncDriver) -> RecallReader:
    return RecallReader(Statements(async_driver))


async def test_live_and_batch_rank_alike(model: Model, data: Dataset, reader: RecallReader) -> None:
    live = Recommender(reader, trade_off=1)
    users, taken = np.arange(200), data.taken()
    ranked = Ranked(model, Shoppers(taken, taken))
    for user, items in zip(users, best(ranked.score(users), taken, users, K), strict=True):
        answers = await live.recommend(data.users[user], K)
        assert [answer.product for answer in answers] == [data.items[item] for item in items]
        scores = [answer.score for answer in answers]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score < 1 for score in scores)


async def test_an_event_of_a_second_ago_moves_the_ranking(
    model: Model, data: Dataset, reader: RecallReader, async_driver: neo4j.AsyncDriver
) -> None:
    live, recorder = Recommender(reader), Recorder(Statements(async_driver))

    async def share_of_odd(user: str) -> float:
        odd = [int(answer.product.split("P")[-1]) % 2 for answer in await live.recommend(user, K)]
        return sum(odd) / len(odd)

    assert await live.recommend("user/odd", K)
    for user, product in (("user/odd", "P7"), ("user/even", "P8")):
        seen = next(item for item in data.items if item.endswith(f"/{product}"))
        await recorder.record([Event(f"live/{user}", "view", user, "2026-06-01T00:00:00.000Z", seen)])
    assert await share_of_odd("user/odd") > 0.6
    assert await share_of_odd("user/even") < 0.4


async def test_every_reason_is_a_path_of_the_graph(
    model: Model, data: Dataset, reader: RecallReader, driver: neo4j.Driver
) -> None:
    kinds = set()
    for user in data.users[:10]:
        for answer in await Recommender(reader).recommend(user, 5):
            first = answer.reasons[0]
            kinds.add(first.kind)
            for step in first.path:
                if "" in (step.source.id, step.target.id):
                    continue
                found = driver.execute_query(
                    "MATCH ({id: $source})-[edge]->({id: $target}) WHERE type(edge) = $type RETURN edge",
                    source=step.source.id,
                    target=step.target.id,
                    type=step.relation,
                ).records
                assert found
            assert set(answer.recalls) <= {"embedding", "item", "path", "segment"}
    assert {"item", "together"} <= kinds <= {"item", "together", "shared", "stated"}


async def test_rules_act_on_what_the_model_ranks(
    model: Model, data: Dataset, reader: RecallReader, driver: neo4j.Driver
) -> None:
    live, user = Recommender(reader), data.users[0]
    before = [answer.product for answer in await live.recommend(user, K)]
    owned = data.items[int(data.columns[data.rows == 0][0])]
    pinned = next(item for item in reversed(data.items) if item not in before and item != owned)
    rules = [
        MerchandisingRule("rule/pin", "pin", (pinned, owned), "ada", "launch"),
        MerchandisingRule("rule/out", "filter", (before[0],), "ada", "recalled"),
        MerchandisingRule("rule/bury", "bury", (before[1],), "ada", "old"),
    ]
    write_rules(driver, rules)
    try:
        answers = await live.recommend(user, K)
    finally:
        driver.execute_query("MATCH (rule:Rule) DETACH DELETE rule")
    products = [answer.product for answer in answers]
    assert products[0] == pinned
    assert [rule.reason for rule in answers[0].rules] == ["launch"]
    assert not {owned, before[0], before[1]} & set(products)
    assert [answer.product for answer in await live.recommend(user, K)] == before


async def test_what_is_searched_for_becomes_more_probable(
    model: Model, data: Dataset, reader: RecallReader, driver: neo4j.Driver
) -> None:
    live, user = Recommender(reader, trade_off=1), data.users[0]
    brands = {name: set(items) for name, items in _by_brand(data).items()}

    async def counts() -> dict[str, float]:
        answers = await live.recommend(user, 20)
        return {brand: sum(a.score for a in answers if a.product in own) for brand, own in brands.items()}

    before = await counts()
    least = min(before, key=before.__getitem__)
    driver.execute_query(
        "MATCH (user:User {id: $user}), (brand {id: $brand}) "
        "CREATE (user)-[:SEARCHED {id: 'search/1', at: '2026-06-01'}]->(:Query {id: 'query/x', text: 'x'})"
        "-[:ASKS_FOR]->(brand)",
        user=user,
        brand=least,
    )
    try:
        after, answers = await counts(), await live.recommend(user, 20)
    finally:
        driver.execute_query("MATCH (query:Query) DETACH DELETE query")
    assert after[least] > before[least]
    said = {answer.product: {reason.kind for reason in answer.reasons} for answer in answers}
    assert any("asked" in kinds for product, kinds in said.items() if product in brands[least])


def _by_brand(data: Dataset) -> dict[str, list[str]]:
    matrix = data.knowledge.relations["brand"].toarray()
    names = data.knowledge.names["brand"]
    return {
        name: [item for item, has in zip(data.items, matrix[:, column], strict=True) if has]
        for column, name in enumerate(names)
    }


async def test_a_shopper_who_insists_on_a_brand_gets_it_alone_in_the_order_of_the_model(
    model: Model, data: Dataset, reader: RecallReader
) -> None:
    live, user = Recommender(reader, trade_off=1), data.users[0]
    everything = [answer.product for answer in await live.recommend(user, 50)]
    for brand, own in _by_brand(data).items():
        found = [answer.product for answer in await live.recommend(user, 50, Within(brand=brand))]
        assert len(found) > K
        assert set(found) <= set(own)
        assert [product for product in found if product in everything] == [
            product for product in everything if product in own
        ]


async def test_a_product_of_today_needs_no_training(
    services: Services, model: Model, data: Dataset, reader: RecallReader, driver: neo4j.Driver
) -> None:
    odd = next(item for item in data.items if item.endswith("/P7"))
    driver.execute_query(
        "MATCH (known:Product {id: $id})-[:MADE_BY]->(brand) "
        "CREATE (new:Product:Entity {id: 'product/new', title: 'new'})-[:MADE_BY]->(brand), "
        "(known)-[:ALSO_BOUGHT]->(new)",
        id=odd,
    )
    try:
        grown = renewed(services, load(dump(model)))
        publish_ranking(services, grown)
        assert "product/new" in grown.items
        stands = placed(grown).vectors.products @ placed(grown).vectors.tastes[grown.positions[odd]]
        even = [n for n, item in enumerate(grown.items) if item[-1] in "02468"]
        assert stands[grown.positions["product/new"]] > np.max(stands[even])
        did = {odd: 1.0}
        before, after = (set(of.rank(did, did, K).items) for of in (model, grown))
        assert len(before & after) >= K // 2
    finally:
        driver.execute_query("MATCH (new:Product {id: 'product/new'}) DETACH DELETE new")
        publish_ranking(services, model)


async def test_a_load_that_runs_through_a_switch_sees_whole_sets(
    services: Services, model: Model, data: Dataset, reader: RecallReader
) -> None:
    other = train_ranking(services, GNN, seed=8)
    live, users = Recommender(reader, trade_off=1), data.users[:8]

    def expected(of: Model) -> dict[str, list[str]]:
        taken = data.taken()
        rows = np.arange(len(users))
        lists = best(Ranked(of, Shoppers(taken, taken)).score(rows), taken, rows, K)
        return {user: [data.items[item] for item in items] for user, items in zip(users, lists, strict=True)}

    whole = [expected(model), expected(other)]
    assert whole[0] != whole[1]
    seen: list[tuple[str, list[str]]] = []

    async def ask(user: str) -> None:
        seen.append((user, [answer.product for answer in await live.recommend(user, K)]))

    async def keep_asking(user: str) -> None:
        while not switching.done() or (user, whole[1][user]) not in seen:
            await ask(user)

    await reader.prepare()
    await asyncio.gather(*map(ask, users))
    assert seen == [(user, whole[0][user]) for user, _ in seen]
    switching = asyncio.create_task(asyncio.to_thread(publish_ranking, services, other))
    await asyncio.wait_for(asyncio.gather(*map(keep_asking, users)), 120)
    await switching
    assert [entry for entry in seen if entry[1] not in (whole[0][entry[0]], whole[1][entry[0]])] == []

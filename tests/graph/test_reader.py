"""The reader's typed answers, on the sample shop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.driver import Connection, open_async_driver
from graph.errors import UnavailableError
from graph.people import PeopleReader
from graph.reader import Reader
from graph.statements import Statements
from graph.views.details import Details
from graph.views.things import Named
from tests import graph_samples as shop

if TYPE_CHECKING:
    import neo4j


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def reader(async_driver: neo4j.AsyncDriver) -> Reader:
    return Reader(Statements(async_driver))


async def test_a_card_names_model_brand_and_category(reader: Reader) -> None:
    cards = await reader.cards([shop.MATE_128, "product/none", shop.LONELY])
    assert set(cards) == {shop.MATE_128, shop.LONELY}
    card = cards[shop.MATE_128]
    assert card.price == 4999.0
    assert card.brand == Named("Brand", shop.HUAWEI, "Huawei", ("华为",))
    assert card.model
    assert card.model.released == "2020-10"
    assert card.category
    assert card.category.id == shop.PHONE
    assert cards[shop.LONELY].brand is None


async def test_contradicting_values_stand_beside_the_best_supported(reader: Reader) -> None:
    details = (await reader.details([shop.MATE_256]))[shop.MATE_256]
    battery, colour = details.parameters
    assert (battery.number, battery.support, battery.contested) == (4400.0, 2, True)
    assert [other.number for other in battery.others] == [4300.0]
    assert (colour.value, colour.contested) == ("red", False)


async def test_features_say_had_lacked_and_opinions_count_reviews(reader: Reader) -> None:
    details = await reader.details([shop.MATE_128, shop.MI_128])
    assert {view.node.id: view.present for view in details[shop.MI_128].features} == {
        shop.CHARGING: True,
        shop.NFC: False,
    }
    (nfc,) = (await reader.details([shop.P40_128]))[shop.P40_128].features
    assert nfc.contested
    (opinion,) = details[shop.MATE_128].opinions
    assert (opinion.feature.id, opinion.praised, opinion.criticised, opinion.of) == (shop.SCREEN, 1, 1, 2)


async def test_only_the_parts_that_are_asked_for_are_read(reader: Reader) -> None:
    whole = (await reader.details([shop.MATE_256]))[shop.MATE_256]
    for part, field in (("features", "features"), ("parameters", "parameters"), ("opinions", "opinions")):
        details = (await reader.details([shop.MATE_256], [part]))[shop.MATE_256]
        assert getattr(whole, field)
        assert details == replace(Details(), **{field: getattr(whole, field)})
    for attributes, known in ((["color"], ["color"]), (["color", "ram"], ["color"]), ([], [])):
        details = (await reader.details([shop.MATE_256], ["parameters"], attributes))[shop.MATE_256]
        assert [view.attribute for view in details.parameters] == known


async def test_what_is_less_sure_than_the_threshold_is_kept_and_not_shown(
    async_driver: neo4j.AsyncDriver, driver: neo4j.Driver
) -> None:
    # Each fact is 0.9 sure; two sources say 4400, one says 4300, another product's charging and price are one's word.
    strict = Reader(Statements(async_driver, shown=0.95))
    details = (await strict.details([shop.MATE_128]))[shop.MATE_128]
    assert [(view.number, view.contested) for view in details.parameters] == [(4400.0, False)]
    assert [view.node.id for view in details.features] == [shop.CHARGING]
    assert details.opinions == ()
    assert await strict.facts([shop.MATE_128]) == {}
    with driver.session() as session:
        kept = session.run("MATCH (fact:Fact) WHERE fact.confidence < 0.95 RETURN count(*) AS n").single(
            strict=True
        )
    assert kept["n"]


async def test_a_fact_carries_its_sentence_and_rereads_as_its_mention(reader: Reader) -> None:
    facts = (await reader.facts([shop.MATE_128]))[shop.MATE_128]
    chinese = next(fact for fact in facts if fact.object == shop.CHARGING and fact.source.language == "zh")
    assert chinese.mention == "无线充电"
    assert chinese.sentence == "支持无线充电，电池4400mAh。"
    line = next(fact for fact in facts if fact.object == shop.NFC)
    assert (line.sentence, line.source.kind) == ("NFC: yes", "specification")
    assert len((await reader.facts([shop.MATE_128], limit=2))[shop.MATE_128]) == 2


async def test_facts_that_name_an_object_are_read_pair_by_pair(reader: Reader) -> None:
    pairs = [
        (shop.MATE_256, shop.CHARGING),
        (shop.MI_128, shop.NFC),
        (shop.LONELY, shop.NFC),
        ("none", shop.NFC),
    ]
    stated = await reader.stated(pairs)
    assert set(stated) == set(pairs[:2])
    assert {fact.mention for fact in stated[pairs[0]]} == {"wireless charging", "无线充电"}
    assert [(fact.predicate, fact.sentence) for fact in stated[pairs[1]]] == [("LACKS_FEATURE", "NFC: no")]
    assert len((await reader.stated(pairs[:1], limit=1))[pairs[0]]) == 1


async def test_similar_prefers_edges_over_embeddings_over_the_model(reader: Reader) -> None:
    similar = await reader.similar(shop.MATE_128, 3)
    assert [(like.card.id, like.relation) for like in similar][:2] == [
        (shop.MATE_256, "SIMILAR_TO"),
        (shop.P40_128, "EMBEDDING"),
    ]
    assert await reader.similar("product/none", 3) == []


async def test_a_brand_counts_its_products_and_shows_the_most_bought(reader: Reader) -> None:
    brand = (await reader.brands([shop.HUAWEI]))[shop.HUAWEI]
    assert brand.products == 3
    assert [(node.id, size) for node, size in brand.categories] == [(shop.PHONE, 3)]
    assert {card.id for card in brand.popular[:2]} == {shop.MATE_128, shop.P40_128}


async def test_a_profile_is_read_from_behaviour(async_driver: neo4j.AsyncDriver) -> None:
    people = PeopleReader(Statements(async_driver))
    profile = await people.profile(shop.EVE)
    assert profile
    assert dict(profile.counts) == {"SEARCHED": 1, "VIEWED": 1}
    assert [event.query or event.product for event in profile.recent] == ["小米手机", shop.P40_128]
    likes = {like.node.id: like.events for like in profile.likes}
    assert likes.keys() == {shop.HUAWEI, shop.PHONE, shop.NFC, shop.XIAOMI}
    assert likes[shop.XIAOMI] == ("event/search",)
    assert likes[shop.HUAWEI] == tuple(event.id for event in profile.recent if event.product)
    assert await people.profile("user/none") is None
    (segment,) = await people.segments()
    assert (segment.name, segment.size, segment.prefers[0][0].id) == ("Huawei fans", 3, shop.HUAWEI)
    ann = await people.profile(shop.ANN)
    assert ann
    assert ann.segments == ((segment, 0.8),)


async def test_readiness_tells_the_schema_version(reader: Reader) -> None:
    state = await reader.readiness()
    assert state.version >= 2
    assert state.pending == ()


async def test_an_outage_is_told_as_our_own_error_at_once() -> None:
    async with open_async_driver(Connection("bolt://127.0.0.1:1")) as driver:
        with pytest.raises(UnavailableError):
            await Reader(Statements(driver)).cards([shop.MATE_128])

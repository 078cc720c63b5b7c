"""Names that texts give and no entity has: proposed, decided on, and merged."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from daogou.console import Screen
from daogou.pipeline.texts import extract_loaded
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.ledger import Ledger
from graph.records import Product, Source
from graph.writer import Writer
from tests.daogou.command import Answer, Daogou
from tests.graph.snapshots import snapshot, unaudited

PRODUCT = "product/1"
TITLES = ("华为 Foobar 9 Ultra 12GB", "华为Foobar9 Ultra 手机", "Zeblaze Vibe 7 with wireless charging")
FOOBAR = "proposal/model/huawei/foobar9ultra"


def write_titles(driver: neo4j.Driver, titles: tuple[str, ...] = TITLES) -> list[Source]:
    writer = Writer(driver)
    writer.products([Product(PRODUCT, "A phone")])
    sources = [Source("title", text, f"t{n}", "zh", PRODUCT) for n, text in enumerate(titles)]
    writer.sources(sources)
    return sources


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


def proposals(driver: neo4j.Driver) -> dict[str, dict[str, object]]:
    rows = driver.execute_query("MATCH (p:Proposal) RETURN p").records
    return {row["p"]["id"]: dict(row["p"]) for row in rows}


def test_names_that_no_entity_has_are_proposed(services: Services) -> None:
    write_titles(services.driver)
    assert extract_loaded(services)["texts"] == 3
    found = proposals(services.driver)
    assert set(found) == {FOOBAR, "proposal/model/zeblaze/vibe7"}
    assert (found[FOOBAR]["name"], found[FOOBAR]["support"], found[FOOBAR]["brand"]) == (
        "Foobar 9 Ultra", 2, "brand/huawei",
    )  # fmt: skip


def test_a_line_tells_the_brand_of_what_is_proposed(graph_daogou: Daogou, services: Services) -> None:
    write_titles(
        services.driver, ("iPhone 14 Pro 256GB", "华为 Mate 60 对比 Galaxy S23", "14 Ultra 小米手机")
    )
    extract_loaded(services)
    found = {id_ for id_ in proposals(services.driver) if id_.startswith("proposal/model")}
    iphone = "proposal/model/apple/iphone14pro"
    assert found >= {iphone, "proposal/model/samsung/galaxys23", "proposal/model/xiaomi/14ultra"}
    graph_daogou("entities", "accept", iphone)
    assert extract_loaded(services)["texts"] == 1
    accepted = proposals(services.driver)[iphone]
    assert (accepted["state"], accepted["brand"]) == ("accepted", "brand/apple")
    assert services.lexicon().entries["model/apple/iphone-14-pro"].brand == "brand/apple"


def test_a_proposal_goes_with_its_last_text(services: Services) -> None:
    first, *others = write_titles(services.driver, TITLES[:1])
    write_titles(services.driver, TITLES[2:])
    extract_loaded(services)
    assert FOOBAR in proposals(services.driver)
    Ledger(services.driver).retract(first.id)
    assert FOOBAR not in proposals(services.driver)
    assert not others


def test_texts_read_again_double_no_proposal(services: Services) -> None:
    write_titles(services.driver)
    extract_loaded(services)
    before = snapshot(services.driver)
    services.driver.execute_query("MATCH (s:Source) SET s.extracted = 'daogou@older'")
    assert extract_loaded(services)["texts"] == 3
    assert snapshot(services.driver) == before


SCREEN = "星云屏"


@pytest.fixture
def shop(graph_daogou: Daogou, services: Services) -> Daogou:
    """The command line with texts that were read."""
    write_titles(services.driver, (*TITLES, f"华为 {SCREEN}"))
    extract_loaded(services)
    return graph_daogou


def said(answer: Answer) -> str:
    """What a command ended with, on standard output."""
    assert answer.status == 0, answer.err
    return answer.out.splitlines()[-1]


def test_what_is_open_is_listed_with_its_sentence(shop: Daogou) -> None:
    answer = shop("entities", "list", "--label", "MODEL", "--limit", "1")
    assert said(answer).startswith("1 of 2 open proposals; decide: ")
    assert answer.out.startswith(f"{FOOBAR}  Model “Foobar 9 Ultra”, named by 2 texts, confidence 0.96\n")
    assert any(title in answer.out for title in TITLES[:2])
    document = shop("entities", "list", "--json").document
    assert (document["open"], len(document["proposals"])) == (3, 3)
    assert document["proposals"][0]["evidence"]["sentence"] in TITLES


def test_an_accepted_name_is_read_from_then_on(shop: Daogou, services: Services) -> None:
    answer = shop("entities", "accept", f"proposal/feature/{SCREEN}")
    assert said(answer).startswith(f"“{SCREEN}” is known as feature/{SCREEN}; `daogou extract` ")
    assert extract_loaded(services)["texts"] == 4
    rows = services.driver.execute_query(
        "MATCH ({id: $p})-[r:HAS_FEATURE]->({id: $f}) RETURN r.support AS n", p=PRODUCT, f=f"feature/{SCREEN}"
    ).records
    assert [row["n"] for row in rows] == [1]
    assert extract_loaded(services) == {}


def test_the_texts_that_name_an_accepted_model_are_read_again(shop: Daogou, services: Services) -> None:
    shop("entities", "accept", FOOBAR)
    assert extract_loaded(services)["texts"] == 2
    assert extract_loaded(services) == {}


def test_another_name_of_a_known_entity_is_read_as_it(
    shop: Daogou, services: Services, tmp_path: Path
) -> None:
    answer = shop("entities", "accept", f"proposal/feature/{SCREEN}", "--as", "feature/curved-screen")
    assert said(answer).startswith(f"“{SCREEN}” is one more name of feature/curved-screen; ")
    extract_loaded(services)
    rows = services.driver.execute_query(
        "MATCH (:Fact {mention: $m})-[:OBJECT]->(o) RETURN o.id AS o", m=SCREEN
    )
    assert [row["o"] for row in rows.records] == ["feature/curved-screen"]
    catalogue = tmp_path / "shop.csv"
    catalogue.write_text(f"id,brand,name,features\n2,Huawei,Huawei P50,{SCREEN}\n", "utf-8")
    assert shop("load", "catalog", catalogue).status == 0
    assert services.driver.execute_query("MATCH (f:Feature {name: $n}) RETURN f", n=SCREEN).records == []


def test_an_accepted_model_is_known_within_its_brand(shop: Daogou, services: Services) -> None:
    document = shop("entities", "accept", FOOBAR, "--json").document
    assert document == {"proposal": FOOBAR, "state": "accepted", "entity": "model/huawei/foobar-9-ultra"}
    known = services.lexicon().resolve("MODEL", "foobar9 ultra", "brand/huawei")
    assert known
    assert known.id == document["entity"]


def test_a_declined_name_is_not_listed_again(shop: Daogou, services: Services) -> None:
    assert said(shop("entities", "decline", FOOBAR)).startswith("“Foobar 9 Ultra” is declined")
    services.driver.execute_query("MATCH (s:Source) SET s.extracted = 'daogou@older'")
    extract_loaded(services)
    listed = shop("entities", "list", "--json").document["proposals"]
    assert FOOBAR not in [proposal["id"] for proposal in listed]
    assert proposals(services.driver)[FOOBAR]["support"] == 2


@pytest.mark.parametrize(
    "words",
    [("accept", "nope"), ("decline", "nope"), ("accept", FOOBAR, "--as", "nope")],
)
def test_an_unknown_id_is_one_line_and_1(shop: Daogou, words: tuple[str, ...]) -> None:
    answer = shop("entities", *words)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("daogou: no ")
    assert "'nope'" in answer.err
    assert answer.err.count("\n") == 1


CATALOGUE = "id,brand,name,NFC\n1,Huawei,Huawei Foobar 9,yes\n2,Huawei,Huawei Barfoo 9,yes\n"
FOO, BAR = "model/huawei/foobar-9", "model/huawei/barfoo-9"


def write_reviews(services: Services, about: str) -> None:
    text = {"1": "屏幕很清晰，续航不好", "2": "屏幕清晰得很，可惜续航太差"}[about]
    services.writer.sources([Source("review", text, f"r{about}", "zh", f"product/{about}")])


def test_texts_read_since_a_merge_are_split_again(
    graph_daogou: Daogou, services: Services, tmp_path: Path
) -> None:
    catalogue = tmp_path / "shop.csv"
    catalogue.write_text(CATALOGUE, "utf-8")
    assert graph_daogou("load", "catalog", catalogue).status == 0
    extract_loaded(services)
    before = unaudited(services.driver)
    for about in "12":
        write_reviews(services, about)
    extract_loaded(services)
    read = unaudited(services.driver)
    for (source,) in services.driver.execute_query("MATCH (s:Source {kind: 'review'}) RETURN s.id").records:
        services.ledger.retract(source)
    assert unaudited(services.driver) == before

    answer = graph_daogou("entities", "merge", FOO, BAR)
    assert said(answer) == (
        f"{FOO} is merged into {BAR}, 3 facts moved; `daogou entities split {FOO}` undoes it"
    )
    for about in "12":
        write_reviews(services, about)
    extract_loaded(services)
    assert graph_daogou("load", "catalog", catalogue).status == 0
    rows = services.driver.execute_query(
        "MATCH (:Model {id: $id})-[r:PRAISED_FOR]->() RETURN r.reviews AS n, r.of AS of", id=BAR
    ).records
    assert [row.values() for row in rows] == [[2, 2]]
    document = graph_daogou("entities", "split", FOO, "--json").document
    assert document == {"from": FOO, "into": BAR, "facts": 5}
    assert unaudited(services.driver) == read


def test_a_merged_model_is_still_known_by_its_name(
    graph_daogou: Daogou, services: Services, tmp_path: Path
) -> None:
    catalogue = tmp_path / "shop.csv"
    catalogue.write_text(CATALOGUE, "utf-8")
    assert graph_daogou("load", "catalog", catalogue).status == 0
    graph_daogou("entities", "merge", FOO, BAR, "--json")
    known = services.lexicon().resolve("MODEL", "Foobar 9", "brand/huawei")
    assert known
    assert known.id == FOO


@pytest.mark.parametrize(
    "words", [("merge", "nope", "brand/huawei"), ("split", "nope"), ("split", "brand/huawei")]
)
def test_what_cannot_be_merged_is_one_line_and_1(shop: Daogou, words: tuple[str, ...]) -> None:
    answer = shop("entities", *words)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(
        ("daogou: no entity has the id 'nope'", "daogou: brand/huawei is not merged")
    )
    assert answer.err.count("\n") == 1

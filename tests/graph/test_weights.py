"""Copies count together as one review, spam little; whatever comes or goes, the counts are those of what is there."""

from __future__ import annotations

import neo4j
import pytest

from graph.details import opinions
from graph.export import Export
from graph.ledger import Ledger
from graph.queries import load_queries
from graph.records import Entity, Fact, Product, Source
from graph.weights import Judgement, Weights
from graph.writer import Writer
from tests.graph.snapshots import snapshot

SCREEN = "feature/screen"


class Shop:
    """Three models; the first has two products."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self.driver, self.ledger = driver, Ledger(driver, batch_rows=2)
        writer = Writer(driver)
        writer.entities([Entity("Feature", SCREEN, "screen")], given=True)
        writer.entities([Entity("Model", f"model/{n}", f"M{n}") for n in (1, 2, 3)], given=True)
        writer.products([Product(f"product/{n}", f"P{n}") for n in ("1", "1b", "2", "3")])
        for n in ("1", "1b", "2", "3"):
            title = Source("title", f"M{n[0]}", f"title/{n}", "en", f"product/{n}")
            writer.sources([title])
            self.ledger.record(
                [
                    Fact(
                        f"product/{n}",
                        "OF_MODEL",
                        f"model/{n[0]}",
                        title.id,
                        0,
                        2,
                        title.text,
                        "catalogue",
                        "1",
                    )
                ]
            )

    def review(
        self,
        name: str,
        product: str = "1",
        *,
        praises: bool = True,
        spam: str | None = None,
        fingerprint: str | None = None,
        bands: tuple[int, ...] = (),
        kind: str = "review",
    ) -> str:
        """Load a review and read it as `daogou extract` does; return its id."""
        source = Source(kind, f"screen {name}", name, "en", f"product/{product}")  # type: ignore[arg-type]
        Writer(self.driver).sources([source])
        Weights(self.driver).judge([Judgement(source.id, spam, fingerprint, bands)])
        said = Fact(
            f"model/{product[0]}", "PRAISED_FOR", SCREEN, source.id, 0, 6, "screen", "reader", "1", 0.8
        )
        self.ledger.record_read([source.id], [said] if praises else [], mark="reader@1")
        return source.id

    def count(self, model: str = "1") -> tuple[int, int] | None:
        """Return what a model's screen is praised by: n of N."""
        query = "MATCH (:Model {id: $id})-[r:PRAISED_FOR]->() RETURN r.reviews AS reviews, r.of AS of"
        rows = self.driver.execute_query(query, id=f"model/{model}").records
        return (rows[0]["reviews"], rows[0]["of"]) if rows else None

    def weight(self, source: str) -> tuple[float, str | None]:
        query = "MATCH (s:Source {id: $id}) RETURN s.weight AS weight, s.weighted_because AS because"
        row = self.driver.execute_query(query, id=source).records[0]
        return row["weight"], row["because"]


def praised(driver: neo4j.Driver) -> set[str]:
    """Return the features that batch work takes the first product to have."""
    (product,) = (product for product in Export(driver).products() if product.id == "product/1")
    return set(product.features)


@pytest.fixture
def shop(clean_graph: neo4j.Driver) -> Shop:
    return Shop(clean_graph)


def test_honest_reviews_count_one_each(shop: Shop) -> None:
    ids = [shop.review(f"r{n}", praises=n < 2, fingerprint=str(n), bands=(n,)) for n in range(3)]
    assert shop.count() == (2, 3)
    assert {shop.weight(id_) for id_ in ids} == {(1.0, None)}


def test_copies_count_together_as_one_at_whatever_variant(shop: Shop) -> None:
    shop.review("honest", praises=False, fingerprint="h")
    copies = [shop.review(f"c{n}", "1b" if n else "1", fingerprint="same") for n in range(3)]
    assert shop.count() == (1, 2)
    assert {shop.weight(id_) for id_ in copies} == {(1 / 3, "copy")}


def test_near_copies_are_known_by_a_band_that_they_share(shop: Shop) -> None:
    near = [shop.review(f"n{n}", fingerprint=f"f{n}", bands=(n, 100)) for n in range(2)]
    far = shop.review("far", fingerprint="f9", bands=(9, 101))
    assert {shop.weight(id_) for id_ in near} == {(0.5, "copy")}
    assert shop.weight(far) == (1.0, None)
    assert shop.count() == (2, 2)


def test_the_same_words_of_another_device_are_no_copy(shop: Shop) -> None:
    ids = [shop.review(f"d{model}", model, fingerprint="same", bands=(1,)) for model in "12"]
    assert {shop.weight(id_) for id_ in ids} == {(1.0, None)}


def test_the_same_words_of_many_devices_are_spam_at_each(shop: Shop) -> None:
    shop.review("honest", fingerprint="h")
    ids = [shop.review(f"d{model}", model, fingerprint="same") for model in "123"]
    assert {shop.weight(id_) for id_ in ids} == {(0.1, "many_products")}
    assert (shop.count("1"), shop.count("2")) == ((1, 1), (0, 0))


@pytest.mark.parametrize("sign", ["paid", "stock", "advertising"])
def test_spam_counts_little_and_its_copies_together_no_more(shop: Shop, sign: str) -> None:
    shop.review("honest", praises=False, fingerprint="h")
    one = shop.review("spam", spam=sign, fingerprint="s")
    assert shop.weight(one) == (0.1, sign)
    for n in range(3):
        shop.review(f"s{n}", spam=sign, fingerprint="s")
    assert shop.weight(one) == (pytest.approx(0.025), sign)
    assert shop.count() == (0, 1)


def test_experts_reviews_are_weighed_too(shop: Shop) -> None:
    assert shop.weight(shop.review("x", spam="paid", kind="expert_review")) == (0.1, "paid")


@pytest.mark.parametrize("praises", [True, False])
@pytest.mark.parametrize("product", ["1", "1b", "3"])
def test_a_copy_that_goes_leaves_the_graph_that_never_had_it(shop: Shop, product: str, praises: bool) -> None:
    shop.review("a", "1", fingerprint="same", bands=(1, 2))
    shop.review("b", "2", fingerprint="same", bands=(1, 2))
    before = snapshot(shop.driver)
    gone = shop.review("c", product, praises=praises, fingerprint="same", bands=(2, 3))
    assert snapshot(shop.driver) != before
    shop.ledger.retract(gone)
    assert snapshot(shop.driver) == before


def test_of_a_text_at_many_devices_one_more_or_less_changes_nothing_elsewhere(shop: Shop) -> None:
    writer = Writer(shop.driver)
    writer.products([Product("product/4", "P4")])
    writer.sources([Source("title", "P4", "title/4", "en", "product/4")])
    for model in "123":
        shop.review(f"d{model}", model, fingerprint="same")
    before = snapshot(shop.driver)
    source = Source("review", "screen", "d4", "en", "product/4")
    writer.sources([source])
    Weights(shop.driver).judge([Judgement(source.id, None, "same")])
    query, params = load_queries()["weights_reach"].text, {"sources": [source.id], "many": 3}
    rows = shop.driver.execute_query(query, params).records
    assert [row["id"] for row in rows] == ["product/4"]
    shop.ledger.record_read([source.id], [], mark="reader@1")
    assert shop.weight(source.id) == (0.1, "many_products")
    shop.ledger.retract(source.id)
    assert snapshot(shop.driver) == before


def test_counts_and_weights_can_be_rebuilt(shop: Shop) -> None:
    for n in range(5):
        shop.review(
            f"r{n}", "1b" if n % 2 else "1", fingerprint="same" if n < 3 else f"f{n}", bands=(n // 2,)
        )
    shop.review("spam", spam="paid", fingerprint="s")
    before = snapshot(shop.driver)
    shop.driver.execute_query("MATCH (:Model)-[r:PRAISED_FOR]->() DELETE r")
    shop.driver.execute_query("MATCH (s:Source) REMOVE s.weight, s.weighted_because")
    shop.ledger.rebuild()
    assert snapshot(shop.driver) == before


def test_the_order_in_which_reviews_come_changes_nothing(shop: Shop) -> None:
    rows = [("a", "same", (1, 2)), ("b", "same", (1, 2)), ("c", "c", (2, 3)), ("d", "d", (3, 4))]
    for name, fingerprint, bands in rows:
        shop.review(name, fingerprint=fingerprint, bands=bands)
    there = snapshot(shop.driver)
    shop.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    back = Shop(shop.driver)
    for name, fingerprint, bands in reversed(rows):
        back.review(name, fingerprint=fingerprint, bands=bands)
    assert snapshot(shop.driver) == there


def test_no_more_reviews_say_so_than_there_are(shop: Shop) -> None:
    for n in range(9):
        shop.review(f"r{n}", fingerprint=f"f{n % 4}", spam="paid" if n % 4 == 3 else None)
        reviews, of = shop.count() or (0, 0)
        assert reviews == of


def test_an_opinion_that_only_spam_holds_is_shown_to_nobody(shop: Shop) -> None:
    shop.review("spam", spam="paid")
    query = load_queries()["read_details"].text
    sought = {"ids": ["product/1"], "parts": ["opinions"], "attributes": None}
    row = shop.driver.execute_query(query, sought=sought, shown=0.5).records[0]
    assert opinions(row["opinions"]) == ()
    assert praised(shop.driver) == set()
    shop.review("honest")
    row = shop.driver.execute_query(query, sought=sought, shown=0.5).records[0]
    assert [(view.praised, view.of) for view in opinions(row["opinions"])] == [(1, 1)]
    assert praised(shop.driver) == {SCREEN}


def test_reviews_are_counted_by_the_reason(shop: Shop) -> None:
    shop.review("honest", fingerprint="h")
    shop.review("spam", spam="paid", fingerprint="s")
    for n in range(2):
        shop.review(f"c{n}", fingerprint="same")
    assert Weights(shop.driver).counts() == {
        "copy": {"reviews": 2, "weight": 1.0},
        "honest": {"reviews": 1, "weight": 1.0},
        "paid": {"reviews": 1, "weight": 0.1},
    }

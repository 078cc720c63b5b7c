import neo4j

from graph.export import Export
from graph.records import Entity, Event, Product, Source
from graph.writer import Writer
from tests.graph.snapshots import snapshot


def shop(driver: neo4j.Driver, batch_rows: int = 3) -> Writer:
    writer = Writer(driver, batch_rows=batch_rows)
    writer.products(Product(f"product/{n}", f"T{n}", price=10.0 * n) for n in range(7))
    return writer


EVENTS = [
    Event("e1", "view", "user/a", at="2026-06-01T00:00:00+00:00", product="product/1", dwell_seconds=3.0),
    Event("e2", "purchase", "user/a", product="product/2", price=20.0),
    Event("e3", "search", "user/b", query="苹果　手机", asks_for=("brand/apple",)),
    Event("e4", "view", "user/b", product="product/none"),
]


def test_events_are_written_once_and_unknown_products_reported(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.entities([Entity("Brand", "brand/apple", "Apple")])
    assert writer.events(EVENTS).unknown == ("product/none",)
    before = snapshot(clean_graph)
    assert Writer(clean_graph).events(EVENTS).unknown == ("product/none",)
    assert writer.events(EVENTS).rows == 3
    assert snapshot(clean_graph) == before
    assert list(Export(clean_graph).asks()) == [("query/苹果 手机", "brand/apple")]


def test_a_later_row_keeps_what_it_does_not_state(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.products([Product("product/1", "New title")])
    products = {product.id: product for product in Export(clean_graph, page=2).products()}
    assert len(products) == 7
    assert products["product/1"].price == 10.0


def test_aliases_add_up(clean_graph: neo4j.Driver) -> None:
    writer = Writer(clean_graph)
    writer.entities([Entity("Brand", "brand/huawei", "Huawei", ("华为",))])
    writer.entities([Entity("Brand", "brand/huawei", "HUAWEI", ("华为", "華為"))])
    (name,) = Export(clean_graph).names()
    assert (name.name, name.aliases) == ("Huawei", ("华为", "華為"))


def test_equal_words_of_two_shoppers_are_two_sources(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    reviews = [
        Source("review", "Good", f"r{n}", "en", about="product/1", author=f"user/{n}") for n in range(2)
    ]
    assert writer.sources(reviews).unknown == ()
    assert len({source.id for source in Export(clean_graph).sources_to_extract("x@1")}) == 2


def test_a_text_about_an_unknown_product_leaves_no_trace(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    before = snapshot(clean_graph)
    stray = Source("review", "Good", "r", "en", about="product/none", author="user/z")
    assert writer.sources([stray]).unknown == ("product/none",)
    assert snapshot(clean_graph) == before


def test_an_event_under_anothers_id_is_refused_and_the_rest_of_its_batch_written(
    clean_graph: neo4j.Driver,
) -> None:
    writer = shop(clean_graph)
    writer.events(EVENTS)
    again = [
        Event("e1", "view", "user/other", product="product/1"),
        Event("e2", "purchase", "user/a", product="product/3"),
        Event("e3", "search", "user/b", query="another search"),
        Event("e5", "view", "user/a", product="product/5"),
    ]
    written = Writer(clean_graph).events(again)
    assert (written.rows, set(written.taken), written.unknown) == (1, {"e1", "e2", "e3"}, ())
    deeds = [(deed.user, deed.product) for deed in Export(clean_graph).deeds() if deed.type == "VIEWED"]
    assert deeds == [("user/a", "product/1"), ("user/a", "product/5")]


def test_a_price_in_another_currency_is_compared_with_none(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.products([Product("product/1", "T1", price=900.0, currency="USD")])
    paid = [("own", None), ("same", "USD"), ("other", "CNY")]
    writer.events(
        Event(id_, "purchase", "user/a", product="product/1", price=850.0, currency=currency)
        for id_, currency in paid
    )
    prices = {deed.id: deed.price for deed in Export(clean_graph).deeds()}
    assert prices == {"own": 850.0, "same": 850.0, "other": None}


def test_neighbours_need_both_ends(clean_graph: neo4j.Driver) -> None:
    written = shop(clean_graph).scored(
        "ALSO_BOUGHT", [("product/1", "product/2", 1.0), ("product/1", "product/x", 1.0)]
    )
    assert written == 1

import numpy as np
import polars as pl
import pytest

from profiles.catalogue import SHELF, read_catalogue
from profiles.errors import EventFrameError
from profiles.frames import ASKS, HAS, PRODUCTS

NO_ASKS = pl.DataFrame(schema=ASKS)


def test_a_price_stands_among_those_of_its_category_and_currency() -> None:
    products = [
        ("a", 1.0, "CNY"),
        ("b", 2.0, "CNY"),
        ("c", 2.0, "CNY"),
        ("d", 900.0, "USD"),
        ("e", None, "CNY"),
    ]
    other = [("w", 7.0, "CNY")]
    has = [*((name, "category/phone") for name in "abcde"), ("w", "category/watch")]
    shop = read_catalogue(
        pl.DataFrame([*products, *other], PRODUCTS, orient="row"),
        pl.DataFrame(has, HAS, orient="row"),
        NO_ASKS,
    )
    # Ranks of 1, 2, 2 are 1, 2½, 2½; of one price ½.
    np.testing.assert_allclose(shop.positions[:6], [0.5 / 3, 2 / 3, 2 / 3, 0.5, np.nan, 0.5])
    assert shop.currencies == ("CNY", "USD")
    assert shop.coins.tolist()[:6] == [0, 0, 0, 1, 0, 0]
    np.testing.assert_allclose(shop.prices[:6], [1, 2, 2, 900, np.nan, 7])


def test_the_shelf_is_the_smallest_category_that_is_large_enough() -> None:
    rows = []
    for n in range(3 * SHELF):
        rows.append((f"p{n:03d}", "category/everything"))
        if n < SHELF:
            rows.append((f"p{n:03d}", "category/cases"))
        if n < SHELF - 1:
            rows.append((f"p{n:03d}", "category/small"))
    products = pl.DataFrame([(f"p{n:03d}", None, None) for n in range(3 * SHELF + 1)], PRODUCTS, orient="row")
    shop = read_catalogue(products, pl.DataFrame(rows, HAS, orient="row"), NO_ASKS)
    cases, everything, bare = shop.strata[0], shop.strata[SHELF], shop.strata[3 * SHELF]
    assert {int(cases)} == set(shop.strata[:SHELF].tolist())
    assert {int(everything)} == set(shop.strata[SHELF : 3 * SHELF].tolist())
    assert len({int(cases), int(everything), int(bare)}) == 3


def test_queries_lead_to_what_they_ask_for() -> None:
    shop = read_catalogue(
        pl.DataFrame([("p", 1.0, "CNY")], PRODUCTS, orient="row"),
        pl.DataFrame([("p", "brand/x"), ("gone", "brand/y")], HAS, orient="row"),
        pl.DataFrame([("query/q", "feature/nfc")], ASKS, orient="row"),
    )
    row = shop.targets.to_list().index("query/q")
    assert [shop.entities[column] for column in shop.leads[[row]].indices] == ["feature/nfc"]
    assert shop.entities == ("brand/x", "feature/nfc")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(EventFrameError, match="products: found no column price, currency"):
        read_catalogue(pl.DataFrame({"product": ["p"]}), pl.DataFrame(schema=HAS), NO_ASKS)

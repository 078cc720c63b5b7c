from datetime import datetime

import numpy as np
import polars as pl
import pytest
from scipy.stats import beta

from profiles.catalogue import read_catalogue
from profiles.features import SHRINKAGE, Features, build_features
from profiles.frames import ASKS, HAS, PRODUCTS
from profiles.lifts import band
from profiles.records import Band
from profiles.sums import add, sum_events
from tests.profiles.samples import BEFORE, NOW, catalogue, events, simulated


def built(*frames: pl.DataFrame) -> Features:
    return build_features(sum_events(pl.concat(frames)), catalogue(), datetime.fromisoformat(NOW))


def cell(features: Features, matrix: str, entity: str, user: int = 0) -> float:
    column = features.catalogue.entities.index(entity)
    values = features.lifts() if matrix == "lifts" else getattr(features, matrix)
    return float(values[[user], [column]][0])


def test_brand_preference_is_a_share_shrunk_towards_the_category_s() -> None:
    # Phones: u buys brand b (6), v looks at brand a (1) twice and at b once, and at a watch.
    features = built(
        events(
            ("u", "PURCHASED", "dear", NOW),
            ("v", "VIEWED", "cheap", NOW),
            ("v", "VIEWED", "middle", NOW),
            ("v", "VIEWED", "dear", NOW),
            ("v", "VIEWED", "watch", NOW),
        )
    )
    within = 7 / 9  # b's part of all that was done with phones
    assert cell(features, "expected", "brand/b") == pytest.approx(6 * within)
    share = (6 + SHRINKAGE * within) / (6 + SHRINKAGE)
    assert cell(features, "lifts", "brand/b") == pytest.approx(share / within)
    # v's four views lead to expect 3 × 7/9 of b, whatever the watch's brand is.
    assert cell(features, "expected", "brand/b", 1) == pytest.approx(3 * within)
    assert cell(features, "expected", "category/phone", 1) == pytest.approx(4 * 9 / 10)
    assert cell(features, "expected", "brand/c", 1) == pytest.approx(1)


def test_a_need_comes_of_searches_own_words_and_products() -> None:
    features = built(
        events(
            ("u", "SEARCHED", "query/nfc", NOW),
            ("u", "REVIEWED", "feature/nfc", NOW),
            ("u", "VIEWED", "dear", NOW),
            ("u", "VIEWED", "cheap", NOW),
        )
    )
    assert cell(features, "counts", "feature/nfc") == pytest.approx(2 + 2 + 1)


def test_price_sensitivity_by_hand() -> None:
    features = built(events(("u", "PURCHASED", "cheap", NOW), ("v", "PURCHASED", "dear", NOW)))
    # Positions of three prices are 1/6, 3/6 and 5/6; a purchase weighs 6, and everybody's mean is one half.
    a, b = 0.5 * SHRINKAGE + 5, 0.5 * SHRINKAGE + 1
    measures = features.measures
    assert measures["price_sensitivity"] == pytest.approx([a / (a + b), b / (a + b)])
    low, high = beta(a, b).interval(0.95)
    assert measures["price_sensitivity_low"][0] == pytest.approx(low)
    assert measures["price_sensitivity_high"][0] == pytest.approx(high)


def test_the_interval_holds_what_half_the_events_did_not_show() -> None:
    """Of simulated shoppers: an interval from half of the events holds the mean of the other half."""
    happened, shop, _ = simulated()
    half = pl.Series(np.random.default_rng(0).random(len(happened)) < 0.5)
    seen, unseen = (build_features(sum_events(happened.filter(part)), shop) for part in (half, ~half))
    both = pl.Series(sorted(set(seen.users) & set(unseen.users)))
    rows = [features.users.search_sorted(both).to_numpy() for features in (seen, unseen)]
    low, high = (seen.measures[f"price_sensitivity_{end}"][rows[0]] for end in ("low", "high"))
    truth = unseen.measures["price_sensitivity"][rows[1]]
    assert np.mean((low <= truth) & (truth <= high)) >= 0.9
    assert np.mean(high - low) < 0.4


def test_discounts_money_frequency_and_recency() -> None:
    features = built(
        events(("u", "PURCHASED", "dear", NOW), price=240.0),
        events(("u", "PURCHASED", "cheap", BEFORE)),
        events(("v", "PURCHASED", "middle", NOW), price=200.0),
        events(("w", "VIEWED", "cheap", BEFORE)),
    )
    measures = features.measures
    # 20 % and nothing saved: everybody's mean is 10 %, and counts as one purchase.
    assert measures["discount"] == pytest.approx([0.15, 0.05, np.nan], nan_ok=True)
    assert measures["monetary"] == pytest.approx([240 + 100 / 2, 200, 0])
    assert measures["frequency"] == pytest.approx([1.5, 1, 0])
    assert measures["recency"] == pytest.approx([0, 0, 60])
    assert features.purchases.tolist() == [2, 1, 0]


def test_money_is_told_in_the_currency_in_which_they_bought_most() -> None:
    prices = [
        ("a", 10.0, "USD"),
        ("b", 20.0, "USD"),
        ("c", 900.0, "CNY"),
        ("d", None, "CNY"),
        ("e", 7.0, None),
    ]
    shop = read_catalogue(
        pl.DataFrame(prices, PRODUCTS, orient="row"),
        pl.DataFrame([(product, "brand/x") for product, *_ in prices], HAS, orient="row"),
        pl.DataFrame(schema=ASKS),
    )
    did = [("u", "a"), ("u", "b"), ("u", "c"), ("v", "c"), ("w", "d"), ("x", "e")]
    features = build_features(
        add(
            sum_events(events(*((user, "PURCHASED", product, NOW) for user, product in did))),
            sum_events(events(("v", "PURCHASED", "a", BEFORE), ("y", "VIEWED", "c", NOW))),
            sum_events(events(("z", "PURCHASED", "b", NOW), price=15.0)),
        ),
        shop,
    )
    assert features.users.to_list() == list("uvwxyz")
    assert features.measures["monetary"] == pytest.approx([30, 900, 0, 7, 0, 15])
    assert features.currencies.to_list() == ["USD", "CNY", None, None, None, "USD"]
    # 15 of 20 was paid, in a currency that is as good as any.
    assert features.measures["discount"][-1] == pytest.approx(0.25)
    taken = features.taken.toarray()
    dollars, nobody = (
        band(taken[np.isin(features.users, list(users))].sum(axis=0), shop) for users in ("uz", "w")
    )
    assert (dollars, nobody) == (Band(10.0, 20.0, 20.0, "USD"), None)


def test_diversity_is_the_number_of_equally_liked_ones() -> None:
    features = built(
        events(("u", "VIEWED", "cheap", NOW), ("u", "VIEWED", "dear", NOW), ("v", "PURCHASED", "cheap", NOW)),
        events(("w", "REVIEWED", "feature/nfc", NOW)),
    )
    assert features.measures["brand_diversity"] == pytest.approx([2, 1, np.nan], nan_ok=True)
    assert features.measures["category_diversity"] == pytest.approx([1, 1, np.nan], nan_ok=True)


def test_one_star_is_no_preference() -> None:
    features = built(events(("u", "RATED", "dear", NOW), rating=1.0), events(("v", "VIEWED", "cheap", NOW)))
    assert features.counts[[0]].nnz == 0
    assert np.isfinite(features.lifts().data).all()
    assert features.events.tolist() == [1, 1]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [("u", "VIEWED", "cheap", NOW), ("v", "VIEWED", "dear", BEFORE), ("u", "PURCHASED", "watch", None)]
    one, other = (built(events(*order)) for order in (rows, rows[::-1]))
    np.testing.assert_allclose(one.lifts().toarray(), other.lifts().toarray())

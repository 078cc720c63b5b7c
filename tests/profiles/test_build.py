import numpy as np
import polars as pl
import pytest
from sklearn.metrics import adjusted_rand_score

from profiles.build import build
from profiles.errors import EventFrameError
from profiles.features import HALF_LIFE_DAYS, SHRINKAGE, WEIGHTS, build_features, weigh

PRODUCTS = pl.DataFrame({
    "product": ["cheap", "middle", "dear", "watch"],
    "price": [100.0, 200.0, 300.0, 50.0],
    "brand": ["brand/a", "brand/a", "brand/b", "brand/c"],
    "category": ["category/phone"] * 3 + ["category/watch"],
})  # fmt: skip
HAS = pl.DataFrame({"product": ["dear"], "entity": ["feature/nfc"]})
SCHEMA = {"user": pl.String, "type": pl.String, "product": pl.String, "at": pl.String}
NOW, BEFORE = "2026-06-30T00:00:00+00:00", "2026-05-01T00:00:00+00:00"


def events(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), SCHEMA, orient="row")


def names(entity: str) -> tuple[str, str]:
    return f"中{entity.rpartition('/')[2]}", entity.rpartition("/")[2]


def test_an_event_weighs_its_type_and_half_after_a_half_life() -> None:
    assert HALF_LIFE_DAYS == 60
    weighed = weigh(
        events(("u", "PURCHASED", "dear", NOW), ("u", "VIEWED", "dear", BEFORE), ("u", "SEARCHED", None, NOW))
    )
    assert weighed["weight"].to_list() == pytest.approx([WEIGHTS["PURCHASED"], 0.5])


def test_price_sensitivity_by_hand() -> None:
    features = build_features(
        events(("u", "PURCHASED", "cheap", NOW), ("v", "PURCHASED", "dear", NOW)), PRODUCTS, HAS
    )
    # Percentiles of three prices are 1/6, 3/6 and 5/6; a purchase weighs 6, the prior SHRINKAGE at one half.
    expected = 1 - (6 / 6 + 0.5 * SHRINKAGE) / (6 + SHRINKAGE)
    assert features.price_sensitivity == pytest.approx([expected, 1 - expected])


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [("u", "VIEWED", "cheap", NOW), ("v", "VIEWED", "dear", BEFORE), ("u", "PURCHASED", "watch", None)]
    one, other = (build_features(events(*order), PRODUCTS, HAS) for order in (rows, rows[::-1]))
    assert one.entities == other.entities
    np.testing.assert_allclose(one.shares, other.shares)


def test_frames_that_do_not_fit_are_named() -> None:
    with pytest.raises(EventFrameError, match="found no column type, product, at"):
        weigh(pl.DataFrame({"user": ["u"]}))
    with pytest.raises(EventFrameError, match="no event of a known product"):
        build_features(events(("u", "VIEWED", "unknown", NOW)), PRODUCTS, HAS)


def kinds(shoppers: int, per_kind: int = 5) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, list[int]]:
    """Four kinds of shopper, each with a brand and a category of its own."""
    rng = np.random.default_rng(0)
    products = [
        (f"p{k}-{n}", 100.0 * (k + 1) + n, f"brand/{k}", f"category/{k % 2}")
        for k in range(4)
        for n in range(per_kind)
    ]
    rows, types = [], []
    for user in range(shoppers):
        kind = user % 4
        types.append(kind)
        for _ in range(12):
            chosen = kind if rng.random() < 0.8 else int(rng.integers(4))
            rows.append((f"u{user:03d}", "VIEWED", f"p{chosen}-{rng.integers(per_kind)}", NOW))
    frame = pl.DataFrame(products, dict(zip(PRODUCTS.columns, PRODUCTS.dtypes, strict=True)), orient="row")
    return events(*rows), frame, pl.DataFrame(schema={"product": pl.String, "entity": pl.String}), types


def test_known_kinds_are_found_again_and_named() -> None:
    happened, products, has, types = kinds(120)
    built = build(happened, products, has, names)
    found = [profile.segment for profile in built.profiles]
    assert adjusted_rand_score(types, found) >= 0.8
    assert len(built.segments) == max(built.silhouettes, key=lambda k: built.silhouettes[k]) == 4
    assert all(
        segment.prefers[0].lift > 2 and segment.name_en.endswith("buyers") for segment in built.segments
    )
    assert build(happened, products, has, names) == built


def test_small_groups_are_never_published() -> None:
    happened, products, has, _ = kinds(8)
    built = build(happened, products, has, names)
    assert built.segments == ()
    assert {profile.segment for profile in built.profiles} == {None}

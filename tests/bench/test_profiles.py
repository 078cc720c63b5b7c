import numpy as np
import polars as pl

from bench.profiles import Shop, catalogue_of, measure, resampled
from profiles.frames import EVENTS, HAS

SHOP = Shop(
    rows=np.array([0, 0, 1, 2]),
    columns=np.array([0, 1, 1, 0]),
    users=3,
    items=("p0", "p1"),
    has=pl.DataFrame([("p0", "brand/a"), ("p1", "brand/b")], HAS, orient="row"),
)


def test_one_copy_holds_the_purchases_themselves() -> None:
    events = pl.concat(resampled(SHOP, 1))
    assert events.columns == list(EVENTS)
    assert sorted(events.select("user", "target").rows()) == [
        ("user/0", "p0"), ("user/0", "p1"), ("user/1", "p1"), ("user/2", "p0"),
    ]  # fmt: skip


def test_copies_are_shoppers_of_their_own_who_bought_what_somebody_did() -> None:
    events = pl.concat(resampled(SHOP, 100))
    baskets = events.group_by("user").agg(pl.col("target").sort())["target"].to_list()
    assert len(baskets) == 300
    assert {tuple(basket) for basket in baskets} == {("p0", "p1"), ("p1",), ("p0",)}


def test_a_size_is_measured_with_its_peer() -> None:
    cost = measure(SHOP, 5, peer=True)
    assert (cost.events, cost.shoppers) == (sum(map(len, resampled(SHOP, 5))), 15)
    assert min(cost.sums, cost.profiles, cost.clock, cost.peer) > 0
    assert catalogue_of(SHOP).entities == ("brand/a", "brand/b")

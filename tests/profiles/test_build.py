from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sklearn.metrics import adjusted_rand_score

from profiles.build import build
from profiles.identity import Published
from profiles.records import Profiles
from profiles.segments import Config
from profiles.sums import add, sum_events
from tests.profiles.samples import names, simulated

QUICK = Config(resamples=2)


class Building(Protocol):
    def __call__(self, *parts: pl.DataFrame, **options: Any) -> Profiles: ...


@pytest.fixture(scope="module")
def building(tmp_path_factory: pytest.TempPathFactory) -> Building:
    """Build profiles of sums of the simulated shop."""

    def made(*parts: pl.DataFrame, **options: Any) -> Profiles:
        return build(parts, simulated()[1], names, tmp_path_factory.mktemp("built"), **options)

    return made


@pytest.fixture(scope="module")
def built(building: Building) -> Profiles:
    return building(sum_events(simulated()[0]))


def test_known_kinds_are_found_again(built: Profiles) -> None:
    _, _, kinds = simulated()
    shoppers = built.shoppers
    found = shoppers["segment"].fill_null("").to_list()
    assert adjusted_rand_score([kinds[user] for user in shoppers["user"]], found) >= 0.8
    assert len(built.segments) == 7
    assert built.chosen is not None
    assert built.chosen.stable
    assert built.chosen.merit == max(each.merit for each in built.candidates)


def test_a_segment_says_what_sets_it_apart(built: Profiles) -> None:
    apple = next(segment for segment in built.segments if "Apple" in segment.words.name_en)
    first = next(lift for lift in apple.prefers if lift.entity == "brand/Apple")
    assert first.low > 3
    assert first.count <= apple.size
    assert f"Apple ({first.lift:.1f}×, 95% {first.low:.1f}–{first.high:.1f}" in apple.words.description_en
    assert f"中Apple（{first.lift:.1f} 倍" in apple.words.description_zh
    assert f"{apple.size} shoppers, {apple.share:.0%} of all" in apple.words.description_en
    assert apple.words.name_zh.endswith("买家")
    assert any(lift.entity.startswith("apple-iphone") for lift in apple.products)
    assert apple.band is not None
    assert 0 < apple.band.low < apple.band.middle < apple.band.high
    assert apple.apart.accuracy > 0.9
    assert 1 <= len(apple.apart.traits) <= 10
    assert ("brand/Apple", True) in {(trait.feature, trait.more) for trait in apple.apart.traits}


def test_names_are_different_and_prices_stand_in_them(built: Profiles) -> None:
    english = [segment.words.name_en for segment in built.segments]
    assert len(set(english)) == len(english)
    bargain = max(built.segments, key=lambda segment: segment.price_sensitivity)
    assert bargain.words.name_en.startswith("Price-conscious")
    assert bargain.words.name_zh.startswith("看重价格的")


def test_a_shopper_s_preferences_are_theirs(built: Profiles) -> None:
    _, _, kinds = simulated()
    fans = [user for user, kind in kinds.items() if kind == "apple"]
    likes = built.prefers.filter(pl.col("user").is_in(fans) & (pl.col("entity") == "brand/Apple"))
    assert likes["user"].n_unique() >= 0.9 * len(fans)
    assert likes["lift"].min() > 1
    most = built.prefers.group_by("user").len()["len"].max()
    assert most == 3 + 2 + 4


def test_the_same_input_is_the_same_output_and_an_update_is_a_rebuild(
    building: Building, built: Profiles
) -> None:
    happened, _, _ = simulated()
    whole = add(sum_events(happened[:9000]), sum_events(happened[9000:]))
    for again, before in zip(building(whole).segments, built.segments, strict=True):
        assert again.price_sensitivity == pytest.approx(before.price_sensitivity)
        assert replace(again, price_sensitivity=before.price_sensitivity) == before


def test_segments_keep_their_identity_when_shoppers_come_and_go(building: Building, built: Profiles) -> None:
    happened, _, kinds = simulated()
    gone = [user for number, user in enumerate(kinds) if number % 5 == 0]
    later = sum_events(happened.filter(~pl.col("user").is_in(gone)))
    before = Published(built.shoppers.select("user", "segment").drop_nulls(), built.last)
    again = building(later, before=before, config=QUICK)
    both = built.shoppers.join(again.shoppers, on="user", suffix="_later").drop_nulls()
    stayed = (both["segment"] == both["segment_later"]).mean()
    assert isinstance(stayed, float)
    assert stayed > 0.9


def test_small_groups_are_never_published(building: Building) -> None:
    happened, _, kinds = simulated()
    few = list(kinds)[:9]
    built = building(sum_events(happened.filter(pl.col("user").is_in(few))))
    assert built.segments == ()
    assert built.shoppers["segment"].null_count() == len(built.shoppers) == 9
    assert built.chosen is None


def test_nothing_is_said_of_fewer_shoppers_than_may_be_published(built: Profiles) -> None:
    assert built.segments
    for segment in built.segments:
        assert segment.size >= 10
        assert all(lift.count >= 10 for lift in (*segment.prefers, *segment.products))


def test_shoppers_who_are_all_alike_are_no_error(building: Building) -> None:
    happened, _, kinds = simulated()
    one = happened.filter(pl.col("user") == happened["user"][0])
    copies = pl.concat([one.with_columns(user=pl.lit(user)) for user in list(kinds)[:60]])
    built = building(sum_events(copies), config=QUICK)
    assert len(built.shoppers) == 60
    scores = built.shoppers["score"].to_numpy()
    assert np.isfinite(scores).all()
    assert [segment.size for segment in built.segments] == [60]
    assert built.segments[0].words.description_en.startswith(
        "60 shoppers, 100% of all. Nothing sets them apart"
    )


def test_part_by_part_is_what_all_at_once_is(building: Building, built: Profiles) -> None:
    sums = sum_events(simulated()[0]).sort("user")
    cuts = ["", *(sums["user"][place] for place in (3000, 9000)), "~"]
    parts = [
        sums.filter(pl.col("user").is_between(pl.lit(low), pl.lit(high), "left"))
        for low, high in pairwise(cuts)
    ]
    again = building(*parts)
    assert_frame_equal(again.shoppers, built.shoppers, abs_tol=2e-4)
    assert_frame_equal(
        again.prefers.sort("user", "entity"), built.prefers.sort("user", "entity"), abs_tol=2e-3
    )
    for one, other in zip(again.segments, built.segments, strict=True):
        assert replace(one, price_sensitivity=other.price_sensitivity, words=other.words) == other


def test_groups_are_learned_from_some_and_hold_for_all(building: Building, built: Profiles) -> None:
    happened, _, kinds = simulated()
    sums = sum_events(happened).sort("user")
    half = sums["user"][len(sums) // 2]
    parts = sums.filter(pl.col("user") < half), sums.filter(pl.col("user") >= half)
    few = building(*parts, config=Config(learned=250))
    shoppers = few.shoppers
    assert len(shoppers) == few.count == built.count
    assert sum(segment.size for segment in few.segments) == len(shoppers.drop_nulls("segment"))
    found = shoppers["segment"].fill_null("").to_list()
    assert adjusted_rand_score([kinds[user] for user in shoppers["user"]], found) >= 0.8


def test_somebody_with_nothing_known_is_in_no_part(building: Building, built: Profiles) -> None:
    happened, _, _ = simulated()
    nobody = sum_events(happened[:5].with_columns(user=pl.lit("a nobody"), target=pl.lit("gone")))
    assert building(nobody, sum_events(happened)).count == built.count

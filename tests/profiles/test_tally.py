import numpy as np
import polars as pl

from profiles.everybody import meet
from profiles.features import build_features, features_of
from profiles.identity import Published
from profiles.sums import latest, sum_events
from profiles.tally import Tally
from tests.profiles.samples import NOW, catalogue, events, simulated


def test_what_a_group_has_in_common_by_hand() -> None:
    features = build_features(
        sum_events(
            events(
                ("u", "PURCHASED", "dear", NOW),
                ("v", "VIEWED", "cheap", NOW),
                ("v", "VIEWED", "dear", NOW),
                ("w", "SEARCHED", "query/nfc", NOW),
            )
        ),
        catalogue(),
    )
    shop = features.catalogue
    before = Published(pl.DataFrame({"user": ["u", "w", "z"], "segment": ["s1", "s1", "s2"]}), 2)
    tally = Tally(2, shop, before)
    tally.add(features, np.array([0, 0, 1]))
    assert tally.sizes.tolist() == [2, 1]
    places = [shop.targets.to_list().index(target) for target in ("dear", "cheap", "query/nfc")]
    np.testing.assert_allclose(tally.weights[:, places], [[7, 1, 0], [0, 0, 2]])
    assert tally.takes[0, [places[0], places[1]]].tolist() == [2, 1]
    assert tally.takes[1].sum() == 0
    # Of phones, 7 of 8 views are of brand b: u does more of it than that, v less, and so more of a.
    brands = [shop.entities.index(brand) for brand in ("brand/a", "brand/b")]
    assert tally.prefers[0, brands].tolist() == [1, 1]
    # s2's only shopper did nothing.
    assert tally.shared.tolist() == [[1, 0], [1, 0]]


def test_parts_add_up() -> None:
    happened, shop, kinds = simulated()
    sums = sum_events(happened)
    whole, everybody = build_features(sums, shop), meet([sums], shop, latest(sums))
    numbers = {kind: number for number, kind in enumerate(sorted(set(kinds.values())))}
    once, twice = (Tally(len(numbers), shop, Published()) for _ in range(2))
    once.add(whole, np.array([numbers[kinds[user]] for user in whole.users]))
    early = pl.col("user") < whole.users[200]
    for part in (sums.filter(early), sums.filter(~early)):
        features = features_of(part, shop, everybody)
        twice.add(features, np.array([numbers[kinds[user]] for user in features.users]))
    for name in ("sizes", "cheap", "weights", "prefers", "takes"):
        np.testing.assert_allclose(getattr(twice, name), getattr(once, name))

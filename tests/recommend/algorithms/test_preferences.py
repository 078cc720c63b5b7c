"""What profiles say of a user and an item is what `profiles` measures, for one row as for many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.algorithms.preferences import Preferences, preferences_of
from recommend.algorithms.profiled import features_of
from recommend.dataset import Dataset, Knowledge
from tests.recommend.algorithms.samples import ITEMS, USERS, shop


def priced() -> Dataset:
    """Return the shop, its first 30 prices known."""
    data = shop(rated=False)
    prices = np.log(np.where(np.arange(ITEMS) < 30, 10.0 + np.arange(ITEMS), np.nan)).astype(np.float32)
    weights = np.where(np.arange(len(data)) % 3 == 0, 0.5, 1).astype(np.float32)
    return replace(data, weights=weights, knowledge=replace(data.knowledge, prices=prices))


def small() -> Preferences:
    """Return two brands on one shelf, of which everybody takes a quarter and three quarters; three items."""
    return Preferences(
        csr_array(np.ones((3, 1), np.float32)),
        {"brand": csr_array(np.array([[1, 0], [0, 1], [0, 0]], np.float32))},
        {"brand": np.array([[0.25, 0.75]], np.float32)},
        np.array([0.9, 0.2, np.nan], np.float32),
        0.5,
    )


def test_a_small_case_by_hand() -> None:
    taken = csr_array(np.array([[1, 0, 0]], np.float32))
    brand, price = small().of_pairs(taken, np.zeros(3, np.int64), np.arange(3))
    # 6 views of brand 0, of which 1.5 are expected: ((6 + 5 · ¼) / 11) / ¼; of the other: (5 · ¾ / 11) / ¾.
    np.testing.assert_allclose(brand, [np.log(7.25 / 11 / 0.25), np.log(5 / 11), 0], atol=1e-4)
    mean = (6 * 0.9 + 5 * 0.5) / 11
    spread = np.sqrt(mean * (1 - mean) / 12)
    np.testing.assert_allclose(price, [(0.9 - mean) / spread, (0.2 - mean) / spread, np.nan], rtol=1e-5)


def test_who_did_nothing_is_like_everybody() -> None:
    brand, price = small().of_pairs(csr_array((1, 3), dtype=np.float32), np.zeros(2, np.int64), np.arange(2))
    assert brand.tolist() == [0, 0]
    assert price[0] > 0 > price[1]


def test_the_measures_are_those_of_profiles() -> None:
    data = priced()
    features = features_of(data)
    found, users = preferences_of(features, ITEMS), features.users.cast(int).to_numpy()
    brands = np.flatnonzero(features.catalogue.kind("brand"))
    theirs, did = features.lifts()[:, brands].toarray(), features.counts[:, brands].toarray() > 0
    ours = np.exp(found.log_lifts(data.taken()[users], "brand"))
    np.testing.assert_allclose(ours[did], theirs[did], rtol=1e-4)
    assert found.cheap is not None
    mean, _ = found.sensitivity(data.taken()[users], found.cheap)
    np.testing.assert_allclose(mean, features.measures["price_sensitivity"], rtol=1e-5)


def test_one_shopper_alone_gets_what_a_batch_says() -> None:
    data = priced()
    found, taken = preferences_of(features_of(data), ITEMS), data.taken()
    rows, columns = np.repeat(np.arange(USERS), ITEMS), np.tile(np.arange(ITEMS), USERS)
    batch = np.stack(found.of_pairs(taken, rows, columns))
    for user in (0, 7):
        alone = np.stack(found.of_pairs(taken[[user]], np.zeros(ITEMS, np.int64), np.arange(ITEMS)))
        np.testing.assert_allclose(alone, batch[:, rows == user], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("known", "names"), [(shop(rated=False).knowledge, ("brand preference",)), (Knowledge(), ())]
)
def test_what_nothing_is_known_of_is_left_out(known: Knowledge, names: tuple[str, ...]) -> None:
    found = preferences_of(features_of(replace(shop(rated=False), knowledge=known)), ITEMS)
    assert found.names == names
    assert (
        found.of_pairs(shop(rated=False).taken(), np.zeros(1, np.int64), np.zeros(1, np.int64))[len(names) :]
        == []
    )

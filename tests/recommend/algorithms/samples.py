"""A small shop with structure: two tastes, popular and rare items, knowledge that goes with taste."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

import numpy as np
from scipy.sparse import csr_array

from recommend.dataset import Dataset, Floats, Ints, Knowledge

USERS, ITEMS = 60, 40
WORDS = (("screen", "camera", "phone"), ("bass", "cable", "headphones"))


def taste_of(positions: Ints) -> Ints:
    """Return which of the two tastes users or items have."""
    return positions % 2


def shop(*, rated: bool, times: bool = True, seed: int = 5) -> Dataset:
    """Return who took or rated what; users take, and like, what is of their taste, and what is popular."""
    random = np.random.default_rng(seed)
    users, items = np.arange(USERS), np.arange(ITEMS)
    same = taste_of(users)[:, None] == taste_of(items)
    popular = 1 / (1 + items / 8)
    taken = random.random(same.shape) < np.where(same, 0.9, 0.08) * popular
    taken[users, (users % 2) + 2 * random.integers(0, 3, USERS)] = True
    rows, columns = np.nonzero(taken)
    liked = np.clip(np.round(random.normal(np.where(same, 4.4, 2), 0.7)), 1, 5)[taken].astype(np.float32)
    stamps = random.integers(1_700_000_000, 1_710_000_000, len(rows)) if times else None
    values = liked if rated else np.ones(len(rows), np.float32)
    return Dataset(
        tuple(f"u{user}" for user in users),
        tuple(f"i{item}" for item in items),
        rows.astype(np.int64),
        columns.astype(np.int64),
        values,
        stamps,
        knowledge(items, random),
    )


def knowledge(items: Ints, random: np.random.Generator) -> Knowledge:
    """Return brands and neighbours within a taste, and a text each."""
    brands = np.zeros((len(items), 6), np.float32)
    brands[items, taste_of(items) * 3 + items % 3] = 1
    others = len(items) + 5
    bought = np.zeros((len(items), others), np.float32)
    for item in items:
        alike = items[(taste_of(items) == taste_of(items[item])) & (items != item)]
        bought[item, random.choice(alike, 4, replace=False)] = 1
        bought[item, len(items) + random.integers(5)] = 1
    texts = tuple(" ".join(random.permutation(WORDS[taste])) for taste in taste_of(items))
    return Knowledge({"brand": csr_array(brands)}, {"also_bought": csr_array(bought)}, texts)


def without(data: Dataset, user: int) -> Dataset:
    """Return the data without what one user took."""
    return data.chosen(data.rows != user)


def one_item(count: int = 3) -> Dataset:
    """Return a catalogue of one item that all but the last user rated."""
    ones = np.arange(count - 1)
    values = (1 + ones).astype(np.float32)
    known = Knowledge(texts=("the only phone",))
    return Dataset(
        tuple(map(str, range(count))), ("only",), ones, np.zeros_like(ones), values, knowledge=known
    )


def letters(texts: Sequence[str]) -> Floats:
    """Return how often each letter stands in a text [texts, 26]: the least of encoders."""
    counts = [[text.count(letter) for letter in ascii_lowercase] for text in texts]
    return np.array(counts, np.float32)

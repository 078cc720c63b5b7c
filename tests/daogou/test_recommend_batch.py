"""`daogou recommend batch` on folders in PGPR's layout, whole and not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.daogou.command import Daogou
from tests.daogou.test_datasets import folder

SHOPPERS, PRODUCTS = 30, 24


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Even shoppers take even products, odd ones odd products, some by chance; the brand tells which."""
    rng = np.random.default_rng(4)
    mine = [sorted(rng.choice(np.arange(u % 2, PRODUCTS, 2), 5, replace=False)) for u in range(SHOPPERS)]
    lines = [f"{user} {' '.join(map(str, items))}" for user, items in enumerate(mine)]
    return folder(
        tmp_path,
        users__txt__gz="".join(f"u{user}\n" for user in range(SHOPPERS + 1)),
        product__txt__gz="".join(f"P{product}\n" for product in range(PRODUCTS)),
        brand__txt__gz="Even\nOdd\n",
        brand_p_b__txt__gz="".join(f"{product % 2}\n" for product in range(PRODUCTS)),
        category_p_c__txt__gz=None,
        also_bought_p_p__txt__gz=None,
        train_label__txt="\n".join((*lines, f"{SHOPPERS} ", "")),
    )


def lists(file: Path) -> dict[int, list[int]]:
    rows = [[int(word) for word in line.split()] for line in file.read_text().splitlines()]
    return {user: items for user, *items in rows}


@pytest.mark.parametrize("algorithm", ["lambdamart", "kg-gnn", "ease", "popularity"])
def test_every_shopper_gets_what_they_do_not_have(
    daogou: Daogou, shop: Path, tmp_path: Path, algorithm: str
) -> None:
    output = tmp_path / "out" / "lists.txt"
    words = ("--data", shop, "--top-k", "5", "--output", output, "--algorithm", algorithm, "--json")
    answer = daogou("recommend", "batch", *words)
    assert answer.status == 0, answer.err
    assert answer.document["shoppers"] == SHOPPERS + 1
    found = lists(output)
    assert list(found) == list(range(SHOPPERS + 1))
    taken = lists(shop / "train_label.txt")
    for user, items in found.items():
        assert len(set(items)) == 5
        assert not set(items) & set(taken[user])
    if algorithm != "popularity":
        right = sum(
            item % 2 == user % 2 for user, items in found.items() if user < SHOPPERS for item in items
        )
        assert right > 0.8 * 5 * SHOPPERS
    assert [file.name for file in output.parent.iterdir()] == ["lists.txt"]


def test_a_list_is_shorter_where_fewer_products_are_left(daogou: Daogou, tmp_path: Path) -> None:
    data, output = folder(tmp_path), tmp_path / "lists.txt"
    answer = daogou("recommend", "batch", "--data", data, "--output", output)
    assert answer.status == 0, answer.err
    found = lists(output)
    assert found[0] == [1]
    assert sorted(found[1]) == [0, 2]


def test_a_folder_without_purchases_leaves_the_old_file(daogou: Daogou, tmp_path: Path) -> None:
    data, output = folder(tmp_path, train_label__txt="0\n"), tmp_path / "lists.txt"
    output.write_text("0 1\n")
    answer = daogou("recommend", "batch", "--data", data, "--output", output)
    assert answer.status == 1
    assert "found no purchase in train_label" in answer.err
    assert output.read_text() == "0 1\n"

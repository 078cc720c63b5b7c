"""The benchmark of growth: the larger data, what a training costs, and the exponents."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from bench import growth_cost, recommend_growth
from bench.growth_cost import ALGORITHMS, Cost, cost
from bench.growth_data import larger, smaller
from bench.peak import peak
from bench.recommend_growth import exponent, main
from recommend.dataset import Dataset
from tests.recommend.algorithms.samples import ITEMS, USERS, shop

DATA = shop(rated=False)


def test_a_smaller_set_keeps_whole_shoppers_and_what_is_known_of_their_products() -> None:
    small = smaller(DATA, 5)
    assert len(small.users) == 5
    names = set(small.users)
    wanted = {(DATA.users[u], DATA.items[i]) for u, i in zip(DATA.rows, DATA.columns, strict=True)}
    found = {(small.users[u], small.items[i]) for u, i in zip(small.rows, small.columns, strict=True)}
    assert found == {pair for pair in wanted if pair[0] in names}
    item = len(small.items) - 1
    old = DATA.items.index(small.items[item])
    for name, matrix in small.knowledge.relations.items():
        assert (matrix[[item]].toarray() == DATA.knowledge.relations[name][[old]].toarray()).all()
    neighbours, before = small.knowledge.neighbours["also_bought"], DATA.knowledge.neighbours["also_bought"]
    assert neighbours.shape == (len(small.items), len(small.items) + before.shape[1] - ITEMS)
    kept = [DATA.items.index(name) for name in small.items]
    assert (neighbours[[item]].toarray()[0, : len(kept)] == before[[old]].toarray()[0, kept]).all()
    assert small.knowledge.texts[item] == DATA.knowledge.texts[old]


def test_a_larger_set_has_more_of_all_and_the_same_counts() -> None:
    large = larger(DATA, 3)
    assert (len(large.users), len(large.items)) == (3 * USERS, 3 * ITEMS)
    assert len(set(large.users)) == 3 * USERS
    assert 0.9 < len(large) / (3 * len(DATA)) <= 1
    assert len(np.unique(large.rows * len(large.items) + large.columns)) == len(large)
    assert np.bincount(large.rows).mean() == pytest.approx(np.bincount(DATA.rows).mean(), rel=0.1)
    across = (large.rows // USERS != large.columns // ITEMS).mean()
    assert 0.05 < across < 0.2
    assert large.knowledge.relations["brand"].shape == (3 * ITEMS, 6)
    neighbours = large.knowledge.neighbours["also_bought"].tocoo()
    assert neighbours.shape == (3 * ITEMS, 3 * (ITEMS + 5))
    own = neighbours.col < 3 * ITEMS
    assert (neighbours.row[own] // ITEMS == neighbours.col[own] // ITEMS).all()
    assert neighbours.nnz == 3 * DATA.knowledge.neighbours["also_bought"].nnz


def test_products_can_stay_as_they_are() -> None:
    large = larger(DATA, 3, products=False)
    assert (len(large.users), len(large.items)) == (3 * USERS, ITEMS)
    assert large.knowledge.neighbours["also_bought"].shape == (ITEMS, ITEMS + 5)
    assert 0.8 < len(large) / (3 * len(DATA)) <= 1


def test_one_copy_is_the_data() -> None:
    same = larger(DATA, 1)
    assert (same.taken() != DATA.taken()).nnz == 0


def test_exponents_are_slopes() -> None:
    assert exponent([10, 30, 100], [5e-3, 9 * 5e-3, 100 * 5e-3]) == pytest.approx(2)
    assert np.isnan(exponent([10], [1.0]))
    assert np.isnan(exponent([10, 30], [0.0, 1.0]))


@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_a_training_costs_is_measured(name: str) -> None:
    found = cost(name, DATA, smaller(DATA, 30), epochs=1)
    assert found.cpu >= 0
    assert 0 < found.clock < 60
    assert 0 <= found.mib < 500


def test_memory_is_what_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []

    def learn(name: str, data: object, epochs: int) -> float:
        held.append(np.ones(1 << 24 if len(held) else 1))  # 128 MiB
        return 0.0

    monkeypatch.setattr(growth_cost, "_learn", learn)
    before = peak()
    assert cost("ease", DATA, DATA, 1).mib == pytest.approx(peak() - before, abs=8)


def test_what_does_not_fit_is_left_out_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def apart(name: str, data: Dataset, warm: Dataset, epochs: int) -> Cost:
        asked.append((name, len(data.items)))
        return Cost(len(data) ** 2 / 1e6, 1.0, len(data) / 10)

    monkeypatch.setattr("daogou.pipeline.datasets.read_dataset", lambda _: DATA)
    monkeypatch.setattr(recommend_growth, "measure_apart", apart)
    monkeypatch.setenv("COLUMNS", "150")
    main(Path("shop"), USERS, "1,3,10", "ease,ease-sparse", 1, 3 * ITEMS, fixed_products=False)
    assert asked == [
        ("ease", ITEMS), ("ease-sparse", ITEMS),
        ("ease", 3 * ITEMS), ("ease-sparse", 3 * ITEMS),
        ("ease-sparse", 10 * ITEMS),
    ]  # fmt: skip
    lines = capsys.readouterr().err.splitlines()
    (left_out,) = [line for line in lines if "left out" in line]
    assert "ease " in left_out
    assert "GiB" in left_out
    exponents = [re.findall(r"\d\.\d\d", line) for line in lines[-5:] if "ease" in line]
    assert exponents == [["2.00", "1.00"]] * 2

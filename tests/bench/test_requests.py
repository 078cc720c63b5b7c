"""Requests made by chance ask for what a product has, and their judge finds what is wrong with an answer."""

from __future__ import annotations

from random import Random

import pytest

from assistant.answers import Answer, Shown
from assistant.slots import read_slot
from bench.requests import Counts, judge
from bench.requests_made import Request, made
from bench.shelf import Shelf, Slots
from graph.views.things import Card
from tests.bench.test_shelf import SHELF, product
from tests.seeds.samples import lexicon

STOCK = Shelf(
    {
        **SHELF.products,
        "product/priced": product(
            "product/priced",
            price=2999.0,
            currency="CNY",
            brands=["brand/xiaomi"],
            categories=["category/smartphone"],
            features=["feature/nfc"],
            values=[["weight", 189.4, "g", "189.4"], ["storage", 256.0, "GB", "256"]],
        ),
    }
)
CHEAP = "price<=3000 CNY"


def requests(seed: int = 1) -> list[Request]:
    return list(made(STOCK, lexicon(), 300, Random(seed)))


def test_the_same_chance_makes_the_same_requests() -> None:
    assert requests() == requests()
    assert requests() != requests(2)


def test_slots_are_written_as_the_assistant_writes_them() -> None:
    written = [slot for request in requests() for slots in request.wanted for slot in slots]
    assert [slot for slot in written if str(read_slot(slot)) != slot] == []
    relations = {read_slot(slot).relation for slot in written}
    assert relations == {"=", "!=", "<=", ">=", "~"}


def test_what_is_wanted_is_met_by_a_product_unless_something_is_refused() -> None:
    wanted = [[s for s in request.wanted[-1] if "!=" not in s] for request in requests()]
    # Sizes that are lower by rounding are no product's, which an answer without products has to stand for.
    met = [any(STOCK.meets(id_, Slots(slots), []) for id_ in STOCK.products) for slots in wanted]
    assert sum(met) > 0.9 * len(met)


def test_a_second_message_adds_conditions() -> None:
    twice = [request for request in requests() if len(request.messages) == 2]
    assert twice
    assert all(set(first) < set(second) for request in twice for first, second in [request.wanted])


def answer(*need: str, shown: tuple[str, ...] = ()) -> Answer:
    cards = tuple(Shown(Card(id_, id_)) for id_ in shown)
    return Answer("zh", "find", "products", tuple(map(read_slot, need)), products=cards)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (answer(CHEAP, shown=("product/priced",)), (1, 0, 0, 0)),
        (answer(CHEAP, shown=("product/fold",)), (1, 1, 1, 0)),
        (answer("brand=brand/huawei", shown=("product/fold",)), (0, 0, 1, 0)),
        (answer(CHEAP), (1, 0, 0, 1)),
        (answer("price<=2000 CNY"), (0, 0, 0, 0)),
    ],
)
def test_the_judge(given: Answer, wrong: tuple[int, int, int, int]) -> None:
    counts = Counts()
    judge("三千以内", [CHEAP], given, STOCK, counts)
    assert (counts.understood, len(counts.broken), len(counts.unheard), len(counts.overlooked)) == wrong

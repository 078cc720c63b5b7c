"""Cursors go out and come back unread."""

from __future__ import annotations

import pytest

from api import cursors
from api.errors import BadInputError
from graph.lists import BY_ID, LAST, START, Order
from graph.views.lists import Place

BY_PRICE = Order("PRICE")


@pytest.mark.parametrize("id_", ["product/1", "产品/一", "a b&c=d/?", "x" * 500])
@pytest.mark.parametrize("rank", [0.0, -1e-7, 0.1 + 0.2, LAST, -(2.0**60)])
def test_a_cursor_comes_back_as_its_place(id_: str, rank: float) -> None:
    cursor = cursors.encode(Place(rank, id_), BY_PRICE)
    assert cursors.decode(cursor, BY_PRICE) == Place(rank, id_)
    assert cursor.isascii()
    assert not set(cursor) & set("+/&? ")


def test_no_cursor_is_the_start() -> None:
    assert cursors.decode(None, BY_ID) == START


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "product/1",
        "cHJvZHVjdC8x",
        "/w==",
        "中",
        "aWQ6",
        "a",
        "W10=",
        "e30=",
        "WyJJRCIsZmFsc2UsMCwxXQ==",
        "MQ==",
    ],
)
def test_other_texts_are_refused(cursor: str) -> None:
    with pytest.raises(BadInputError, match="`after` is not a cursor"):
        cursors.decode(cursor, BY_ID)


@pytest.mark.parametrize("other", [BY_ID, Order("PRICE", descending=True), Order("weight", "g")])
def test_a_cursor_of_another_order_is_refused(other: Order) -> None:
    cursor = cursors.encode(Place(1.0, "product/1"), BY_PRICE)
    with pytest.raises(BadInputError, match="not a cursor of this order"):
        cursors.decode(cursor, other)

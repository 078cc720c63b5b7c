"""Cursors go out and come back unread."""

from __future__ import annotations

import pytest

from api import cursors
from api.errors import BadInputError


@pytest.mark.parametrize("id_", ["product/1", "产品/一", "a b&c=d/?", "x" * 500])
def test_a_cursor_comes_back_as_its_id(id_: str) -> None:
    cursor = cursors.encode(id_)
    assert cursors.decode(cursor) == id_
    assert cursor.isascii()
    assert not set(cursor) & set("+/&? ")


def test_no_cursor_is_the_start() -> None:
    assert cursors.decode(None) == ""


@pytest.mark.parametrize("cursor", ["", "product/1", "cHJvZHVjdC8x", "/w==", "中", "aWQ6", "a"])
def test_other_texts_are_refused_or_name_no_product(cursor: str) -> None:
    if cursor == "aWQ6":
        assert cursors.decode(cursor) == ""
        return
    with pytest.raises(BadInputError, match="`after` is not a cursor"):
        cursors.decode(cursor)

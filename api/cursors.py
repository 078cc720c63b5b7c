"""Cursors: where a page ended, as text that callers hand back unread."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

import orjson

from api.errors import BadInputError
from graph.lists import LAST, START, Order
from graph.views.lists import Place


def encode(place: Place, order: Order) -> str:
    """Return the cursor of a place in an order: rank and id themselves, so that inserts never shift a page."""
    return urlsafe_b64encode(orjson.dumps([*_name(order), place.rank, place.id])).decode()


def decode(cursor: str | None, order: Order) -> Place:
    """Return the place in a cursor; the start for no cursor.

    Raises:
        BadInputError: the text is no cursor of ours, or is one of another order.
    """
    if cursor is None:
        return START
    try:
        *name, rank, id_ = orjson.loads(urlsafe_b64decode(cursor.encode("ascii")))
        place = Place(float(rank), id_)
    except (binascii.Error, UnicodeError, ValueError, TypeError):
        place, name = START, []
    if name != _name(order) or not isinstance(place.id, str) or not -LAST <= place.rank <= LAST:
        raise BadInputError(
            "`after` is not a cursor of this order; hand back an `endCursor` or an edge's `cursor` unchanged"
        )
    return place


def _name(order: Order) -> list[object]:
    return [order.by, order.descending]

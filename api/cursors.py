"""Cursors: where a page ended, as text that callers hand back unread."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from api.errors import BadInputError

PREFIX = "id:"


def encode(id_: str) -> str:
    """Return the cursor of the product with this id: the key itself, so that inserts never shift a page."""
    return urlsafe_b64encode(f"{PREFIX}{id_}".encode()).decode()


def decode(cursor: str | None) -> str:
    """Return the id in a cursor; "" for no cursor.

    Raises:
        BadInputError: the text is no cursor of ours.
    """
    if cursor is None:
        return ""
    try:
        text = urlsafe_b64decode(cursor.encode("ascii")).decode()
    except (binascii.Error, UnicodeError):
        text = ""
    if not text.startswith(PREFIX):
        raise BadInputError(
            "`after` is not a cursor; hand back an `endCursor` or an edge's `cursor` unchanged"
        )
    return text.removeprefix(PREFIX)

"""Cells → whether a product can be had now."""

from __future__ import annotations

from typing import Final

from sources.errors import BadValueError
from sources.specification import NO, YES
from sources.values import read_number

IN: Final = YES | {"in stock", "instock", "available", "有货", "现货", "有现货", "在售", "充足"}
OUT: Final = NO | {
    "out of stock",
    "outofstock",
    "sold out",
    "unavailable",
    "缺货",
    "无货",
    "售罄",
    "已售罄",
    "补货中",
}


def read_stock(text: str) -> bool:
    """Return whether `in stock`, `有货`, `yes` or a count above 0 says that there is one left.

    Raises:
        BadValueError: it says neither, as `preorder`.
    """
    word = " ".join(text.replace("_", " ").replace("-", " ").casefold().split())
    if word in IN:
        return True
    if word in OUT:
        return False
    try:
        return read_number(text, "stock") > 0
    except BadValueError:
        raise BadValueError(
            "stock is unclear", repr(text), "a count, yes or no, in stock or sold out"
        ) from None

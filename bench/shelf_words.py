"""Whether one word of an attribute means another, apart from the code that answers."""

from __future__ import annotations

import re
from typing import Final

ENGLISH: Final = {
    "黑": "black", "白": "white", "红": "red", "蓝": "blue", "绿": "green", "紫": "purple", "粉": "pink",
    "银": "silver", "灰": "gray", "grey": "gray", "黄": "yellow", "橙": "orange", "金": "gold", "色": "",
    "骁龙": "snapdragon", "天玑": "dimensity", "麒麟": "kirin", "至尊版": "elite", "安卓": "android",
    "鸿蒙": "harmonyos", "wifi": "wi-fi", "802.11ax": "wi-fi 6", "双卡": "dual", "3840x2160": "4k", "3840x2400": "4k",
    **dict.fromkeys(("2.5k", "qhd", "2560x1440", "2560x1600", "3200x1440", "3120x1440"), "2k"),
    **dict.fromkeys(("1920x1080", "1920x1200", "full hd", "fullhd", "fhd"), "1080p"), "violet": "purple",
}  # fmt: skip
"""Words of values in Chinese or otherwise, and the English that means the same."""
OF_CHIPS: Final = re.compile(r"第([一二三四])代骁龙(\d)")


def plain(word: object) -> str:
    """Return a word without spaces, in English where it is a colour's, a chip's or a system's."""
    text = OF_CHIPS.sub(lambda match: f"骁龙{match[2]}gen{'一二三四'.index(match[1]) + 1}", str(word).lower())
    for chinese, english in ENGLISH.items():
        text = text.replace(chinese, english)
    return text.replace(" ", "")


def is_said(wanted: str, stated: str) -> bool:
    """Say whether a value is another, or a narrower one: Android 13 where Android is wanted, but no 888 for an 8."""
    return any(
        not (stated[: match.start()][-1:].isdigit() and wanted[0].isdigit())
        and not (wanted[-1].isdigit() and stated[match.end() :][:1].isdigit())
        for match in re.finditer(re.escape(wanted), stated)
    )

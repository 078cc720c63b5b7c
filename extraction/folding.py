"""Spellings made alike, one character for one, so that offsets stay those of the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

SIMPLIFIED: Final = str.maketrans(
    "蘋機華為電腦無線筆記戲遊錄聲視頻錶環鏡頭顯螢級學習辦務輕開戶運動騎閱讀聽樂畫長續顏質觸點對導購買賣單雙紅綠藍銀護與遠園網課時間賽車飛舊寬鍵盤標隨攜帶鏈連結繪圖創專業輸裝備應範",
    "苹机华为电脑无线笔记戏游录声视频表环镜头显荧级学习办务轻开户运动骑阅读听乐画长续颜质触点对导购买卖单双红绿蓝银护与远园网课时间赛车飞旧宽键盘标随携带链连结绘图创专业输装备应范",
)
"""Traditional characters of this shop's words → simplified ones."""


def fold(text: str) -> str:
    """Return `text` in lower case and half width; the result is as long as the text."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def name_key(name: str) -> str:
    """Return what equal names share; spaces and hyphens do not tell names apart: `Mate40Pro` is `Mate 40 Pro`."""
    return "".join(character for character in fold(name) if character.isalnum() or character == "+") or name


def is_cjk(character: str) -> bool:
    """Say whether `character` is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def any_of(words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern of any of `words`, the longest first; one in Latin letters is no part of a longer word."""
    parts = [
        re.escape(word) if is_cjk(word[0]) else rf"(?<![a-z]){re.escape(word)}(?![a-z])"
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile("|".join(parts) or r"(?!)", flags)


def language_of(text: str) -> str:
    """Return zh where at least one letter in ten is Chinese, else en."""
    letters = [character for character in text[:2000] if character.isalpha()]
    chinese = sum(map(is_cjk, letters))
    return "zh" if chinese and 10 * chinese >= len(letters) else "en"

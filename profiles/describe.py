"""Words for segments: what sets each apart, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from profiles.records import Band, Lift, Words

Names = Callable[[str], tuple[str, str]]
"""Maps an entity's id to its Chinese and English name."""
APART: Final = 0.06
"""From everybody's price sensitivity, from which on a segment is called price-conscious or high-end."""
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What words are made of. `price` is the price sensitivity less everybody's."""

    size: int
    share: float
    price: float
    prefers: Sequence[Lift]
    band: Band | None


def describe(segments: Sequence[Told], names: Names) -> list[Words]:
    """Return words for each segment; no two have the same name.

    A name is the attitude to prices, if any, with the surest brand and category; where others have it already, with the
    next preference, and at last a number.
    """
    taken: set[str] = set()
    words = []
    for told in segments:
        zh, en = next(both for both in _names(told, names) if both[1] not in taken)
        taken.add(en)
        words.append(Words(zh, en, _chinese(told, names), _english(told, names)))
    return words


def _names(told: Told, names: Names) -> Iterator[tuple[str, str]]:
    """Yield names, the shortest first."""
    zh, en = _attitude(told.price)
    first = [
        next((p for p in told.prefers if p.entity.startswith(f"{kind}/")), None)
        for kind in ("brand", "category")
    ]
    chosen = [lift for lift in first if lift]
    others = [lift for lift in told.prefers if lift not in chosen]
    for extra in range(len(others) + 1):
        both = [names(lift.entity) for lift in (*chosen, *others[:extra])]
        yield (
            f"{zh}{' '.join(name[0] for name in both) or '各类'}买家",
            f"{en}{' '.join(name[1] for name in both) or 'all-round'} buyers",
        )
    for number in range(2, 1000):
        yield f"{zh}各类买家 {number}", f"{en}all-round buyers {number}"


def _attitude(price: float) -> tuple[str, str]:
    if price >= APART:
        return "看重价格的 ", "Price-conscious "
    if price <= -APART:
        return "追求高端的 ", "High-end "
    return "", ""


def _chinese(told: Told, names: Names) -> str:
    shown = "、".join(
        f"{names(p.entity)[0]}（{p.lift:.1f} 倍，95% 区间 {p.low:.1f}–{p.high:.1f}，{p.count} 人）"
        for p in told.prefers[:SHOWN]
    )
    prefers = f"比所有顾客更偏爱：{shown}。" if shown else "与所有顾客没有明显差别。"
    return f"{told.size} 位顾客，占 {told.share:.0%}。{prefers}{_money(told.band, '常选价位 ', '。')}".strip()


def _english(told: Told, names: Names) -> str:
    shown = ", ".join(
        f"{names(p.entity)[1]} ({p.lift:.1f}×, 95% {p.low:.1f}–{p.high:.1f}, {p.count} shoppers)"
        for p in told.prefers[:SHOWN]
    )
    prefers = (
        f"Compared with everybody they prefer {shown}."
        if shown
        else "Nothing sets them apart from everybody."
    )
    money = _money(told.band, "They take prices of ", ".")
    return f"{told.size} shoppers, {told.share:.0%} of all. {prefers} {money}".strip()


def _money(band: Band | None, before: str, after: str) -> str:
    if not band:
        return ""
    return f"{before}{band.low:,.0f}–{band.high:,.0f} {band.currency or ''}".rstrip() + after

"""Words for a segment: what sets it apart, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from profiles.records import Preference

Names = Callable[[str], tuple[str, str]]
"""Maps an entity's id to its Chinese and English name."""
CHEAP: Final = 0.56
DEAR: Final = 0.44
KINDS: Final = ("brand", "category", "feature")


def describe(
    prefers: Sequence[Preference], price_sensitivity: float, size: int, names: Names
) -> tuple[str, str, str, str]:
    """Return name zh, name en, description zh, description en.

    The name is the price attitude, if any, with the strongest brand and category.
    """
    strongest = {kind: next((p for p in prefers if p.entity.startswith(f"{kind}/")), None) for kind in KINDS}
    chosen = [names(found.entity) for kind in ("brand", "category") if (found := strongest[kind])]
    zh, en = " ".join(name[0] for name in chosen), " ".join(name[1] for name in chosen)
    attitude = _attitude(price_sensitivity)
    listed = [(*names(p.entity), p) for p in prefers[:5]]
    shown_zh = "、".join(f"{name}（{p.lift:.1f} 倍）" for name, _, p in listed)
    shown_en = ", ".join(f"{name} ({p.lift:.1f}×)" for _, name, p in listed)
    return (
        f"{attitude[0]}{zh or '各类'}买家",
        f"{attitude[1]}{en or 'all-round'} buyers".strip(),
        f"{size} 位顾客，比其他人更常看：{shown_zh}。",
        f"{size} shoppers who, compared with everybody, look more at {shown_en}.",
    )


def _attitude(price_sensitivity: float) -> tuple[str, str]:
    if price_sensitivity >= CHEAP:
        return "看重价格的 ", "Price-conscious "
    if price_sensitivity <= DEAR:
        return "追求高端的 ", "High-end "
    return "", ""

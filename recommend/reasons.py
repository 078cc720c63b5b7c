"""Reasons: a path of the graph, put into words in Chinese and English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from recommend.answers import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommend.proofs import Node, Path

CHINESE: Final = re.compile("[一-鿿]")
RECALL_OF: Final[Mapping[str, str]] = {
    "item": "item",
    "together": "item",
    "shared": "path",
    "asked": "path",
    "preferred": "path",
    "peers": "segment",
    "popular": "popularity",
}
"""The recall whose score each kind of path explains; `stated` explains none."""
BESIDE: Final[Mapping[str, float]] = {"item": 1.0, "path": 0.9, "popularity": 0.8}
"""What explains a product beside another, or one that is popular: what joins the two, then what they share."""

ACTS: Final[Mapping[str, tuple[str, str]]] = {
    "PURCHASED": ("购买的", "bought"),
    "RATED": ("评价过的", "rated"),
    "ADDED_TO_CART": ("加入购物车的", "put in your basket"),
    "VIEWED": ("看过的", "looked at"),
}
NEIGHBOURS: Final[Mapping[str, tuple[str, str]]] = {
    "BOUGHT_TOGETHER": ("常与{seed}一起购买", "Often bought together with {seed}"),
    "ALSO_BOUGHT": ("买了{seed}的人也买了它", "People who bought {seed}{comma} also bought this"),
    "ALSO_VIEWED": ("看过{seed}的人也看了它", "People who looked at {seed}{comma} also looked at this"),
    "SIMILAR_TO": ("与{seed}相似", "Similar to {seed}"),
}
LINKS: Final[Mapping[str, tuple[str, str]]] = {
    "OF_MODEL": ("同为{via}", "A {via}"),
    "MADE_BY": ("{via}品牌", "By {via}"),
    "IN_CATEGORY": ("属于{via}", "In {via}"),
    "HAS_FEATURE": ("具备{via}", "Has {via}"),
    "HAS_PARAMETER": ("{via}", "{via}"),
    "PRAISED_FOR": ("{via}获好评", "Praised for {via}"),
    "SUITS": ("适合{via}", "Good for {via}"),
}
TAILS: Final[Mapping[str, tuple[str, str]]] = {
    "shared": ("，与{seed}一样", ", like {seed}"),
    "asked": ("，您搜索过“{origin}”", ", as you searched for “{origin}”"),
    "preferred": ("，“{origin}”人群偏爱", ", which shoppers of “{origin}” prefer"),
    "stated": ("", ""),
}
COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    "peers": ("“{origin}”人群中有{count}人购买", "Bought by {shoppers} of “{origin}”, your segment"),
    "popular": ("{count}人购买", "Bought by {shoppers}"),
    "together": ("买了{seed}的{count}人也买了它", "Bought by {shoppers} who also bought {seed}"),
}


def choose(paths: Sequence[Path], recalls: Mapping[str, float], limit: int = 3) -> tuple[Reason, ...]:
    """Return up to `limit` reasons for one product, those of its strongest recalls first.

    Each recall is explained once before any is explained twice, and by a path with facts before one without.
    A path that no recall took stands only where there is nothing else, or where it alone has the sentence that
    a shopper can check: then it comes last.
    """
    said: dict[str, int] = {}
    order: list[tuple[int, float, int, Path]] = []
    for path in sorted(paths, key=lambda p: not p.facts):
        recall = RECALL_OF.get(path.kind, path.kind)
        said[recall] = said.get(recall, 0) + 1
        order.append((said[recall], -recalls.get(recall, 0.0), len(order), path))
    order.sort(key=lambda entry: entry[:3])
    taken = [entry for entry in order if entry[1] < 0] or order[:1]
    chosen = [path for *_, path in taken[:limit]]
    sentence = next((path for *_, path in order if path.facts), None)
    if sentence and not any(path.facts for path in chosen):
        chosen = [*chosen[: limit - 1], sentence]
    return tuple(reason(path) for path in chosen)


def reason(path: Path) -> Reason:
    """Put one path into words."""
    zh, en = _template(path)
    shoppers = f"{path.count} shopper{'' if path.count == 1 else 's'}"
    common = {"count": path.count, "shoppers": shoppers}
    origin_zh, origin_en = _name(path.origin, zh=True), _name(path.origin)
    seed_zh, seed_en, comma = f"“{origin_zh}”", origin_en, ""
    if act := _act(path):
        seed_zh, seed_en, comma = f"您{act[0]}{seed_zh}", f"{seed_en}, which you {act[1]}", ","
    return Reason(
        kind=path.kind,
        text_zh=zh.format(origin=origin_zh, seed=seed_zh, via=_name(path.via, zh=True), **common),
        text_en=en.format(origin=origin_en, seed=seed_en, via=_name(path.via), comma=comma, **common),
        path=tuple(path.steps),
        facts=tuple(path.facts),
    )


def _act(path: Path) -> tuple[str, str] | None:
    """Return what the shopper did with the product that the path leads from; None where no shopper begins it."""
    if not path.steps or path.steps[0].source.label != "User" or not path.steps[0].source.id:
        return None
    return ACTS.get(path.steps[0].relation, ("关注的", "looked at"))


def _template(path: Path) -> tuple[str, str]:
    if path.kind in COUNTS:
        return COUNTS[path.kind]
    if path.kind == "item":
        return NEIGHBOURS[path.steps[-1].relation]
    link, tail = LINKS[_link(path)], TAILS[path.kind]
    return link[0] + tail[0], link[1] + tail[1]


def _link(path: Path) -> str:
    """Return the relation between the product's side and `via`."""
    return next(
        step.relation
        for step in reversed(path.steps)
        if path.via is not None and step.target.id == path.via.id and step.relation in LINKS
    )


def _name(node: Node | None, *, zh: bool = False) -> str:
    """Return the node's name; in Chinese the first alias in Chinese characters, where it has one."""
    if node is None:
        return ""
    if zh:
        return next((name for name in (node.name, *node.aliases) if CHINESE.search(name)), node.name)
    return node.name

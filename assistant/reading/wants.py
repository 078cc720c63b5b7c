"""What a message wants: slots, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.amounts import Amount, amounts
from assistant.reading.cues import Surroundings, around, joined, says
from assistant.reading.names import Mention, Name
from assistant.slots import GENERIC, Slot
from assistant.words import pattern, spoken
from extraction.quantities import find_values
from extraction.values import Value

SLOTS: Final = {"Brand": "brand", "Category": "category", "Feature": "feature", "UseCase": "use"}
AT_LEAST: Final = frozenset(
    {"ram", "storage", "battery_capacity", "refresh_rate", "charging_power", "main_camera", "front_camera", "brightness", "optical_zoom", "year"}
)  # fmt: skip
"""Attributes of which a bare number is the least that is wanted."""
AT_MOST: Final = frozenset({"weight"})
LEFT_OUT: Final = frozenset({"price", "other", "dimensions"})
ECHOES: Final = {
    "feature/screen": {"screen_size", "refresh_rate", "brightness", "resolution"},
    "feature/battery-life": {"battery_capacity"},
    "feature/charging": {"charging_power"},
    "feature/storage-space": {"storage"},
    "feature/camera": {"main_camera", "front_camera"},
}
"""Aspects, and the attributes that say more of them."""
SMALLEST: Final = 50
"""Of a bare number that is taken for a price."""
CURRENCY: Final = {"zh": "CNY", "en": "USD"}


@dataclass(frozen=True, slots=True)
class Want:
    """A slot that stands at `[start, end)`; `dropped` says that it is not wanted any more."""

    start: int
    end: int
    slot: Slot
    dropped: bool = False


def wants(text: str, mentions: Sequence[Mention], language: str, *, shown: bool) -> list[Want]:
    """Return what a folded message wants, in the order in which it stands.

    `shown` says whether products were shown before, which a comparative is then said of.
    """
    taken = [(mention.start, mention.end) for mention in mentions if mention.name.label == "Model"]
    money = [(amount.start, amount.end) for amount in amounts(text) if _is_surely_money(text, amount)]
    values = [
        v
        for v in find_values(text)
        if v.attribute not in LEFT_OUT and not _overlaps(v.start, v.end, [*taken, *money])
    ]
    named = [
        m for m in mentions if m.name.label != "Model" and not _inside(m, values) and not _makes(m, mentions)
    ]
    leaning = list(
        _leaning(text, [*taken, *((value.start, value.end) for value in values)], named, shown=shown)
    )
    named = [mention for mention in named if not _said_by(mention, leaning)]
    found = [want for mention in named for want in _named(text, mention, named)] + leaning
    spans = [
        (mention.start, mention.end) for mention in named if mention.name.label not in {"Category", "Line"}
    ]
    found += [want for value in values for want in _valued(text, value)]
    plain = list(_worded(text, [*spans, *taken, *((value.start, value.end) for value in values)]))
    graphics = list(_graphics(text))
    found += plain + graphics
    spans += [(want.start, want.end) for want in plain + graphics]
    spans += taken + [(value.start, value.end) for value in values]
    found += _prices(text, [*spans, *((want.start, want.end) for want in leaning)], language)
    found = _without_echoes(found)
    return _refused_together(text, sorted(found, key=lambda want: (want.start, want.end)))


def _named(text: str, mention: Mention, named: Sequence[Mention]) -> Iterator[Want]:
    near = around(text, mention.start, mention.end)
    for id_ in mention.name.id.split() if mention.name.label == "Line" else [""]:
        name = (
            mention.name
            if not id_
            else replace(mention.name, id=id_, label="Brand" if id_.startswith("brand") else "Category")
        )
        if not id_:
            name = _meant(near, mention)
        denied, dropped = near.denied(), near.denied("dropped")
        if name.label == "Category" and _is_aspect(near, mention, named):
            yield Want(mention.start, mention.end, Slot("praised", "=", "feature/camera"))
            continue
        slot = "praised" if name.aspect and name.label == "Feature" else SLOTS[name.label]
        if denied and slot in {"praised", "use", "category"}:
            if slot == "praised" and name.id in DENIED_ASPECTS:
                yield Want(mention.start, mention.end, Slot(slot, "=", name.id))
            elif slot != "praised":
                yield Want(mention.start, mention.end, Slot(slot, "=", name.id), dropped=True)
            continue
        yield Want(mention.start, mention.end, Slot(slot, "!=" if denied else "=", name.id), dropped=dropped)


DENIED_ASPECTS: Final = frozenset(
    {"feature/ads", "feature/heat", "feature/fan-noise", "feature/latency", "feature/crease"}
)
"""Aspects that one does not want, so that wanting none is praise."""


def _meant(near: Surroundings, mention: Mention) -> Name:
    names = {name.label: name for name in reversed(mention.names)}
    feature, use = names.get("Feature"), names.get("UseCase")
    if feature and use and feature.aspect:
        praised = pattern("quality").match(near.after) or pattern("good").search(near.before)
        return feature if praised and not pattern("maker").search(near.before) else use
    return mention.name


def _is_aspect(near: Surroundings, mention: Mention, named: Sequence[Mention]) -> bool:
    """Say whether a camera is that of a phone."""
    if mention.name.id != "category/camera":
        return False
    others = [m for m in named if m.name.label in {"Category", "Line"} and "camera" not in m.name.id]
    return bool(others or pattern("quality").match(near.after))


def _valued(text: str, value: Value) -> Iterator[Want]:
    attribute = "main_camera" if value.attribute == "camera" else value.attribute
    near = around(text, value.start, value.end)
    if isinstance(value.value, str):
        denied = near.denied()
        yield Want(
            value.start,
            value.end,
            Slot(attribute, "!=" if denied else "=", value.value),
            near.denied("dropped"),
        )
        return
    default = ">=" if attribute in AT_LEAST else "<=" if attribute in AT_MOST else "="
    slot = Slot(attribute, _relation(near, default), float(value.value), value.unit or "-")
    yield Want(value.start, value.end, slot, near.denied("dropped"))


def _is_surely_money(text: str, amount: Amount) -> bool:
    """Say whether a number is money whatever else it might be: 预算1w is no power, 2k to 4k dollars no resolution."""
    near = around(text, amount.start, amount.end)
    ranged = re.match(
        r"\s?(?:到|至|~|-|–|to)\s?[\d.]+k?\s?(?:块|元|dollars|bucks|usd|euros?|quid|pounds)",
        text[amount.end :],
    )
    return bool(amount.currency or near.at("money") or ranged)


def _worded(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Want]:
    found, by_word = spoken("values")
    for match in found.finditer(text):
        if not _overlaps(*match.span(), spans):
            near = around(text, *match.span())
            attribute, value = by_word[match[0]]["attribute"], by_word[match[0]]["value"]
            yield Want(
                *match.span(), Slot(attribute, "!=" if near.denied() else "=", value), near.denied("dropped")
            )


def _graphics(text: str) -> Iterator[Want]:
    for match in pattern("graphics").finditer(text):
        group = "n" if match["n"] else "bare"
        yield Want(*match.span(group), Slot("gpu", "=", f"RTX {match[group]}"))


def _without_echoes(found: list[Want]) -> list[Want]:
    """Leave out what other wants say better: an aspect beside its number, a low beside a lower, a wider category."""
    said = {want.slot.name for want in found if want.slot.name not in {"praised", "feature"}}
    stepped = {want.slot.name for want in found if want.slot.value in {"lower", "higher"}}
    kept = [
        want
        for want in found
        if not (want.slot.name == "praised" and said & ECHOES.get(str(want.slot.value), set()))
        and not (want.slot.name == "praised" and want.slot.value in {"feature/price", "feature/weight"})
        and not (want.slot.name in stepped and want.slot.value in {"low", "high"})
    ]
    categories = {str(want.slot.value) for want in kept if want.slot.name == "category"}
    wider = {category for category in categories if categories & GENERIC.get(category, set())}
    return [want for want in kept if want.slot.name != "category" or want.slot.value not in wider]


def _relation(near: Surroundings, default: str) -> str:
    if near.at("most"):
        return "<="
    if near.at("least"):
        return ">="
    if near.at("about"):
        return "~"
    return "=" if near.at("exactly") else default


def _prices(text: str, spans: Sequence[tuple[int, int]], language: str) -> Iterator[Want]:
    found = [amount for amount in amounts(text) if not _overlaps(amount.start, amount.end, spans)]
    currency = next((amount.currency for amount in found if amount.currency), None)
    at = 0
    while at < len(found):
        amount = found[at]
        second = found[at + 1] if at + 1 < len(found) else None
        if (
            second
            and _is_range(text, amount, second)
            and _is_money(text, replace(amount, currency=currency, end=second.end), spans)
        ):
            unit = currency or CURRENCY[language]
            least = (
                amount.least
                if amount.least * 10 > second.most or amount.least >= 100
                else amount.least * _scale(second.most, amount.least)
            )
            yield Want(amount.start, second.end, Slot("price", ">=", float(least), unit))
            yield Want(amount.start, second.end, Slot("price", "<=", float(second.most), unit))
            at += 2
            continue
        if _is_money(text, amount, spans):
            unit = amount.currency or currency or CURRENCY[language]
            near = around(text, amount.start, amount.end)
            if amount.least < amount.most:
                yield Want(amount.start, amount.end, Slot("price", ">=", float(amount.least), unit))
                yield Want(amount.start, amount.end, Slot("price", "<=", float(amount.most), unit))
            else:
                yield Want(
                    amount.start, amount.end, Slot("price", _relation(near, "<="), float(amount.most), unit)
                )
        at += 1


def _scale(most: float, least: float) -> float:
    """Return what a first number shares with the second: 2 to 3k is 2000 to 3000."""
    return 1000.0 if most >= 1000 > least else 1.0


def _is_range(text: str, first: Amount, second: Amount) -> bool:
    between = text[first.end : second.start].strip()
    if re.fullmatch(r"(?:到|至|~|-|–|—|－|～|to|块到|元到)", between):
        return True
    return between == "and" and bool(re.search(r"between\s*$", text[: first.start]))


def _is_money(text: str, amount: Amount, spans: Sequence[tuple[int, int]]) -> bool:
    if amount.currency:
        return True
    if pattern("unit").match(text[amount.end :]) or re.search(
        r"[a-z]-?$|第$|rtx\s?$|gtx\s?$", text[: amount.start]
    ):
        return False
    near = around(text, amount.start, amount.end)
    said = near.at("money") or near.at("most") or near.at("least") or near.at("about")
    rest = re.sub(
        r"[\s，。,.!?！？吧的]|左右|以内|以下|budget|预算", "", text[: amount.start] + text[amount.end :]
    )
    written = re.search(
        r"[kw千万百一二两三四五六七八九]|hundred|thousand|grand", text[amount.start : amount.end]
    )
    return amount.most >= SMALLEST and bool(said or written or len(rest) <= 2)


def _makes(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Say whether a brand stands before a model of its own: it is part of that model's name, and no wish."""
    behind = (m for m in mentions if m.name.label == "Model" and 0 <= m.start - mention.end <= 1)
    return mention.name.label in {"Brand", "Line"} and any(True for _ in behind)


def _said_by(mention: Mention, leaning: Iterable[Want]) -> bool:
    """Say whether a leaning says all that a name does, as more battery does."""
    return mention.name.label == "Feature" and any(
        w.start <= mention.start and mention.end <= w.end for w in leaning
    )


def _leaning(
    text: str, spans: Sequence[tuple[int, int]], named: Sequence[Mention], *, shown: bool
) -> Iterator[Want]:
    free = [*spans, *((m.start, m.end) for m in named if m.name.label not in {"Category", "Line", "Feature"})]
    for name in ("changes", "leanings"):
        found, by_word = spoken(name)
        for match in found.finditer(text):
            if _overlaps(*match.span(), free):
                continue
            attribute, lean = by_word[match[0]]["attribute"], by_word[match[0]]["lean"]
            near = around(text, *match.span())
            if name == "changes" and not shown and not re.search(r"than|比|但|像|like|跟", text):
                lean = {"lower": "low", "higher": "high"}[lean]
            if near.denied() or re.search(
                r"(?:别|不要|不能|不)太?$|not (?:too|so|very|that|overly) $|nothing (?:too )?$|isn'?t (?:too )?$",
                near.before,
            ):
                lean = {"low": "high", "high": "low"}.get(lean, lean)
            elif name == "leanings" and match[0] in {
                "重",
                "贵",
                "沉",
                "heavy",
                "bulky",
                "expensive",
                "pricey",
                "costly",
            }:
                continue
            free.append(match.span())
            yield Want(*match.span(), Slot(attribute, "=", lean))


def _refused_together(text: str, found: list[Want]) -> list[Want]:
    """Return the wants where what is joined to something refused is refused too: 不要苹果和三星."""
    for at in range(1, len(found)):
        last, this = found[at - 1], found[at]
        same = last.slot.name == this.slot.name and last.slot.name in {"brand", "feature"}
        if same and joined(text, last.end, this.start):
            if last.slot.relation == "!=" and this.slot.relation == "=":
                found[at] = replace(this, slot=replace(this.slot, relation="!="))
    for at in range(len(found) - 2, -1, -1):
        last, this = found[at + 1], found[at]
        same = last.slot.name == this.slot.name and last.slot.name in {"brand", "feature"}
        behind = around(text, last.start, last.end)
        if (
            same
            and joined(text, this.end, last.start)
            and last.slot.relation == "!="
            and not re.search(r"[要不没no]", behind.before[:2])
        ):
            found[at] = replace(this, slot=replace(this.slot, relation="!="))
    return found


def _overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < right and left < end for left, right in spans)


def _inside(mention: Mention, values: Iterable[Value]) -> bool:
    return any(value.start <= mention.start and mention.end <= value.end for value in values)


def anew(text: str) -> bool:
    """Say whether a message starts over."""
    return says("anew", text)

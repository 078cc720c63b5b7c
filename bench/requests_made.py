"""Requests made by chance from what the graph holds, each with the slots that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from bench.shelf import Shelf, Slots
from extraction.folding import language_of
from extraction.lexicon import Entry, Lexicon

SENTENCES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "zh": {
        "opening": ("想买{kind}，{said}", "有没有{kind}？{said}", "推荐一款{kind}，{said}"),
        "more": ("另外，{said}", "{said}", "对了，{said}"),
        "brand=": ("要{name}的", "{name}的"),
        "brand!=": ("不要{name}", "别给我推荐{name}的"),
        "feature=": ("要有{name}", "带{name}的"),
        "feature!=": ("不要{name}", "不要带{name}的"),
        "<=": ("{name}不超过{number}{unit}", "{name}最多{number}{unit}"),
        ">=": ("{name}至少{number}{unit}", "{name}{number}{unit}以上"),
        "~": ("{name}{number}{unit}左右", "{name}大概{number}{unit}"),
    },
    "en": {
        "opening": (
            "I'm looking for a {kind}, {said}",
            "do you have a {kind}, {said}?",
            "recommend a {kind}, {said}",
        ),
        "more": ("also, {said}", "{said}", "oh, and {said}"),
        "brand=": ("from {name}", "by {name}"),
        "brand!=": ("not {name}", "no {name} please"),
        "feature=": ("with {name}", "it must have {name}"),
        "feature!=": ("without {name}", "no {name}"),
        "<=": ("{name} at most {number} {unit}", "{name} no more than {number} {unit}"),
        ">=": ("{name} at least {number} {unit}", "{name} of {number} {unit} or more"),
        "~": ("{name} around {number} {unit}", "{name} about {number} {unit}"),
    },
}
"""Ways to say a condition, by language and relation."""
NUMBERS: Final = {
    "price": ("价格", "price", 0),
    "weight": ("重量", "weight", 0),
    "screen_size": ("屏幕", "screen", 1),
    "battery_capacity": ("电池", "battery", 0),
    "ram": ("运存", "ram", 0),
    "storage": ("存储", "storage", 0),
    "refresh_rate": ("刷新率", "refresh rate", 0),
}
"""Attributes that are bounded: how they are called in Chinese and English, and the decimals that people say of them."""
UNITS: Final = {"inch": "英寸", "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "g": "克"}
"""Units as they are said in Chinese, where they are not said as they are written."""
CURRENCIES: Final = frozenset({"CNY", "USD", "EUR", "GBP"})
MOST: Final = 4
"""Conditions of a request."""
TWICE: Final = 0.3
"""Share of requests that are said in two messages."""
REFUSED: Final = 0.25
"""Share of brands and features that are refused."""
RARE: Final = 50
"""A kind of product is asked for at least as often as if it had one `RARE`th of the products of the largest."""

Row = Mapping[str, Any]
"""A product as the shelf has it."""
Condition = tuple[str, str]
"""A slot, and how it is said."""


@dataclass(frozen=True, slots=True)
class Request:
    """Messages, and the slots that are asked for after each."""

    messages: tuple[str, ...]
    wanted: tuple[tuple[str, ...], ...]


def made(shelf: Shelf, lexicon: Lexicon, count: int, chance: Random) -> Iterator[Request]:
    """Yield requests for kinds of products, each kind about as often as the shelf has products of it."""
    kinds: dict[str, list[Row]] = {}
    for row in shelf.products.values():
        for category in row["categories"]:
            kinds.setdefault(category, []).append(row)
    known = sorted(kind for kind in kinds if kind in lexicon.entries)
    rare = max(len(kinds[kind]) for kind in known) / RARE
    weights = [max(len(kinds[kind]), rare) for kind in known]
    for _ in range(count):
        kind = chance.choices(known, weights)[0]
        yield _request(kind, kinds[kind], lexicon, chance)


def _request(kind: str, rows: Sequence[Row], lexicon: Lexicon, chance: Random) -> Request:
    language = chance.choice(sorted(SENTENCES))
    # Conditions are taken from one product, so that most can be met; what is refused is taken from another.
    conditions: dict[str, Condition] = {}
    row, other = chance.choice(rows), chance.choice(rows)
    for _ in range(chance.randint(1, MOST)):
        if chance.random() < 0.5:
            condition = _number(row, language, chance)
        else:
            condition = _entity(row, other, lexicon, language, chance)
        if condition:
            conditions.setdefault(_about(condition[0]), condition)
    return _told(kind, list(conditions.values()), lexicon, language, chance)


def _about(slot: str) -> str:
    """Return what a slot is about; a request says each once: the brand, an attribute, each feature."""
    [(name, _, value)] = Slots([slot]).parts
    return value if name == "feature" else name


def _entity(row: Row, other: Row, lexicon: Lexicon, language: str, chance: Random) -> Condition | None:
    kind = chance.choice(["brand", "feature"])
    relation = "!=" if chance.random() < REFUSED else "="
    ids = [id_ for id_ in (other if relation == "!=" else row)[f"{kind}s"] if id_ in lexicon.entries]
    if not ids or (relation == "!=" and set(ids) & set(row[f"{kind}s"])):
        return None
    id_ = chance.choice(ids)
    words = chance.choice(SENTENCES[language][kind + relation])
    return f"{kind}{relation}{id_}", words.format(name=_name(lexicon.entries[id_], language))


def _number(row: Row, language: str, chance: Random) -> Condition | None:
    values = [
        (name, number, unit) for name, number, unit, _ in row["values"] if name in NUMBERS and number and unit
    ]
    if row["price"] and row["currency"] in CURRENCIES:
        values.append(("price", row["price"], row["currency"]))
    if not values:
        return None
    name, number, unit = chance.choice(values)
    relation = chance.choice(["<=", ">=", "~"] if name in {"price", "weight", "screen_size"} else [">="])
    zh, en, decimals = NUMBERS[name]
    wide = {"<=": chance.uniform(1, 1.3), ">=": chance.uniform(0.7, 1), "~": 1.0}[relation]
    bound = round(number * (wide if name not in {"ram", "storage"} else 1), decimals)
    said = {
        "name": zh if language == "zh" else en,
        "number": f"{bound:g}" if bound < 1e6 else str(int(bound)),
    }
    unit_said = UNITS.get(unit, unit) if language == "zh" else unit
    words = chance.choice(SENTENCES[language][relation]).format(**said, unit=unit_said)
    return f"{name}{relation}{said['number']} {unit}", words


def _told(kind: str, said: list[Condition], lexicon: Lexicon, language: str, chance: Random) -> Request:
    """Return a request in one message, or in two where there is more than one condition."""
    first = len(said)
    if first > 1 and chance.random() < TWICE:
        first = chance.randint(1, first - 1)
    joined = "，" if language == "zh" else ", "
    name = _name(lexicon.entries[kind], language)
    slots = [f"category={kind}", *(slot for slot, _ in said)]
    opening = chance.choice(SENTENCES[language]["opening"])
    messages = [opening.format(kind=name, said=joined.join(words for _, words in said[:first])).strip(" ,，")]
    if first < len(said):
        more = chance.choice(SENTENCES[language]["more"])
        messages.append(more.format(said=joined.join(words for _, words in said[first:])))
    return Request(
        tuple(messages), tuple(tuple(slots[: 1 + end]) for end in (first, len(said))[: len(messages)])
    )


def _name(entry: Entry, language: str) -> str:
    """Return a name in that language; where there is none, any."""
    return next((name for name in entry.names() if language_of(name) == language), entry.name)

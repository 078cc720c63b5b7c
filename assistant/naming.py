"""What things are called in answers: attributes, entities, quantities, slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assistant.slots import Slot
from assistant.views import Card, Named, Parameter
from assistant.wording import Language, read_wording
from extraction.folding import is_cjk

SIGNS: Final = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
WORD: Final = re.compile(r"[^\W\d_]*")
TELLING: Final = 4
"""Letters that a model's name begins with where it needs no maker: iPhone 14, but Xiaomi 13."""
RELATIONS: Final = {
    "zh": {"<=": "不超过", ">=": "至少", "=": "", "~": "约", "!=": "不要", "<": "低于", ">": "高于"},
    "en": {
        "<=": "at most",
        ">=": "at least",
        "=": "",
        "~": "about",
        "!=": "not",
        "<": "less than",
        ">": "more than",
    },
}
VALUES: Final = {
    "zh": {"low": "低", "high": "高", "lower": "更低", "higher": "更高", "like": "参照产品"},
    "en": {"low": "low", "high": "high", "lower": "lower", "higher": "higher", "like": "the example"},
}


def say(key: str, language: Language, **values: object) -> str:
    """Return a sentence of `texts/guide.toml`."""
    return read_wording("guide", language).say(key, **values)


def attributes() -> list[str]:
    """Return the attributes that have a name."""
    texts = read_wording("guide", "en").texts
    return sorted(key.removeprefix("attribute.") for key in texts if key.startswith("attribute."))


def attribute_name(attribute: str, language: Language) -> str:
    """Return what people call an attribute."""
    known = f"attribute.{attribute}"
    if known in read_wording("guide", language).texts:
        return say(known, language)
    return attribute.replace("_", " ")


def currency_name(currency: str, language: Language) -> str:
    """Return what people call a currency, its code where it has no name here."""
    known = f"currency.{currency}"
    return say(known, language) if known in read_wording("guide", language).texts else currency


def name_in(named: Named, language: Language) -> str:
    """Return the name of an entity in a language, where it has one."""
    chinese = language == "zh"
    own = (name for name in (named.name, *named.aliases) if any(map(is_cjk, name)) == chinese)
    return next(own, named.name)


def judged_name(named: Named, language: Language) -> str:
    """Return the name of a feature that is praised: a phone is praised for its cooling, not for its heat."""
    texts = read_wording("guide", language).texts
    return texts.get(f"judged.{named.id}", name_in(named, language))


def called(cards: Sequence[Card], language: Language) -> list[str]:
    """Return what products are called beside one another: the model, its maker where that alone tells little."""
    names = [card.model.name if card.model else card.title for card in cards]
    return [
        f"{name_in(card.brand, language)} {name}"
        if card.brand and card.model and (len(WORD.findall(name)[0]) < TELLING or names.count(name) > 1)
        else name
        for card, name in zip(cards, names, strict=True)
    ]


def quantity(number: float, unit: str) -> str:
    """Return a number with its unit; a currency stands before it."""
    if unit in SIGNS:
        return f"{SIGNS[unit]}{number:,.2f}".removesuffix(".00")
    text = f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"
    return f"{text} {unit}" if unit and unit != "-" else text


def value_in_words(parameter: Parameter) -> str:
    """Return a value as people read it."""
    if parameter.number is not None and parameter.unit:
        return quantity(parameter.number, parameter.unit)
    return parameter.text or parameter.value


def price_in_words(card: Card, language: Language) -> str:
    """Return a product's price as it goes on behind a title; nothing where it has none."""
    if card.price is None:
        return ""
    return say("price", language, price=quantity(card.price, card.currency or ""))


def slot_in_words(slot: Slot, names: Mapping[str, str], language: Language) -> str:
    """Return a slot as people say it; `names` are those of the entities by id."""
    relation = RELATIONS[language][slot.relation]
    if slot.number is not None:
        value = quantity(slot.number, slot.unit)
    else:
        value = names.get(str(slot.value), VALUES[language].get(str(slot.value), str(slot.value)))
    if "/" in str(slot.value) and slot.name != "like":
        return f"{relation} {value}".strip()
    return " ".join(part for part in (attribute_name(slot.name, language), relation, value) if part)


def listed(parts: Iterable[str], language: Language) -> str:
    """Return parts side by side."""
    return ("、" if language == "zh" else ", ").join(parts)

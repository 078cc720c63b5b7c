"""Products side by side: a row for each thing that is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.answers import Answer, Row, Shown
from assistant.claims import Claim
from assistant.evidence import SENTENCES
from assistant.naming import attribute_name, listed, name_in, quantity, say, value_in_words
from assistant.ports import Facts
from assistant.views import Card, Details
from assistant.wording import Language

TOLD: Final = 6
"""Rows that are told in words."""


async def comparison(facts: Facts, cards: Sequence[Card], asks: str | None, language: Language) -> Answer:
    """Return products side by side, what is asked first, then what differs. Two statements."""
    details = await facts.details([card.id for card in cards])
    rows = rows_of(cards, details, language)
    rows.sort(key=lambda row: (row.name != asks, not row.differs, row.values.count(None)))
    titles = listed((card.model.name if card.model else card.title for card in cards), language)
    head = Claim(say("compare", language, titles=titles))
    told = await _told(facts, cards, details, rows[:TOLD], language)
    return Answer(
        language,
        "compare",
        "comparison",
        claims=(head, *told),
        products=tuple(Shown(card) for card in cards),
        rows=tuple(rows),
        about=tuple(card.id for card in cards),
        asks=asks,
    )


def rows_of(cards: Sequence[Card], details: Mapping[str, Details], language: Language) -> list[Row]:
    """Return a row for the price and for each attribute, feature and opinion of any of the products."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for card in cards:
        for name, label, text in _cells(card, details.get(card.id), language):
            cells.setdefault((name, label), {})[card.id] = text
    rows = []
    for (name, label), row in cells.items():
        values = tuple(row.get(card.id) for card in cards)
        rows.append(Row(name, label, values, differs=len(set(values)) > 1))
    return rows


def _cells(card: Card, details: Details | None, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield what is known of a product: its name, what people call it, and the value; of one name the last counts."""
    values: dict[str, list[str]] = {}
    if card.price is not None:
        values["price"] = [quantity(card.price, card.currency or "")]
    for parameter in details.parameters if details else ():
        values.setdefault(parameter.attribute, []).append(value_in_words(parameter))
    for attribute, found in values.items():
        yield attribute, attribute_name(attribute, language), listed(found, language)
    for feature in details.features if details else ():
        text = say("have" if feature.present else "have_not", language)
        yield feature.node.id, name_in(feature.node, language), text
    # How reviews judge a feature says that it is there, and more.
    for opinion in details.opinions if details else ():
        text = f"+{opinion.praised} −{opinion.criticised} / {opinion.of}"
        yield opinion.feature.id, name_in(opinion.feature, language), text


async def _told(
    facts: Facts,
    cards: Sequence[Card],
    details: Mapping[str, Details],
    rows: Sequence[Row],
    language: Language,
) -> list[Claim]:
    """Return rows as sentences with the facts of every product."""
    objects = {
        row.name: [(card.id, id_) for card in cards for id_ in _objects(details.get(card.id), row.name)]
        for row in rows
    }
    pairs = [pair for found in objects.values() for pair in found]
    stated = await facts.stated(pairs, SENTENCES) if pairs else {}
    claims = []
    for row in rows:
        values = listed((value or say("not_said", language) for value in row.values), language)
        text = say("differs", language, attribute=row.label, values=values)
        proof = tuple(fact.id for pair in objects[row.name] for fact in stated.get(pair, ())[:1])
        records = tuple(card.id for card in cards) if row.name == "price" else ()
        claims.append(Claim(text, proof, records))
    return claims


def _objects(details: Details | None, name: str) -> Iterator[str]:
    """Yield the ids of what states a row's value of a product."""
    if details:
        yield from (p.id for p in details.parameters if p.attribute == name)
        yield from (feature.node.id for feature in details.features if feature.node.id == name)
        yield from (opinion.feature.id for opinion in details.opinions if opinion.feature.id == name)

"""Products side by side: a row for each thing that is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.answers import Answer, Row, Shown
from assistant.claims import Claim
from assistant.evidence import SENTENCES
from assistant.leading import Lead, Leader
from assistant.naming import attribute_name, called, listed, name_in, quantity, say, value_in_words
from assistant.opinions import judged_in_words
from assistant.ports import Facts
from assistant.state import COMPARED
from assistant.twins import attributes_of
from assistant.values import distinct
from assistant.views import Card, Details
from assistant.wording import Language

TOLD: Final = 6
"""Rows that are told in words."""


async def comparison(
    facts: Facts,
    cards: Sequence[Card],
    asks: str | None,
    language: Language,
    *,
    best: bool = False,
    missing: Sequence[Claim] = (),
) -> Answer:
    """Return products side by side, what is asked first, then what differs. Two statements.

    It begins with what is `missing`, and which of them is the answer; `best` asks which is, all in all.
    """
    beside, left = cards[:COMPARED], cards[COMPARED:]
    details = await facts.details([card.id for card in beside])
    rows = rows_of(beside, details, language)
    sought = {asks, *(attributes_of(asks) if asks else ())}
    rows.sort(
        key=lambda row: (row.name != asks, row.name not in sought, not row.differs, row.values.count(None))
    )
    titles = dict(zip((card.id for card in cards), called(cards, language), strict=True))
    head = Claim(say("compare", language, titles=_titled(beside, titles, language)))
    lead = Leader(beside, titles, details, language).lead(asks, best=best)
    told = await _told(facts, beside, titles, details, rows[:TOLD], lead, language)
    too_many = say("compare_left", language, titles=_titled(left, titles, language), count=COMPARED)
    return Answer(
        language,
        "compare",
        "comparison",
        claims=(
            *missing,
            *([Claim(too_many)] if left else ()),
            *told[: bool(lead)],
            head,
            *told[bool(lead) :],
        ),
        products=tuple(Shown(card) for card in beside),
        rows=tuple(rows),
        about=tuple(card.id for card in beside),
        asks=asks,
    )


def _titled(cards: Sequence[Card], titles: Mapping[str, str], language: Language) -> str:
    return listed((titles[card.id] for card in cards), language)


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
        # What texts say of a price the shop knows better, and of what has no attribute nothing compares.
        if parameter.attribute != "other" and (parameter.attribute != "price" or card.price is None):
            values.setdefault(parameter.attribute, []).append(value_in_words(parameter))
    for attribute, found in values.items():
        yield attribute, attribute_name(attribute, language), " / ".join(distinct(found, str))
    for feature in details.features if details else ():
        text = say("have" if feature.present else "have_not", language)
        yield feature.node.id, name_in(feature.node, language), text
    # How reviews judge a feature says that it is there, and more.
    for opinion in details.opinions if details else ():
        yield opinion.feature.id, name_in(opinion.feature, language), judged_in_words(opinion, language)


async def _told(
    facts: Facts,
    cards: Sequence[Card],
    titles: Mapping[str, str],
    details: Mapping[str, Details],
    rows: Sequence[Row],
    lead: Lead | None,
    language: Language,
) -> list[Claim]:
    """Return the lead, where there is one, and rows as sentences with the facts of every product."""
    objects = {
        row.name: [(card.id, id_) for card in cards for id_ in _objects(details.get(card.id), row.name)]
        for row in rows
    }
    proving = lead.pairs if lead else ()
    pairs = list(dict.fromkeys([*proving, *(pair for found in objects.values() for pair in found)]))
    stated = await facts.stated(pairs, SENTENCES) if pairs else {}
    claims = []
    if lead:
        proof = tuple(fact.id for pair in proving for fact in stated.get(pair, ())[:1])
        claims.append(Claim(lead.text, proof, lead.records))
    for row in rows:
        cells = [
            say("cell", language, title=titles[card.id], value=value or say("not_said", language))
            for card, value in zip(cards, row.values, strict=True)
        ]
        text = say("differs", language, attribute=row.label, values=say("apart", language).join(cells))
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

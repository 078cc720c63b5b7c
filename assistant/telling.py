"""Questions about products: a fact, what reviews say, and several side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assistant.answers import Answer, Row, Shown
from assistant.claims import Claim
from assistant.naming import attribute_name, listed, name_in, quantity, say
from assistant.ports import Card, Details, Fact, Facts, Finding, Opinion, Parameter
from assistant.reasons import SENTENCES, cited, shown
from assistant.wording import Language

KEYS: Final = (
    "soc",
    "cpu",
    "gpu",
    "ram",
    "storage",
    "screen_size",
    "refresh_rate",
    "main_camera",
    "battery_capacity",
    "charging_power",
    "weight",
    "os",
)
"""Attributes of an overview, in this order."""
OVERVIEW: Final = 6
OPPOSITES: Final = {"PRAISED_FOR": "praised", "CRITICISED_FOR": "criticised"}


class Teller:
    """Answers questions about products; each answer takes two or three statements."""

    def __init__(self, facts: Facts, finding: Finding) -> None:
        self._facts, self._finding = facts, finding

    async def detail(self, card: Card, asks: str | None, language: Language, *, overview: bool) -> Answer:
        """Return what is known of one thing that is asked, or that no one has said."""
        if asks in {"price", "stock", "shelf"}:
            return self._shop(card, asks, language)
        details = (await self._facts.details([card.id])).get(card.id)
        if asks is None:
            return (
                await self._overview(card, details, language)
                if overview
                else self._unknown(card, None, language)
            )
        claims = await self._said(card, details, asks, language) if details else ()
        return self._answer(card, asks, language, claims) if claims else self._unknown(card, asks, language)

    async def opinion(self, card: Card, asks: str | None, language: Language) -> Answer:
        """Return how many reviews praise and criticise a feature with their sentences, or what they speak of most."""
        details = (await self._facts.details([card.id])).get(card.id)
        opinions = details.opinions if details else ()
        if asks is None:
            return await self._opinions(card, opinions, language)
        claims = await self._judged(card, opinions, asks, language)
        if not claims and details:
            claims = await self._said(card, details, asks, language)
        return (
            self._answer(card, asks, language, claims, "opinion")
            if claims
            else self._unknown(card, asks, language, "opinion")
        )

    async def compare(self, cards: Sequence[Card], asks: str | None, language: Language) -> Answer:
        """Return products side by side, what is asked first, then what differs."""
        details = await self._facts.details([card.id for card in cards])
        rows = rows_of(cards, details, language)
        rows.sort(key=lambda row: (row.name != asks, not row.differs, row.values.count(None)))
        titles = [card.model.name if card.model else card.title for card in cards]
        text = say("compare", language, titles=listed(titles, language))
        claims = [Claim(text), *await self._rows_claimed(cards, details, rows[:OVERVIEW], language)]
        return Answer(
            language, "compare", "comparison", claims=tuple(claims), products=tuple(Shown(card) for card in cards), rows=tuple(rows),
            about=tuple(card.id for card in cards), asks=asks,
        )  # fmt: skip

    async def articles(self, entity: str, language: Language) -> Answer:
        """Return what texts say of a feature or a use, with their sentences."""
        nodes = await self._facts.nodes([entity])
        name = name_in(nodes[entity], language) if entity in nodes else entity
        found = await self._finding.articles(entity, OVERVIEW)
        if not found:
            return Answer(
                language,
                "article",
                "articles",
                claims=(Claim(say("no_articles", language, asked=name)),),
                asks=entity,
            )
        told = [
            Claim(
                say("article", language, sentence=a.fact.sentence, title=a.title or a.fact.source.origin),
                (a.fact.id,),
            )
            for a in found
        ]
        first = Claim(say("articles", language, asked=name))
        return Answer(language, "article", "articles", claims=(first, *told), asks=entity)

    def _shop(self, card: Card, asks: str, language: Language) -> Answer:
        """Return what only a shop sets; its record is the product itself."""
        text = None
        if asks == "price" and card.price is not None:
            text = say(
                "price_is", language, title=card.title, price=quantity(card.price, card.currency or "")
            )
        elif asks == "stock" and card.in_stock is not None:
            shelf = say("on_shelf", language, shelf=card.shelf) if card.shelf else ""
            text = (
                say("stock_yes", language, title=card.title, shelf=shelf)
                if card.in_stock
                else say("stock_no", language, title=card.title)
            )
        elif asks == "shelf" and card.shelf:
            text = say("shelf", language, title=card.title, shelf=card.shelf)
        if text is None:
            return self._unknown(card, asks, language)
        return self._answer(card, asks, language, (Claim(text, records=(card.id,)),))

    async def _said(self, card: Card, details: Details, asks: str, language: Language) -> tuple[Claim, ...]:
        """Return the sentences about an attribute or a feature; none where no one has said anything."""
        if "/" not in asks:
            found = [p for p in details.parameters if p.attribute in _same(asks)]
            stated = await self._stated(card, [p.id for p in found])
            return tuple(claim for p in found for claim in _value(card, p, stated.get(p.id, ()), language))
        feature = next((f for f in details.features if f.node.id == asks), None)
        if feature:
            stated = await self._stated(card, [asks])
            text = say(
                "yes" if feature.present else "no",
                language,
                title=card.title,
                feature=name_in(feature.node, language),
            )
            wanted = "HAS_FEATURE" if feature.present else "LACKS_FEATURE"
            facts = [fact for fact in stated.get(asks, ()) if fact.predicate == wanted]
            more = [Claim(say("feature_contested", language))] if feature.contested else []
            return (cited(text, facts), *_quotes(facts, language), *more)
        return await self._judged(card, details.opinions, asks, language)

    async def _judged(
        self, card: Card, opinions: Sequence[Opinion], asks: str, language: Language
    ) -> tuple[Claim, ...]:
        opinion = next((opinion for opinion in opinions if opinion.feature.id == asks), None)
        if opinion is None:
            return ()
        facts = (await self._stated(card, [asks])).get(asks, ())
        judged = [fact for fact in facts if fact.predicate in OPPOSITES]
        text = say(
            "opinion", language, title=card.title, of=opinion.of, praised=opinion.praised, criticised=opinion.criticised,
            feature=name_in(opinion.feature, language),
        )  # fmt: skip
        return (Claim(text, tuple(fact.id for fact in judged)), *_quotes(judged, language))

    async def _opinions(self, card: Card, opinions: Sequence[Opinion], language: Language) -> Answer:
        if not opinions:
            return self._unknown(card, None, language, "opinion")
        liked = sorted((o for o in opinions if o.praised), key=lambda o: -o.praised)[:3]
        disliked = sorted((o for o in opinions if o.criticised), key=lambda o: -o.criticised)[:3]
        stated = await self._stated(card, [o.feature.id for o in (*liked, *disliked)])
        none = say("not_said", language)
        text = say(
            "opinions", language, title=card.title,
            praised=listed([name_in(o.feature, language) for o in liked], language) or none,
            criticised=listed([name_in(o.feature, language) for o in disliked], language) or none,
        )  # fmt: skip
        facts = [fact for found in stated.values() for fact in found if fact.predicate in OPPOSITES]
        return self._answer(
            card,
            None,
            language,
            (Claim(text, tuple(f.id for f in facts)), *_quotes(facts, language)),
            "opinion",
        )

    async def _overview(self, card: Card, details: Details | None, language: Language) -> Answer:
        price = (
            say("price", language, price=quantity(card.price, card.currency or ""))
            if card.price is not None
            else ""
        )
        first = Claim(say("overview", language, title=card.title, price=price), records=(card.id,))
        by_name = {p.attribute: p for p in details.parameters} if details else {}
        found = [by_name[key] for key in KEYS if key in by_name][:OVERVIEW]
        stated = await self._stated(card, [p.id for p in found])
        claims = [claim for p in found for claim in _value(card, p, stated.get(p.id, ()), language)]
        return self._answer(card, None, language, (first, *claims))

    async def _rows_claimed(
        self, cards: Sequence[Card], details: Mapping[str, Details], rows: Sequence[Row], language: Language
    ) -> list[Claim]:
        """Return the first lines of a comparison as sentences with the facts of every product."""
        objects = {
            (card.id, row.name): [p.id for p in details[card.id].parameters if p.attribute == row.name]
            + [f.node.id for f in details[card.id].features if f.node.id == row.name]
            + [o.feature.id for o in details[card.id].opinions if o.feature.id == row.name]
            for card in cards if card.id in details for row in rows
        }  # fmt: skip
        pairs = [(card, object_) for (card, _), found in objects.items() for object_ in found]
        stated = await self._facts.stated(pairs, SENTENCES) if pairs else {}
        claims = []
        for row in rows:
            facts = [
                fact.id
                for card in cards
                for object_ in objects.get((card.id, row.name), ())
                for fact in stated.get((card.id, object_), ())[:1]
            ]
            values = listed([value or say("not_said", language) for value in row.values], language)
            records = tuple(card.id for card in cards) if row.name == "price" else ()
            claims.append(
                Claim(say("differs", language, attribute=row.label, values=values), tuple(facts), records)
            )
        return claims

    async def _stated(self, card: Card, objects: Sequence[str]) -> dict[str, Sequence[Fact]]:
        stated = (
            await self._facts.stated([(card.id, object_) for object_ in objects], SENTENCES * 2)
            if objects
            else {}
        )
        return {object_: facts for (_, object_), facts in stated.items()}

    def _answer(
        self,
        card: Card,
        asks: str | None,
        language: Language,
        claims: tuple[Claim, ...],
        intent: str = "detail",
    ) -> Answer:
        return Answer(
            language, intent, "answer", claims=claims, products=(Shown(card),), about=(card.id,), asks=asks
        )

    def _unknown(self, card: Card, asks: str | None, language: Language, intent: str = "detail") -> Answer:
        asked = attribute_name(asks, language) if asks and "/" not in asks else None
        text = (
            say("unknown", language, title=card.title, asked=asked) if asked else say("unknown_all", language)
        )
        return Answer(language, intent, "unknown", claims=(Claim(text),), about=(card.id,), asks=asks)


SAME: Final = {
    "soc": {"soc", "cpu"},
    "cpu": {"cpu", "soc"},
    "main_camera": {"main_camera", "camera"},
    "dimensions": {"dimensions"},
}
"""Attributes that people ask for by one word."""


def _same(attribute: str) -> set[str]:
    return SAME.get(attribute, {attribute})


def _value(card: Card, parameter: Parameter, facts: Sequence[Fact], language: Language) -> list[Claim]:
    attribute = attribute_name(parameter.attribute, language)
    text = say("fact", language, title=card.title, attribute=attribute, value=shown(parameter))
    claims = [cited(text, facts), *_quotes(facts, language)]
    if parameter.others:
        claims.append(
            Claim(
                say(
                    "contested",
                    language,
                    others=listed([shown(other) for other in parameter.others], language),
                )
            )
        )
    return claims


def _quotes(facts: Sequence[Fact], language: Language) -> list[Claim]:
    """Return the sentences of the surest facts, each once."""
    sentences = {fact.sentence: fact.id for fact in reversed(facts)}
    return [
        Claim(say("quote", language, sentence=sentence), (id_,))
        for sentence, id_ in list(sentences.items())[-2:]
    ]


def rows_of(cards: Sequence[Card], details: Mapping[str, Details], language: Language) -> list[Row]:
    """Return a row for the price and for each attribute, feature and opinion that two or more of the products speak of, or one alone."""
    have, have_not = say("have", language), say("have_not", language)
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for card in cards:
        if card.price is not None:
            cells.setdefault(("price", attribute_name("price", language)), {})[card.id] = quantity(
                card.price, card.currency or ""
            )
        known = details.get(card.id)
        for p in known.parameters if known else ():
            key = (p.attribute, attribute_name(p.attribute, language))
            cells.setdefault(key, {})[card.id] = listed(
                [x for x in (cells.get(key, {}).get(card.id), shown(p)) if x], language
            )
        for f in known.features if known else ():
            cells.setdefault((f.node.id, name_in(f.node, language)), {})[card.id] = (
                have if f.present else have_not
            )
        for o in known.opinions if known else ():
            said = f"+{o.praised} −{o.criticised} / {o.of}"
            cells.setdefault((o.feature.id, name_in(o.feature, language)), {})[card.id] = said
    return [
        Row(name, label, values := tuple(found.get(card.id) for card in cards), differs=len(set(values)) > 1)
        for (name, label), found in cells.items()
    ]

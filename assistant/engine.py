"""The assistant: a message and the state of its conversation in, an answer and the next state out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from assistant.answers import Answer, Shown
from assistant.asking_back import Asker
from assistant.claims import Claim
from assistant.dialogue import State, Turn, heard
from assistant.finding import Finder, is_open, numbers_of
from assistant.naming import name_in, quantity, say
from assistant.ports import Card, Facts, Finding
from assistant.reading.message import Message, read
from assistant.reading.names import Names
from assistant.reasons import reasons
from assistant.slots import Need
from assistant.telling import Teller
from assistant.wording import Language
from assistant.words import pattern

SHOWN: Final = 3
"""Products of an answer; a comparison has up to `COMPARED`."""
COMPARED: Final = 4
QUESTIONS: Final = 2
"""Questions back before products are shown."""
VARIANTS: Final = 4
"""Products that are read for each that is shown, since a model's variants count once."""
TOLD: Final = {"aftersale", "howto", "person"}


class AfterSale(Protocol):
    """Answers what concerns orders, policies and use, and hands over to a person; see `service.Service`."""

    async def answer(self, message: Message, state: State, user: str | None, named: Sequence[str]) -> Answer:
        """Return the answer; `named` are ids of products and models that the message speaks of."""


class Phraser(Protocol):
    """Says the same in other words; see `language_model.LanguageModel`."""

    async def phrase(self, claims: Sequence[Claim], language: Language) -> tuple[Claim, ...]:
        """Return the claims, each with what proves it."""


class Assistant:
    """Finds products, answers questions about them, and passes on what comes after the sale.

    Args:
        finding: looks for products.
        facts: reads what is known of them.
        names: are asked for anew with every message, so that what the graph learned is known.
        aftersale: answers what is no question about a product; without it such questions are told to be beyond it.
        phraser: says the same in better words, if there is one.
    """

    def __init__(
        self,
        finding: Finding,
        facts: Facts,
        asker: Asker,
        names: Callable[[], Awaitable[Names]],
        aftersale: AfterSale | None = None,
        phraser: Phraser | None = None,
    ) -> None:
        self._finding, self._facts, self._names = finding, facts, names
        self._finder, self._teller, self._asker = Finder(finding, facts), Teller(facts, finding), asker
        self._aftersale, self._phraser = aftersale, phraser

    async def answer(
        self,
        text: str,
        state: State,
        *,
        user: str | None = None,
        setting: str = "shop",
        need: Need | None = None,
    ) -> tuple[Answer, State]:
        """Return the answer to a message, and the state after it; see `stream`."""
        last: tuple[Answer, State] | None = None
        async for last in self.stream(text, state, user=user, setting=setting, need=need):  # noqa: B007
            pass
        assert last is not None  # noqa: S101 (a stream has at least one answer)
        return last

    async def stream(
        self,
        text: str,
        state: State,
        *,
        user: str | None = None,
        setting: str = "shop",
        need: Need | None = None,
    ) -> AsyncIterator[tuple[Answer, State]]:
        """Yield the answer as it grows: what was understood, then products, then all of it.

        `need` is the need as the shopper corrected it, which the message adds nothing to.
        """
        names = await self._names()
        message = read(text, names, setting, state.before())
        if need is not None:
            message = replace(message, intent="find", said=(), dropped=(), replaced=frozenset(), anew=False)
            state = replace(state, need=need)
        if message.intent == "find":
            state = await self._bounded(state, heard(state, message))
            yield Answer(message.language, "find", "parse", need=state.need), state
            answer = await self._find(state, message, setting)
            if answer.products:
                yield replace(answer, claims=()), state
        else:
            answer = await self._told(message, state, user)
        if self._phraser:
            answer = replace(answer, claims=await self._phraser.phrase(answer.claims, message.language))
        yield answer, _after(state, message, answer)

    async def _find(self, state: State, message: Message, setting: str) -> Answer:
        need, language = state.need, message.language
        if is_open(need) and state.asked < QUESTIONS:
            question = await self._asker.question(need, language)
            if question:
                return question
        around = await self._finder.around(need, state.bounds)
        found = await self._finder.find(need, around, SHOWN * VARIANTS)
        if not found.total:
            names = await self._named(need, language)
            relaxed = await self._finder.relaxations(need, around, names, language)
            told = [Claim(relaxation.text) for relaxation in relaxed] or [Claim(say("relax_none", language))]
            nothing = Claim(say("nothing", language))
            return Answer(language, "find", "products", need, (nothing, *told), relaxations=tuple(relaxed))
        cards = one_a_model(found.cards)[:SHOWN]
        details = await self._facts.details([card.id for card in cards])
        why = await reasons(self._facts, need, cards, details, language)
        shown = tuple(Shown(card, why.get(card.id, ())) for card in cards)
        head = say("found_one" if found.total == 1 else "found", language, total=found.total)
        lines = [self._line(place, card, language, setting) for place, card in enumerate(cards, start=1)]
        return Answer(language, "find", "products", need, (Claim(head), *lines), shown, found.total)

    def _line(self, place: int, card: Card, language: Language, setting: str) -> Claim:
        price = (
            say("price", language, price=quantity(card.price, card.currency or ""))
            if card.price is not None
            else ""
        )
        stock = ""
        if setting == "store" and card.in_stock is not None:
            stock = say("in_stock" if card.in_stock else "sold_out", language)
            stock += say("on_shelf", language, shelf=card.shelf) if card.shelf else ""
        return Claim(
            say("product", language, place=place, title=card.title, price=price, stock=stock),
            records=(card.id,),
        )

    async def _told(self, message: Message, state: State, user: str | None) -> Answer:
        """Return the answer to all but a search."""
        language = message.language
        if message.intent in TOLD and self._aftersale:
            models = [id_ for candidates in message.models for id_ in candidates]
            shown = [state.shown[place - 1] for place in message.places if 0 < place <= len(state.shown)]
            return await self._aftersale.answer(message, state, user, [*models, *shown])
        if message.intent == "article" and message.asks:
            return await self._teller.articles(message.asks, language)
        if message.intent in {"detail", "opinion", "compare"}:
            return await self._about(message, state)
        return Answer(
            language, message.intent, "talk", claims=(Claim(say(_greeting(message.text), language)),)
        )

    async def _about(self, message: Message, state: State) -> Answer:
        language = message.language
        cards = await self._meant(message, state)
        if message.intent == "compare" and len(cards) >= 2:
            return await self._teller.compare(cards[:COMPARED], message.asks, language)
        if not cards:
            missing = message.unknown or not (message.models or message.places)
            text = say("unknown_product" if missing else "which", language)
            return Answer(language, message.intent, "unknown", claims=(Claim(text),), asks=message.asks)
        if message.intent == "opinion":
            return await self._teller.opinion(cards[0], message.asks, language)
        return await self._teller.detail(
            cards[0],
            message.asks,
            language,
            overview=bool(pattern("overview").search(message.text)) or not _asks(message),
        )

    async def _meant(self, message: Message, state: State) -> list[Card]:
        """Return the products that a message speaks of: named, by their place, or those spoken of before."""
        ids = [
            state.shown[place - 1 if place > 0 else place]
            for place in message.places
            if abs(place) <= len(state.shown)
        ]
        if message.unknown and not message.models and not ids:
            return []
        if (not ids and not message.models) or (
            message.intent == "compare" and len(ids) + len(message.models) == 1
        ):
            ids = [*(state.spoken or state.shown)[: COMPARED if message.intent == "compare" else 1], *ids]
        candidates = [id_ for models in message.models for id_ in models]
        sold = await self._finding.sold([*ids, *candidates])
        named = [next((sold[id_] for id_ in models if id_ in sold), None) for models in message.models]
        cards = [*(sold[id_] for id_ in ids if id_ in sold), *(card for card in named if card)]
        return list({card.id: card for card in cards}.values())

    async def _bounded(self, before: State, state: State) -> State:
        """Return the state with what `lower` and `higher` mean: than the first product shown."""
        relative = [slot.name for slot in state.need if slot.value in {"lower", "higher"}]
        new = [
            name
            for name in relative
            if str(name) not in {s.name for s in before.need if s.value in {"lower", "higher"}}
        ]
        again = [s.name for s in state.need if s.value in {"lower", "higher"} and s in before.need]
        if not before.shown or not (new or again):
            return state
        card = (await self._finding.sold(before.shown[:1])).get(before.shown[0])
        if not card:
            return state
        known = numbers_of(card, (await self._facts.details([card.id])).get(card.id))
        bounds = {name: known[name][0] for name in relative if name in known}
        return replace(state, bounds={**state.bounds, **bounds})

    async def _named(self, need: Need, language: Language) -> dict[str, str]:
        ids = [str(slot.value) for slot in need if "/" in str(slot.value)]
        nodes = await self._facts.nodes(ids) if ids else {}
        return {id_: name_in(node, language) for id_, node in nodes.items()}


def one_a_model(cards: Sequence[Card]) -> list[Card]:
    """Return products, of each model the first."""
    return list({card.model.id if card.model else card.id: card for card in reversed(cards)}.values())[::-1]


def _asks(message: Message) -> bool:
    """Say whether a message asks for something of its own, known or not."""
    return bool(message.asks) or any(mark in message.text for mark in "?？吗么") or len(message.text) > 24


def _greeting(text: str) -> str:
    if any(word in text for word in ("谢", "thank", "cheers", "thx")):
        return "thanks"
    return (
        "hello"
        if any(word in text for word in ("你好", "您好", "hello", "hi", "hey", "在吗", "morning"))
        else "talk"
    )


def _after(state: State, message: Message, answer: Answer) -> State:
    """Return the state after an answer."""
    products = tuple(shown.card.id for shown in answer.products)
    facts = tuple(dict.fromkeys(fact for claim in answer.sentences() for fact in claim.facts))
    turn = Turn(message.text, answer.intent, answer.shows, products, answer.text, facts)
    listed = answer.intent == "find" and answer.shows == "products"
    return replace(
        state,
        shown=products if listed and products else state.shown,
        model=_spoken(answer, "model") if answer.about else state.model,
        kind=_spoken(answer, "category") if answer.about else state.kind,
        spoken=answer.about or (() if answer.intent == "find" else state.spoken),
        asked=state.asked + 1 if answer.shows == "question" else 0 if listed else state.asked,
        asks=answer.asks,
        topic=answer.topic,
        intent=answer.intent,
        choices=tuple((choice.record, choice.text, choice.product) for choice in answer.choices),
        flow=answer.flow,
        tried=() if answer.ticket else state.tried,
    ).remembering(turn)


def _spoken(answer: Answer, what: str) -> str | None:
    """Return the model or the category of the first product that is spoken of."""
    return next((named.id for shown in answer.products if (named := getattr(shown.card, what))), None)

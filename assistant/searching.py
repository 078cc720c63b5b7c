"""A search as an answer: a question back, the best products with reasons, or what would give some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answers import Answer, Shown
from assistant.asking_back import CURRENCY, Asker, is_open
from assistant.claims import Claim
from assistant.errors import SlotError
from assistant.finding import Finder
from assistant.naming import attributes, price_in_words, say
from assistant.plan import Around
from assistant.ports import Facts, Finding
from assistant.reasons import reasons
from assistant.relaxing import Relaxer
from assistant.slots import ENTITIES, Need, Slot, first
from assistant.state import State
from assistant.views import Card, Found, one_of
from assistant.wording import Language

SHOWN: Final = 3
"""Products of an answer."""
QUESTIONS: Final = 2
"""Questions back before products are shown."""
VARIANTS: Final = 4
"""Products that are read for each that is shown, since a model's variants count once."""
STORE: Final = "store"
"""The setting in which stock and shelf are told."""


class Searcher:
    """Answers with products."""

    def __init__(self, finding: Finding, facts: Facts, asker: Asker) -> None:
        self._finding, self._facts, self._asker = finding, facts, asker
        self._finder, self._relaxer = Finder(finding, facts), Relaxer(finding, facts)

    async def check(self, need: Need) -> None:
        """Refuse a need as a client corrected it, where a slot is of an attribute that nobody knows.

        Raises:
            SlotError: there is such a slot.
        """
        known = [*ENTITIES, *attributes()]
        odd = [slot for slot in need if slot.name not in known]
        values = await self._finding.values([slot.name for slot in odd]) if odd else {}
        for slot in odd:
            if not values.get(slot.name):
                expected = ", ".join(dict.fromkeys(known))
                raise SlotError(
                    f"found {str(slot)[:80]!r}, whose attribute nobody knows; expected {expected}"
                )

    async def completed(self, before: State, state: State) -> State:
        """Return the state with what only the graph knows.

        `lower` and `higher` are than the first shown `before` of which it is known, and stay so while more of the same
        is looked at; what is like an example is of its kind, unless another kind is wanted.
        """
        if state.seen:
            return state
        state = replace(state, need=await self._of_the_examples_kind(state.need))
        stepped = [slot for slot in state.need if slot.stepped]
        old = {slot.name for slot in before.need if slot.stepped}
        # What was to be lower and is to be higher now still speaks of the product that it was to be lower than.
        if not before.shown or all(slot.name in old and slot not in before.need for slot in stepped):
            return state
        bounds: dict[str, tuple[float, str]] = {}
        for product in before.shown:
            known = await self._finder.numbers(product)
            bounds |= {s.name: known[s.name] for s in stepped if s.name in known and s.name not in bounds}
            if len(bounds) == len({slot.name for slot in stepped}):
                break
        return replace(state, bounds={**state.bounds, **bounds})

    async def _of_the_examples_kind(self, need: Need) -> Need:
        example = first(need, "like")
        if not example or first(need, "category"):
            return need
        card = await self._finder.card(example)
        return (Slot("category", "=", card.category.id), *need) if card and card.category else need

    async def search(self, state: State, setting: str, language: Language) -> Answer:
        """Return what fits the need of a conversation."""
        need = state.need
        if is_open(need) and not state.seen and len(state.questions) < QUESTIONS:
            question = await self._asker.question(need, language, state.questions)
            if question:
                return question
        around = await self._finder.around(need, state.bounds, CURRENCY[language])
        found = await self._finder.find(need, around, SHOWN * VARIANTS, state.foremost, state.seen)
        head = "found_more" if state.seen else "found"
        if state.seen and not found.total:
            head, found = "found_all", await self._finder.find(need, around, SHOWN * VARIANTS, state.foremost)
        if not found.total:
            return await self._relaxed(need, around, language)
        answer = await self._found(need, found, setting, language, head)
        example = first(need, "like")
        if example and not await self._finder.card(example):
            answer = replace(answer, claims=(Claim(say("unknown_example", language)), *answer.claims))
        return answer

    async def _relaxed(self, need: Need, around: Around, language: Language) -> Answer:
        relaxed = await self._relaxer.relaxations(need, around, language)
        if not relaxed and (kind := await self._relaxer.unsold(need, language)):
            return Answer(language, "find", "products", need, (Claim(say("unsold", language, kind=kind)),))
        told = [relaxation.text for relaxation in relaxed] or [say("relax_none", language)]
        claims = tuple(map(Claim, (say("nothing", language), *told)))
        return Answer(language, "find", "products", need, claims, relaxations=tuple(relaxed))

    async def _found(self, need: Need, found: Found, setting: str, language: Language, head: str) -> Answer:
        cards = one_a_model(found.cards)[:SHOWN]
        details = await self._facts.details([card.id for card in cards])
        why = await reasons(self._facts, need, cards, details, language)
        one = head == "found" and found.total == 1
        told = Claim(say("found_one" if one else head, language, total=found.total))
        lines = [_line(place, card, setting, language) for place, card in enumerate(cards, start=1)]
        shown = tuple(Shown(card, why.get(card.id, ())) for card in cards)
        return Answer(language, "find", "products", need, (told, *lines), shown, found.total)


def one_a_model(cards: Sequence[Card]) -> list[Card]:
    """Return products, of each model the first."""
    firsts: dict[str, Card] = {}
    for card in cards:
        firsts.setdefault(one_of(card), card)
    return list(firsts.values())


def _line(place: int, card: Card, setting: str, language: Language) -> Claim:
    """Return a product of a list in words; its record is the product itself."""
    stock = ""
    if setting == STORE and card.in_stock is not None:
        stock = say("in_stock" if card.in_stock else "sold_out", language)
        stock += say("on_shelf", language, shelf=card.shelf) if card.shelf else ""
    price = price_in_words(card, language)
    text = say("product", language, place=place, title=card.title, price=price, stock=stock)
    return Claim(text, records=(card.id,))

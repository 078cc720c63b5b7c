"""The assistant: a message and the state of its conversation in, an answer and the next state out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from assistant.answers import Answer
from assistant.articles import articles
from assistant.asking_back import Asker
from assistant.claims import Claim
from assistant.comparing import comparison
from assistant.dialogue import answered, heard
from assistant.naming import say
from assistant.pointing import meant, placed
from assistant.ports import Facts, Finding, States
from assistant.reading.message import Message, read
from assistant.reading.names import Names
from assistant.reading.sensed import behind
from assistant.reading.spelling import LONGEST
from assistant.reviews import Reviews
from assistant.searching import Searcher
from assistant.slots import Need
from assistant.state import State
from assistant.telling import Teller
from assistant.wording import Language
from assistant.words import pattern, patterns

AFTER_SALE: Final = frozenset({"aftersale", "howto", "person"})
ABOUT: Final = frozenset({"detail", "opinion", "compare"})
"""Intents that ask about products."""
BESIDE: Final = 2
"""Products that are compared at least."""
BRIEF: Final = 24
"""Characters of a message that may name a product and ask nothing."""


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
        asker: asks back where too much fits.
        names: are asked for anew with every message, so that what the graph learned is known.
        aftersale: answers what is no question about a product; without it such questions are told to be beyond it.
        phraser: says the same in better words, if there is one.
        reviews: answer what no fact does; without them such questions are answered by facts alone.
        states: of messages, by which they are read better; without them the words alone tell what is meant.
    """

    def __init__(
        self,
        finding: Finding,
        facts: Facts,
        asker: Asker,
        names: Callable[[], Awaitable[Names]],
        aftersale: AfterSale | None = None,
        phraser: Phraser | None = None,
        reviews: Reviews | None = None,
        states: States | None = None,
    ) -> None:
        self._finding, self._facts, self._names = finding, facts, names
        self._searcher, self._teller = Searcher(finding, facts, asker), Teller(facts)
        self._aftersale, self._phraser, self._reviews = aftersale, phraser, reviews
        self._states = states

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
        stream = self.stream(text, state, user=user, setting=setting, need=need)
        return [each async for each in stream][-1]

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

        From the products on the state has the whole answer, in the assistant's own words.
        `need` is the need as the shopper corrected it, which the message adds nothing to.

        Raises:
            SlotError: `need` has an attribute that nobody knows.
        """
        if need is not None:
            await self._searcher.check(need)
        names = await self._names()
        given = behind(text[:LONGEST], state.intent)
        states = await asyncio.to_thread(self._states, given) if self._states else None
        message = read(text, names, setting, state.before(), states)
        if need is not None:
            message = replace(message, intent="find", said=(), dropped=(), replaced=frozenset(), anew=False)
            state = replace(state, need=need, seen=state.seen if need == state.need else ())
        if message.intent == "find":
            state = await self._searcher.completed(state, heard(state, message))
            yield Answer(message.language, "find", "parse", need=state.need), state
            answer = await self._searcher.search(state, setting, message.language)
            state = answered(state, message, answer)
            if answer.products:
                yield replace(answer, claims=()), state
        else:
            answer = await self._told(message, state, user)
            state = answered(state, message, answer)
        if self._phraser:
            answer = replace(answer, claims=await self._phraser.phrase(answer.claims, message.language))
        yield answer, state

    async def _told(self, message: Message, state: State, user: str | None) -> Answer:
        """Return the answer to all but a search."""
        if message.intent == "talk" and pattern("unruled").search(message.text):
            message = replace(message, intent="aftersale", topic=None)
        if message.intent in AFTER_SALE and self._aftersale:
            models = [id_ for candidates in message.models for id_ in candidates]
            return await self._aftersale.answer(message, state, user, [*models, *placed(message, state)])
        if message.intent == "article" and message.asks:
            return await articles(self._facts, self._finding, message.asks, message.language)
        if message.intent in ABOUT:
            return await self._about(message, state)
        claim = Claim(say(_talk(message.text), message.language))
        return Answer(message.language, message.intent, "talk", claims=(claim,))

    async def _about(self, message: Message, state: State) -> Answer:
        """Return the answer to a question about products, or which are meant where that is not clear."""
        language, asks = message.language, message.asks
        which = bool(pattern("which_of").search(message.text))
        if (
            message.intent == "opinion"
            and which
            and _goes_on(message)
            and len(state.beside or state.shown) > 1
        ):
            message = replace(message, intent="compare")
        compares = message.intent == "compare"
        unheard = message.unknown or (compares and _are_unheard(message, state))
        # Of three that are compared, two are left where one is not known.
        left = compares and len(message.models) > BESIDE
        cards = await meant(self._finding, self._facts, message, state) if left or not unheard else []
        if compares and len(cards) >= BESIDE:
            missing = [_missing(message)] if message.unknown else []
            return await comparison(self._facts, cards, asks, language, best=which, missing=missing)
        cards = [] if unheard else cards
        if not cards or (message.intent == "compare" and _names_more(message)):
            return Answer(language, message.intent, "unknown", claims=(_missing(message),), asks=asks)
        critical = message.intent == "opinion" and _is_critical(message.text)
        if message.intent == "opinion":
            answer = await self._teller.opinion(cards[0], asks, language, critical=critical)
        else:
            overview = bool(pattern("overview").search(message.text)) or not _asks(message)
            answer = await self._teller.detail(cards[0], asks, language, overview=overview)
        # Whether a sentence of a review praises or criticises is not known, so none answers what is bad.
        quotable = not critical and (asks or message.intent == "opinion")
        if answer.shows == "unknown" and self._reviews and quotable:
            said = await self._reviews.quoted(cards[0], message.text, asks, language)
            return replace(answer, shows="answer", claims=said) if said else answer
        return answer


def _asks(message: Message) -> bool:
    """Say whether a message asks for something of its own, known or not."""
    return bool(message.asks or pattern("asking").search(message.text)) or len(message.text) > BRIEF


def _are_unheard(message: Message, state: State) -> bool:
    """Say whether a message goes on about what was spoken of, and one of that is a model that nobody knows."""
    return _goes_on(message) and any(id_.startswith("model/") for id_ in state.spoken)


def _is_critical(text: str) -> bool:
    """Say whether a question about what people say asks for what is bad alone."""
    return bool(pattern("critical").search(text) and not pattern("both_ways").search(text))


def _goes_on(message: Message) -> bool:
    """Say whether a message names and points at nothing, and so speaks of what was spoken of."""
    return not (message.models or message.pointed or message.names)


def _names_more(message: Message) -> bool:
    """Say whether a comparison names one of its sides, so that where only one is found the other is not known."""
    return bool(message.models or message.pointed.places) and not message.pointed.every


def _missing(message: Message) -> Claim:
    """Return that there is no such product, or the question which is meant."""
    if message.unknown:
        return Claim(say("unknown_named", message.language, name=message.unknown))
    pointed = message.models or message.pointed
    return Claim(say("which" if pointed else "unknown_product", message.language))


def _talk(text: str) -> str:
    """Return what is said to small talk: `thanks`, `hello` or what the assistant is for."""
    return next((name for name, each in patterns("talk").items() if each.search(text)), "talk")

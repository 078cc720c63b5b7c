"""After the sale within a conversation: the question asked, the choices and steps carried on, and the hand-over."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import cast

from assistant.aftersale import AfterSale, ended, solved
from assistant.answers import Answer
from assistant.claims import Claim
from assistant.naming import say
from assistant.reading.heard import hits
from assistant.reading.intents import AFTER, PICKS
from assistant.reading.message import Message
from assistant.replies import PERSON, Choice, Question, Reply, Topic
from assistant.state import State
from assistant.troubleshooting import Flow
from assistant.words import pattern


@dataclass(frozen=True, slots=True)
class Handed:
    """What a person needs to go on: the conversation so far, what was understood, and the steps that did not help.

    `about` is what was said of the trouble.
    """

    language: str
    message: str
    state: State
    tried: tuple[str, ...]
    user: str | None
    about: str


class Service:
    """Answers what comes after the sale.

    Args:
        aftersale: answers from policies and orders.
        hand_over: opens a ticket and returns its id.
        clock: tells the time in the shop's zone.
    """

    def __init__(
        self,
        aftersale: AfterSale,
        hand_over: Callable[[Handed], Awaitable[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._aftersale, self._hand_over, self._clock = aftersale, hand_over, clock

    async def answer(self, message: Message, state: State, user: str | None, named: Sequence[str]) -> Answer:
        """Return the answer to a message of the intents aftersale, howto and person."""
        handed = Handed(message.language, message.text, state, state.tried, user, trouble_of(message, state))
        if message.intent == "person":
            tried = await self._aftersale.tried(Flow(*state.flow)) if state.flow else state.tried
            handed = replace(handed, tried=tried)
            return await self._ticket(message, handed, ())
        chosen = _chosen(state, message.text, message.pointed.places)
        if chosen and chosen.record == PERSON:
            return await self._ticket(message, handed, ())
        if _ends(state, message.text):
            return _answer(message, ended(message.language), user)
        goes_on = message.intent == "howto" and not chosen
        helped = _helped(message.text) if goes_on else None
        if goes_on and (reply := await self._of_step(message, state, helped)):
            if reply.tried:
                return await self._ticket(message, replace(handed, tried=reply.tried), reply.claims)
            return _answer(message, reply, user)
        about, flow = frozenset((*named, *message.names)), Flow(*state.flow) if state.flow else None
        asked = Question(
            topic_of(message), message.language, self._clock(), message.text, about, chosen, flow
        )
        reply = await self._aftersale.reply(asked, user)
        if helped is False and state.choices and reply.choices:
            # None of the troubles listed before was theirs, and what they tried did not help.
            return await self._ticket(message, handed, ())
        return _answer(message, reply, user)

    async def _of_step(self, message: Message, state: State, helped: bool | None) -> Reply | None:
        """Return the reply to what became of the step told last; None where nothing is said of it."""
        if state.flow is None:
            over = helped and state.intent in AFTER and not pattern("agreed").search(message.text)
            return solved(message.language) if over else None
        if helped is None and pattern("tried").search(message.text):
            helped = False
        if helped is None:
            return None
        return await self._aftersale.proceed(Flow(*state.flow), helped, message.language)

    async def _ticket(self, message: Message, handed: Handed, before: tuple[Claim, ...]) -> Answer:
        ticket = await self._hand_over(handed)
        text = say("ticket", message.language, ticket=ticket.rpartition("/")[2])
        claims = (*before, Claim(text, records=(ticket,)))
        return Answer(
            message.language, message.intent, "ticket", claims=claims, topic=message.topic, ticket=ticket
        )


def _answer(message: Message, reply: Reply, user: str | None) -> Answer:
    records = [record for claim in reply.claims for record in claim.records]
    own = user is not None and any(record.startswith("order/") for record in records)
    return Answer(
        message.language,
        message.intent,
        "order" if own else "policy",
        claims=reply.claims,
        options=tuple(choice.text for choice in reply.choices),
        choices=reply.choices,
        flow=(reply.flow.policy, reply.flow.step) if reply.flow else None,
        topic=topic_of(message),
    )


def topic_of(message: Message) -> Topic | None:
    """Return what a message is about; None where that is nothing that any policy is about."""
    if message.intent == "howto":
        return "how-to"
    # A topic that no word says is a guess, which is worth nothing of what the shop has no rule on.
    said = any(intent == "aftersale" for intent, _ in hits(message.text))
    unruled = pattern("unruled").search(message.text) and not said
    return None if unruled else cast("Topic | None", message.topic)


def trouble_of(message: Message, state: State) -> str:
    """Return what was said of the trouble: not the asking for a person, nor a word about a step or a choice."""
    turns = [*((turn.intent, turn.said) for turn in state.turns), (message.intent, message.text)]
    told = [(intent, said) for intent, said in turns if _tells(intent, said)]
    steps = list(takewhile(lambda turn: turn[0] == "howto", reversed(told)))
    return (steps or told[-1:] or turns[-1:])[-1][1]


def _tells(intent: str, said: str) -> bool:
    if intent in {"person", "talk"}:
        return any(hit in AFTER for hit, _ in hits(said))
    answers = any(pattern(name).search(said) for name in PICKS)
    return not answers and re.fullmatch(r"\s*\d\s*[.。]?\s*", said) is None


def _chosen(state: State, text: str, pointed: Sequence[int]) -> Choice | None:
    """Return the choice that a message takes by its place (the second, 2), or the only one that it agrees to."""
    bare = re.fullmatch(r"\s*(\d)\s*[.。]?\s*", text)
    agreed = len(state.choices) == 1 and pattern("agreed").search(text)
    places = [*pointed, *([int(bare[1])] if bare else []), *([1] if agreed else [])]
    fitting = (state.choices[place - 1] for place in places if 0 < place <= len(state.choices))
    chosen = next(fitting, None)
    return Choice(*chosen) if chosen else None


def _ends(state: State, text: str) -> bool:
    """Say whether a message wants neither a choice nor a step of what was answered last."""
    if pattern("never_mind").search(text):
        return bool(state.choices or state.flow)
    return len(state.choices) == 1 and pattern("declined").search(text) is not None


def _helped(text: str) -> bool | None:
    """Say whether a step helped; None where the message says neither."""
    if pattern("not_helped").search(text) or pattern("tried_all").search(text):
        return False
    return True if pattern("helped").search(text) else None

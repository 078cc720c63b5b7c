"""After the sale within a conversation: the question asked, the choices and steps carried on, and the hand-over."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from assistant.aftersale import AfterSale
from assistant.answers import Answer
from assistant.claims import Claim
from assistant.naming import say
from assistant.reading.message import Message
from assistant.replies import Choice, Question, Reply, Topic
from assistant.state import State
from assistant.troubleshooting import Flow
from assistant.words import pattern


@dataclass(frozen=True, slots=True)
class Handed:
    """What a person needs to go on: the conversation so far, what was understood, and the steps that did not help."""

    language: str
    message: str
    state: State
    tried: tuple[str, ...]
    user: str | None


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
        handed = Handed(message.language, message.text, state, state.tried, user)
        if message.intent == "person":
            return await self._ticket(message, handed, ())
        chosen = _chosen(state, message)
        goes_on = message.intent == "howto" and not chosen
        helped = _helped(message.text) if goes_on else None
        if state.flow and helped is not None:
            reply = await self._aftersale.proceed(Flow(*state.flow), helped, message.language)
            while reply.flow and not helped and pattern("tried_all").search(message.text):
                reply = await self._aftersale.proceed(reply.flow, helped, message.language)
        else:
            topic = cast("Topic", message.topic or "delivery")
            about = frozenset((*named, *message.names))
            question = Question(topic, message.language, self._clock(), message.text, about, chosen)
            reply = await self._aftersale.reply(question, user)
            if helped is False and state.choices and reply.choices:
                # None of the troubles listed before was theirs, and what they tried did not help.
                return await self._ticket(message, handed, ())
        if reply.hand_over and (reply.tried or message.intent == "howto"):
            return await self._ticket(message, replace(handed, tried=reply.tried), reply.claims)
        return _answer(message, reply, user)

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
        topic=message.topic,
    )


def _chosen(state: State, message: Message) -> Choice | None:
    """Return the choice that a message takes by its place: the second, 2."""
    bare = re.fullmatch(r"\s*(\d)\s*[.。]?\s*", message.text)
    places = [*message.pointed.places, *([int(bare[1])] if bare else [])]
    fitting = (state.choices[place - 1] for place in places if 0 < place <= len(state.choices))
    chosen = next(fitting, None)
    return Choice(*chosen) if chosen else None


def _helped(text: str) -> bool | None:
    """Say whether a step helped; None where the message says neither."""
    if pattern("not_helped").search(text) or pattern("tried_all").search(text):
        return False
    return True if pattern("helped").search(text) else None

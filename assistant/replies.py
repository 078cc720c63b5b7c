"""What is asked and answered after the sale."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from assistant.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.records import Policy
    from assistant.troubleshooting import Flow
    from assistant.wording import Language, Wording

Topic = Literal[
    "order",
    "delivery",
    "returns",
    "exchange",
    "warranty",
    "price-protection",
    "trade-in",
    "invoice",
    "privacy",
    "how-to",
]
PERSON: Final = "person"
"""The record of a choice that is none: a person takes over."""
LONGEST: Final = 600
"""Characters quoted of one policy."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a question may be about: a purchase, a policy by its id alone, or `PERSON`."""

    record: str
    text: str
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a shopper wants to know.

    `now` is aware, in the shop's time zone: days are counted there. `named` are the ids of products, models, brands and
    categories that the shopper speaks of, `chosen` what they picked of the choices of an earlier reply, `flow` where a
    troubleshooting stands. Without a `topic` it is about what no policy is.
    """

    topic: Topic | None
    language: Language
    now: datetime
    text: str = ""
    named: frozenset[str] = frozenset()
    chosen: Choice | None = None
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What there is to say, and what may come next.

    `choices` are what the shopper is asked to pick from, `flow` where a troubleshooting stands that goes on with
    `proceed`; `hand_over` says that a person should take over, for whom `tried` are the steps that did not help.
    """

    claims: tuple[Claim, ...]
    choices: tuple[Choice, ...] = ()
    flow: Flow | None = None
    hand_over: bool = False
    tried: tuple[str, ...] = ()


def choosing(choices: Sequence[Choice], ask: str, words: Wording) -> Reply:
    """Return a question, by its key, and what there is to pick from."""
    listed = tuple(
        Claim(choice.text, records=() if choice.record == PERSON else (choice.record,)) for choice in choices
    )
    return Reply((Claim(words.say(ask)), *listed), tuple(choices))


def quoted(rules: Sequence[Policy], words: Wording) -> Reply:
    """Return the policies in their own words; where there are none, that a person can help."""
    if not rules:
        return Reply((Claim(words.say("no_rule")),), hand_over=True)
    return Reply(tuple(Claim(_beginning(policy.text), records=(policy.id,)) for policy in rules))


def offering(reply: Reply, words: Wording) -> Reply:
    """Return a reply whose person, if one should take over, is there to be picked."""
    offered = reply.hand_over and not reply.choices and not reply.tried
    return replace(reply, choices=(Choice(PERSON, words.say("person")),)) if offered else reply


def not_acted(reply: Reply, words: Wording) -> Reply:
    """Return a reply that goes on to say that only a person can do what is asked."""
    if reply.choices:
        return reply
    return replace(reply, claims=(*reply.claims, Claim(words.say("cannot_act"))), hand_over=True)


def and_sign_in(reply: Reply, words: Wording) -> Reply:
    """Return a reply that goes on to say that signing in shows more."""
    return replace(reply, claims=(*reply.claims, Claim(words.say("sign_in"))))


def _beginning(text: str) -> str:
    """Return a text, or as many of its sentences as are not too long."""
    if len(text) <= LONGEST:
        return text
    ends = [match.end() for match in re.finditer(r"[。！？]|[.!?](?=\s)", text[:LONGEST])]
    return text[: ends[-1] if ends else LONGEST] + "…"

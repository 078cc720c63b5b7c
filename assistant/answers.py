"""An answer: what was understood, what is shown, and the sentences, each with what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.claims import Claim
from assistant.replies import Choice
from assistant.slots import Need, Slot
from assistant.views import Card
from assistant.wording import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A product that is shown, and why: sentences with the facts that state them."""

    card: Card
    reasons: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A need with less, and how many products that gives.

    `slot` is as it was, `instead` as it would be, None where it is left out; `besides` is left out with it.
    """

    slot: Slot
    instead: Slot | None
    total: int
    text: str
    besides: Slot | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a comparison: what each product has, in their order, None where nobody says."""

    name: str
    label: str
    values: tuple[str | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a message.

    `shows` is parse, products, question, answer, unknown, comparison, articles, policy, order, ticket or talk. `need`
    is what was understood to be wanted, and may be sent back corrected; `about` are ids of products spoken of; `flow`
    are the policy and the step of a troubleshooting that goes on; `question` is the name of what is asked back.
    """

    language: Language
    intent: str
    shows: str
    need: Need = ()
    claims: tuple[Claim, ...] = ()
    products: tuple[Shown, ...] = ()
    total: int = 0
    relaxations: tuple[Relaxation, ...] = ()
    options: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    about: tuple[str, ...] = ()
    asks: str | None = None
    topic: str | None = None
    ticket: str | None = None
    choices: tuple[Choice, ...] = ()
    flow: tuple[str, int] | None = None
    question: str | None = None

    def sentences(self) -> Iterator[Claim]:
        """Yield all that is claimed, the reasons of products included."""
        yield from self.claims
        for shown in self.products:
            yield from shown.reasons

    @property
    def text(self) -> str:
        """The answer in words."""
        return "\n".join(claim.text for claim in self.claims)

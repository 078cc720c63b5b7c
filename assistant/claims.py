"""What an answer is made of: sentences, each with what proves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer.

    `facts` are ids of the ledger's facts that state it, `records` ids of policies, orders and sources that do (and of a
    product whose price it tells). A sentence with neither claims nothing of a product or a
    shopper: a greeting, a question.
    """

    text: str
    facts: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

"""A policy that says how to do something, gone through step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.claims import Claim
from extraction.folding import any_of, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.records import Policy
    from assistant.wording import Wording

NUMBERED: Final = re.compile(r"^\s*\d{1,2}\s*[.、)）]\s*(?=\S)", re.MULTILINE)
SENTENCE: Final = re.compile(r"(?<=[。；！？])|(?<=[.;!?])\s+")
MOST_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a shopper has come: the step of a policy, from 0, that was told last."""

    policy: str
    step: int = 0


def asked_for(text: str, policies: Iterable[Policy]) -> Policy | None:
    """Return the policy of whose title or words a text has the longest; None where it has none."""
    folded, best, longest = fold(text), None, 0
    for policy in policies:
        found = any_of(map(fold, (policy.title, *policy.asked_as))).findall(folded)
        if (length := max(map(len, found), default=0)) > longest:
            best, longest = policy, length
    return best


def steps(policy: Policy) -> list[str]:
    """Return the steps of a policy in its own words: its numbered lines, or else its sentences."""
    numbered = NUMBERED.split(policy.text)[1:]
    parts = numbered or SENTENCE.split(policy.text)
    return [part.strip() for part in parts if part.strip()][:MOST_STEPS]


def tried(flow: Flow, policy: Policy) -> tuple[str, ...]:
    """Return the steps that were told so far."""
    return tuple(steps(policy)[: flow.step + 1])


def told(flow: Flow, policy: Policy, words: Wording) -> tuple[Claim, ...]:
    """Return the step a flow is at, and whether it helped, as a question; nothing where there are no more steps."""
    here = steps(policy)[flow.step : flow.step + 1]
    return tuple(
        claim
        for step in here
        for claim in (
            Claim(step, records=(policy.id,)),
            Claim(words.say("helped")),
        )
    )

"""Merchandising rules: what people decide over recommendations."""

from datetime import datetime
from enum import Enum
from math import isfinite
from typing import Annotated, Final

import strawberry

from api.documented import enum_type, input_type, object_type
from api.entities import Node
from api.errors import BadInputError
from api.limits import MAX_CHOICES, MAX_TEXT
from graph.rules import MerchandisingRule

PREFIX: Final = "rule/"
"""How the ids of rules begin, and no other's."""


@enum_type(
    PIN="Puts products first.",
    BURY="Moves products below all others.",
    BOOST="Multiplies their score by 1 + `strength`.",
    FILTER="Takes products out.",
)
class RuleAction(Enum):
    """What a rule does; where several apply, FILTER wins over PIN, PIN over BURY, BURY over BOOST."""

    PIN = "pin"
    BURY = "bury"
    BOOST = "boost"
    FILTER = "filter"


@object_type
class Rule(Node):
    """What somebody decided over recommendations, for a reason and a time; its id is such as rule/autumn."""

    action: RuleAction = strawberry.field(description="What it does.")
    targets: list[strawberry.ID] = strawberry.field(
        description="Ids of what it applies to, products of models, brands, categories and features too."
    )
    strength: float = strawberry.field(description="Of a boost: the score is multiplied by 1 + this.")
    owner: str = strawberry.field(description="Who answers for it.")
    reason: str = strawberry.field(description="Why it is there.")
    starts: str | None = strawberry.field(description="From when it holds, ISO 8601; null for always.")
    expires: str | None = strawberry.field(description="Until when it holds; null for good.")


@input_type
class RuleInput:
    """A rule, in place of the one with its id."""

    id: strawberry.ID = strawberry.field(description="Yours, such as rule/autumn.")
    action: RuleAction = strawberry.field(description="What it does.")
    targets: list[strawberry.ID] = strawberry.field(description="What it applies to, 1 to 50 ids.")
    reason: str = strawberry.field(description="Why; at most 200 characters.")
    strength: float = strawberry.field(
        default=1.0, description="Of a boost, more than -1; 0.5 is half as much again."
    )
    owner: str | None = strawberry.field(
        default=None, description="Who answers for it; the caller by default."
    )
    starts: datetime | None = strawberry.field(default=None, description="With a time zone; now by default.")
    expires: datetime | None = strawberry.field(
        default=None, description="With a time zone; never by default."
    )


Given = Annotated[RuleInput, strawberry.argument(name="rule", description="The rule.")]


def rule_of(rule: MerchandisingRule) -> Rule:
    """Return the type for a rule."""
    return Rule(
        id=strawberry.ID(rule.id),
        action=RuleAction(rule.action),
        targets=[strawberry.ID(target) for target in rule.targets],
        strength=rule.strength,
        owner=rule.owner,
        reason=rule.reason,
        starts=rule.starts,
        expires=rule.expires,
    )


def record_of(given: RuleInput, by: str) -> MerchandisingRule:
    """Return the record of a rule.

    Raises:
        BadInputError: a part is out of range.
    """
    texts = (given.id, given.reason, given.owner or "")
    if len(given.id) <= len(PREFIX) or not given.id.startswith(PREFIX):
        raise BadInputError(f"`id` is {given.id[:MAX_TEXT]!r}; expected {PREFIX} and a name, as rule/autumn")
    if max(map(len, texts)) > MAX_TEXT:
        raise BadInputError(f"`id`, `reason` and `owner` may have {MAX_TEXT} characters")
    if not 1 <= len(given.targets) <= MAX_CHOICES:
        raise BadInputError(f"`targets` has {len(given.targets)} ids; expected 1 to {MAX_CHOICES}")
    if not isfinite(given.strength) or given.strength <= -1:
        raise BadInputError("`strength` must be more than -1")
    return MerchandisingRule(
        id=str(given.id),
        action=given.action.value,
        targets=tuple(dict.fromkeys(map(str, given.targets))),
        owner=given.owner or by,
        reason=given.reason,
        strength=given.strength,
        starts=_zoned("starts", given.starts),
        expires=_zoned("expires", given.expires),
    )


def _zoned(name: str, at: datetime | None) -> str | None:
    if at is not None and at.tzinfo is None:
        raise BadInputError(f"`{name}` needs a time zone, as 2026-05-01T12:00:00Z")
    return at.isoformat() if at else None

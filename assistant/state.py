"""The state of a conversation: all that is remembered between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from assistant.reading.before import Before
from assistant.reading.measures import AT_LEAST
from assistant.slots import Need, first, read_slot
from extraction.folding import is_cjk

COMPARED: Final = 4
"""Products that are side by side at most."""
TURNS: Final = 40
"""Turns that a conversation remembers; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, how it was taken, and what was shown."""

    said: str
    intent: str
    shows: str = ""
    products: tuple[str, ...] = ()
    answer: str = ""
    facts: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    """Orders, policies and sources that the answer follows from."""


@dataclass(frozen=True, slots=True)
class State:
    """All that a conversation remembers; it is stored as it is, and nothing else is."""

    need: Need = ()
    past: tuple[Need, ...] = ()
    """What was wanted of other kinds of product before this one, the latest last."""
    shown: tuple[str, ...] = ()
    """Products of the list shown last."""
    spoken: tuple[str, ...] = ()
    """Products spoken of last."""
    beside: tuple[str, ...] = ()
    """Products that were compared, or spoken of one after the other, since a list was shown."""
    model: str | None = None
    """The model of the first of these, and below its category."""
    kind: str | None = None
    foremost: str = ""
    """The attribute that products are ordered by before all else: the lightest, 最便宜的."""
    seen: tuple[str, ...] = ()
    """Models, or products of none, that were shown for this need."""
    questions: tuple[str, ...] = ()
    """Names of the questions asked back since the need began."""
    asks: str | None = None
    topic: str | None = None
    intent: str = ""
    turns: tuple[Turn, ...] = ()
    choices: tuple[tuple[str, str, str | None], ...] = ()
    """What the shopper was asked to pick from: record, text, product."""
    flow: tuple[str, int] | None = None
    """The policy and the step of a troubleshooting that goes on."""
    tried: tuple[str, ...] = ()
    """Steps that did not help."""
    ticket: str | None = None
    """The ticket that was opened last."""
    bounds: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """What `lower` and `higher` mean of an attribute: than the first product that was shown when it was said.

    Its number and unit.
    """

    def before(self) -> Before:
        """Return what the next message is read by."""
        bounds = [s for s in self.need if s.number is not None or (s.lean and s.name in AT_LEAST)]
        currencies = [slot.unit for slot in self.need if slot.name == "price" and slot.unit]
        return Before(
            intent=self.intent,
            shown=len(self.shown),
            spoken=len(self.spoken),
            beside=len(self.beside),
            asks=self.asks,
            topic=self.topic,
            bounds=tuple(bounds),
            currency=currencies[-1] if currencies else None,
            model=self.model,
            kind=self.kind,
            category=first(self.need, "category"),
            chinese=any(is_cjk(character) for turn in self.turns for character in turn.said),
            choosing=bool(self.choices),
            stepping=self.flow is not None,
            asked_back=bool(self.turns) and self.turns[-1].shows == "question",
        )

    def remembering(self, turn: Turn) -> Self:
        """Return the state with one more turn."""
        return replace(self, turns=(*self.turns, turn)[-TURNS:])

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        needs = {"need": list(map(str, self.need)), "past": [list(map(str, need)) for need in self.past]}
        return asdict(self) | needs | {"bounds": {name: list(bound) for name, bound in self.bounds.items()}}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """Return the state that `to_json` wrote."""
        read = {
            "need": tuple(map(read_slot, row["need"])),
            # A conversation that was begun by an older version has the slots of one need there.
            "past": tuple(
                tuple(map(read_slot, need)) for need in row.get("past", ()) if not isinstance(need, str)
            ),
            "bounds": {name: tuple(bound) for name, bound in row["bounds"].items()},
            "shown": tuple(row["shown"]),
            "spoken": tuple(row["spoken"]),
            "beside": tuple(row.get("beside", ())),
            "seen": tuple(row.get("seen", ())),
            "questions": tuple(row.get("questions", ())),
            "choices": tuple((record, text, product) for record, text, product in row["choices"]),
            "flow": (row["flow"][0], row["flow"][1]) if row["flow"] else None,
            "tried": tuple(row["tried"]),
            "turns": tuple(map(_turn, row["turns"])),
        }
        known = {name: value for name, value in row.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, **read})


def _turn(row: Mapping[str, Any]) -> Turn:
    return Turn(**{**row, **{name: tuple(row.get(name, ())) for name in ("products", "facts", "records")}})

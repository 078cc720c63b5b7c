"""The state of a conversation, and what a message makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from assistant.reading.before import Before
from assistant.reading.measures import AT_LEAST
from assistant.reading.message import Message
from assistant.slots import GENERIC, Need, Slot, first, merged, read_slot

LENSES: Final = {
    "brand/leica": "feature/leica-camera",
    "brand/hasselblad": "feature/hasselblad-camera",
    "brand/zeiss": "feature/zeiss-optics",
}
"""Makers of lenses, whose name on a phone is a feature of it."""
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


@dataclass(frozen=True, slots=True)
class State:
    """All that a conversation remembers; it is stored as it is, and nothing else is.

    `shown` are the products of the list shown last, `spoken` those spoken of last, `tried` how many questions were asked
    back since the need began.
    """

    need: Need = ()
    shown: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    model: str | None = None
    kind: str | None = None
    asked: int = 0
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
    bounds: Mapping[str, float] = field(default_factory=dict)
    """What `lower` and `higher` mean of an attribute: than the first product that was shown when it was said."""

    def before(self) -> Before:
        """Return what the next message is read by."""
        numbers = [
            slot for slot in self.need if slot.number is not None or (slot.lean and slot.name in AT_LEAST)
        ]
        prices = [slot.unit for slot in self.need if slot.name == "price" and slot.unit]
        return Before(
            self.intent,
            len(self.shown),
            len(self.spoken),
            self.asks,
            self.topic,
            numbers[-1] if numbers else None,
            prices[-1] if prices else None,
            self.model,
            self.kind,
            first(self.need, "category"),
            bool(self.choices),
            self.flow is not None,
        )

    def remembering(self, turn: Turn) -> Self:
        """Return the state with one more turn."""
        return replace(self, turns=(*self.turns, turn)[-TURNS:])

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self) | {"need": [str(slot) for slot in self.need], "bounds": dict(self.bounds)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """Return the state that `to_json` wrote."""
        turns = tuple(
            Turn(**{**turn, "products": tuple(turn["products"]), "facts": tuple(turn["facts"])})
            for turn in row["turns"]
        )
        return cls(
            **{
                **row,
                "need": tuple(map(read_slot, row["need"])),
                "shown": tuple(row["shown"]),
                "spoken": tuple(row["spoken"]),
                "choices": tuple((str(a), str(b), c) for a, b, c in row["choices"]),
                "flow": (row["flow"][0], row["flow"][1]) if row["flow"] else None,
                "tried": tuple(row["tried"]),
                "turns": turns,
            }
        )


def heard(state: State, message: Message) -> State:
    """Return the state after a message that looks for products: what is wanted now."""
    if message.lifted:
        message = _lifted(state.need, message)
    need = () if message.anew or _another_kind(state.need, message) else state.need
    fresh = not need
    need = tuple(slot for slot in need if not _taken_back(slot, message))
    said = tuple(slot for slot in message.said if not _is_wider(slot, need))
    said = _beside_example(need, said)
    denied = {slot.value for slot in said if slot.relation == "!="}
    said = tuple(slot for slot in said if slot.relation == "!=" or slot.value not in denied)
    refused = {slot.value for slot in said if slot.relation == "!="}
    wanted = {slot.value for slot in said if slot.relation == "="}
    dropped_brand = any(slot.name == "brand" and slot.value in refused for slot in state.need)
    if dropped_brand and any(slot.name == "brand" and slot.relation == "=" for slot in said):
        # 不要小米了，华为吧 takes back what was wanted; it refuses nothing for good.
        gone = {slot.value for slot in state.need if slot.name == "brand"}
        said = tuple(slot for slot in said if not (slot.relation == "!=" and slot.value in gone))
    need = tuple(
        slot
        for slot in need
        if not (
            (slot.relation == "=" and slot.value in refused)
            or (slot.relation == "!=" and slot.value in wanted)
        )
    )
    return replace(
        state,
        need=_of_its_kind(merged(need, said)),
        asked=0 if fresh and state.need else state.asked,
        shown=state.shown,
        bounds={} if fresh else state.bounds,
    )


def _of_its_kind(need: Need) -> Need:
    """Return a need in which a compact camera is a kind of camera, and no small screen; a phone by Leica has its lens."""
    category = first(need, "category")
    if category in {"category/camera", "category/compact-camera"} and Slot("screen_size", "=", "low") in need:
        need = tuple(slot for slot in need if slot.name not in {"category", "screen_size"})
        return (Slot("category", "=", "category/compact-camera"), *need)
    lenses = LENSES if category == "category/smartphone" else {}
    return tuple(
        Slot("feature", "=", lenses[str(s.value)]) if str(s.value) in lenses and s.relation == "=" else s
        for s in need
    )


def _lifted(need: Need, message: Message) -> Message:
    """Return a message that takes refusals back (oppo可以): what was refused is neither refused nor wanted."""
    refused = {slot.value for slot in need if slot.relation == "!="}
    back = tuple(slot for slot in message.said if slot.relation == "=" and slot.value in refused)
    said = tuple(slot for slot in message.said if slot not in back)
    return replace(
        message,
        said=said,
        dropped=(*message.dropped, *back),
        replaced=message.replaced if said else frozenset(),
    )


def _another_kind(need: Need, message: Message) -> bool:
    """Say whether a message names another kind of product than the one sought so far."""
    old = first(need, "category")
    new = next((str(slot.value) for slot in message.said if slot.name == "category"), None)
    return bool(old and new and old != new and not related(old, new))


def related(old: str, new: str) -> bool:
    """Say whether one category is a kind of the other."""
    return new in GENERIC.get(old, ()) or old in GENERIC.get(new, ())


def _is_wider(slot: Slot, need: Need) -> bool:
    """Say whether a category is only a wider word for the one that is sought: 游戏本 … 这种笔记本."""
    old = first(need, "category")
    return slot.name == "category" and bool(old) and old in GENERIC.get(str(slot.value), ())


def _taken_back(slot: Slot, message: Message) -> bool:
    if slot.name in message.replaced and slot.relation == "=":
        return True
    return any(gone.name == slot.name and gone.value in {slot.value, "any"} for gone in message.dropped)


def _beside_example(need: Need, said: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return what was said, where comparatives go on about an example named before: than it."""
    if not first(need, "like") or any(slot.name == "like" for slot in said):
        return tuple(said)
    return tuple(
        Slot(slot.name, "<" if slot.lean < 0 else ">", "like") if slot.value in {"lower", "higher"} else slot
        for slot in said
    )

"""What a message says that no word tells, by an encoder's states: 充一次顶两天, won't wake the baby, will it take two.

Each thing that may be said looks at the pieces of a message that speak of it (label-wise attention; Mullenbach et al.,
"Explainable Prediction of Medical Codes from Clinical Text", NAACL 2018). What each looks for, and the encoder itself,
are learned together from the conversations of `seeds/conversations`, the messages of `seeds/wishes`, `needs` and
`asks`, and phrases that say a thing (`python -m bench.intents` learns them anew).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit, logsumexp, softmax

from assistant.slots import Need, read_slot
from extraction.learned.rows import Rows

FILE: Final = Path(__file__).parent / "sensed.npz"
SEVERAL: Final = ("wish", "kind", "brand", "feature")
"""Groups of things each of which a message may say: slots of wishes, ids of categories that it adds, and whether it
wants (=) or refuses (!=) a brand, and a feature, whichever."""
ONE: Final = ("ask", "intent", "topic")
"""Groups of which it says one thing: an attribute or the id of a feature or use, an intent, an after-sale topic."""
NOTHING: Final = "none"
"""What is asked about by a message that asks about nothing in particular."""
BEFORE: Final = {
    "find": "find",
    "detail": "fact",
    "opinion": "view",
    "compare": "vs",
    "article": "read",
    "aftersale": "order",
    "howto": "fix",
    "person": "human",
    "talk": "chat",
}
"""What encoders see ahead of a message, by the intent of the one before: short, so that it tells no language."""
RARE: Final = -4.0
"""Log-odds of any thing of `SEVERAL` before a message is looked at: hardly any says it."""
SURE: Final = {"wish": 0.7, "kind": 0.5, "brand": 0.5, "feature": 0.5, "ask": 0.3, "topic": 0.8}
"""The probability from which on a thing is taken."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """Things, each behind its group's name, and what each looks for (`queries`) and takes from there (`values`)."""

    things: NDArray[np.str_]
    queries: Rows
    values: Rows

    def sensed(self, states: Floats) -> Sensed:
        """Return what the states [pieces, width] of a message say; time grows with pieces × things."""
        queries, values = self._floats
        scores = (softmax(states @ queries.T, axis=0) * (states @ values.T)).sum(axis=0)
        logs = {group: _logs(group, scores[places]) for group, places in self._places.items()}
        return Sensed(
            {group: dict(zip(self._names[group], own.tolist(), strict=True)) for group, own in logs.items()}
        )

    @cached_property
    def _floats(self) -> tuple[Floats, Floats]:
        return self.queries.floats(), self.values.floats()

    @cached_property
    def _places(self) -> dict[str, NDArray[np.intp]]:
        groups = np.array([thing.partition(" ")[0] for thing in self.things])
        return {group: np.flatnonzero(groups == group) for group in (*SEVERAL, *ONE)}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return {
            group: [str(self.things[place]).partition(" ")[2] for place in places]
            for group, places in self._places.items()
        }


@dataclass(frozen=True, slots=True)
class Sensed:
    """The logarithm of how probable each thing is that a message may say, by group."""

    logs: Mapping[str, Mapping[str, float]]

    def likeliest(self, group: str, least: float | None = None) -> str | None:
        """Return the likeliest thing of a group; None where nothing is as probable as `SURE` says, or as `least`."""
        found = self.logs[group]
        thing = max(found, key=found.__getitem__, default=NOTHING)
        sure = thing != NOTHING and np.exp(found[thing]) >= (SURE[group] if least is None else least)
        return thing if sure else None

    def chance(self, group: str, thing: str) -> float | None:
        """Return how probable a thing is; None of what was not learned."""
        log = self.logs[group].get(thing)
        return None if log is None else float(np.exp(log))

    def sure(self, group: str) -> list[str]:
        """Return the things of a group that are as probable as `SURE` says, the surest first."""
        found = self.logs[group]
        sure = [thing for thing in found if np.exp(found[thing]) >= SURE[group]]
        return sorted(sure, key=found.__getitem__, reverse=True)

    @property
    def wishes(self) -> Need:
        """The slots that are wished for, the surest first."""
        return tuple(map(read_slot, self.sure("wish")))


def behind(text: str, intent: str) -> str:
    """Return a message as encoders see it behind one of that intent; as it is where it is the first."""
    return f"{BEFORE[intent]}: {text}" if intent in BEFORE else text


def sensed(states: Floats | None) -> Sensed | None:
    """Return what the states [pieces, width] of a message say; None where there are none."""
    return shipped().sensed(states) if states is not None and states.any() else None


def _logs(group: str, scores: Floats) -> Floats:
    logs: Floats = log_expit(scores + RARE) if group in SEVERAL else scores - logsumexp(scores)
    return logs


@cache
def shipped() -> Heads:
    """Return the weights that were learned."""
    with np.load(FILE) as arrays:
        return Heads(arrays["things"], Rows.read(arrays, "queries"), Rows.read(arrays, "values"))


def write(learned: Heads) -> None:
    """Write weights."""
    arrays = learned.queries.written("queries") | learned.values.written("values")
    np.savez_compressed(FILE, allow_pickle=False, things=learned.things, **arrays)

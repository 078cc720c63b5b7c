"""Intents weighed: a logistic regression over what the rules say, what is found, what came before, and the letters.

Rules see what is said outright; what people mean beyond that is learned from the conversations of `seeds/conversations`
(`python -m bench.intents` learns the weights anew). Only the weights are kept here, a number for a cue and an intent;
where there are language encoders, a message's states have their say too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from assistant.reading.heard import Heard
from assistant.reading.intents import FIRM, RULES, rule_of
from assistant.reading.sensed import Floats, Sensed

FILE: Final = Path(__file__).parent / "intents.json"
MIXED_FILE: Final = Path(__file__).parent / "intents_mixed.json"
GRAMS: Final = (2, 3, 4)
"""Letters of a cue."""


FLAGS: Final = (
    *("questioned", "wished", "attribute", "liked"),
    *("unknown", "correction", "like_spoken", "dropped", "whose", "which", "same"),
)
"""What is a cue wherever it is found at all."""
POINTS: Final = ("sides", "most", "others", "every")
"""Ways to point at products, each a cue."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each cue says for and against each intent, and what is so of any message."""

    bias: dict[str, float]
    cues: dict[str, dict[str, float]]


@cache
def weights() -> Weights:
    """Return the weights that were learned."""
    row = json.loads(FILE.read_text("utf-8"))
    return Weights(row["bias"], row["cues"])


@dataclass(frozen=True, slots=True)
class Mixed:
    """What scores by cues come to together with what a message's states say: a second regression over both.

    `intents` in their order; `cued` (intents, intents) weighs the scores by cues, `sensed` the logarithms of how
    probable each intent is by the states.
    """

    intents: list[str]
    cued: Floats
    sensed: Floats
    bias: Floats

    def scores(self, by_cues: Mapping[str, float], by_states: Mapping[str, float]) -> dict[str, float]:
        """Return the scores of all intents by both."""
        cued, sensed = (
            np.array([given.get(intent, 0.0) for intent in self.intents], np.float32)
            for given in (by_cues, by_states)
        )
        found = self.cued @ cued + self.sensed @ sensed + self.bias
        return dict(zip(self.intents, found.tolist(), strict=True))


@cache
def mixed() -> Mixed:
    """Return what was learned of both."""
    row = json.loads(MIXED_FILE.read_text("utf-8"))
    return Mixed(row["intents"], *(np.array(row[name], np.float32) for name in ("cued", "sensed", "bias")))


def intent_of(heard: Heard, sensed: Sensed | None = None) -> tuple[str, str | None]:
    """Return the likeliest intent, and the topic of one that has any."""
    rule = rule_of(heard)
    found = rule(heard) if rule else None
    if rule in FIRM and found:
        return found
    scores: Mapping[str, float] = by_cues(cues(heard))
    if sensed:
        scores = mixed().scores(scores, sensed.logs["intent"])
    best = max(scores, key=lambda intent: scores[intent])
    if found and found[0] == best:
        return found
    topic = next((topic for intent, topic in heard.hits if intent == best), None)
    return best, topic or (heard.before.topic if heard.before.intent == best else None)


def by_cues(said: Iterable[str]) -> dict[str, float]:
    """Return the scores of all intents by cues."""
    known, scores = weights(), defaultdict(float, weights().bias)
    for cue in said:
        for intent, weight in known.cues.get(cue, {}).items():
            scores[intent] += weight
    return scores


def cues(heard: Heard) -> Iterator[str]:
    """Yield all that speaks for an intent: each once."""
    before, rule = heard.before, rule_of(heard)
    found = rule(heard) if rule else None
    yield f"rule {found[0] if found else 'none'}"
    yield from (f"rule {each.__name__}" for each in RULES if each(heard))
    yield from {f"says {intent}" for intent, _ in heard.hits}
    yield from {f"wants {want.slot.name}{want.slot.relation}" for want in heard.wants}
    yield f"setting {heard.setting}"
    yield f"before {before.intent}"
    yield f"before {before.intent} {found[0] if found else 'none'}"
    yield f"spoken {min(before.spoken, 2)} shown {before.shown > 0}"
    yield f"models {min(len(heard.models), 2)}"
    yield f"places {min(len(heard.places), 2)}"
    yield f"beside {min(before.beside, 2)}"
    yield from (f"points {name}" for name in POINTS if getattr(heard.pointed, name))
    yield f"wants {min(len(heard.wants), 4)}"
    yield from (name for name in FLAGS if getattr(heard, name))
    if heard.feature:
        yield "aspect" if heard.feature[1] else "feature"
    yield from _letters(heard)


def _letters(heard: Heard) -> set[str]:
    """Return the stretches of letters, what is named written as its label."""
    text = heard.text
    for mention in sorted(heard.mentions, key=lambda mention: -mention.start):
        text = f"{text[: mention.start]} {mention.name.label.upper()} {text[mention.end :]}"
    words = [f" {word} " for word in text.split()]
    grams = {f"“{w[at : at + size]}”" for w in words for size in GRAMS for at in range(len(w) - size + 1)}
    return grams | {f"first {words[0] if words else ''}"}

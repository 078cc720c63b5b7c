"""What `bench.intents` learns besides: what messages ask about and look for; see `assistant.reading.sensed`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.passages import Vectors
from assistant.reading.sensed import NOTHING, Sensed, rounded
from assistant.words import read_words
from bench.conversations import additions, conversations
from extraction.lexicon import Entry

STRENGTH: Final = 10.0
LEAST: Final = 3
"""Texts of a thing from which on it can be learned."""
TIMES: Final = 3
"""What a message weighs beside a phrase."""
ASKING: Final = frozenset({"detail", "opinion", "compare", "article"})
KIND: Final = "category="
LABELS: Final = frozenset({"FEATURE", "USE_CASE"})


def fit_asks(files: Iterable[Path], entries: Iterable[Entry], encode: Vectors) -> Sensed:
    """Return what was learned of the conversations, of features' and uses' names, and of what people call them."""
    return _fitted([*_phrases(entries), *(pair for pair in _asked(files) for _ in range(TIMES))], encode)


def fit_kinds(files: Iterable[Path], encode: Vectors) -> Sensed:
    """Return what was learned of the messages that look for something, with the kind that each is the first to say."""
    return _fitted(list(_sought(files)), encode)


def fit_topics(files: Iterable[Path], encode: Vectors) -> Sensed:
    """Return what was learned of the messages after the sale, with the topic of each."""
    turns = (turn for file in files for talk in conversations(file) for turn in talk["turns"])
    return _fitted([(t["say"], t["topic"]) for t in turns if t["intent"] == "aftersale"], encode)


def _fitted(pairs: Sequence[tuple[str, str]], encode: Vectors) -> Sensed:
    known = Counter(thing for _, thing in pairs)
    kept = [pair for pair in pairs if known[pair[1]] >= LEAST]
    texts = sorted({text for text, _ in kept}, key=len)
    rows = dict(zip(texts, encode(texts), strict=True))
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(np.stack([rows[text] for text, _ in kept]), [thing for _, thing in kept])
    return rounded(np.asarray(model.classes_, np.str_), model.coef_, model.intercept_)


def _phrases(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield what says a thing by itself."""
    for entry in entries:
        if entry.label in LABELS:
            yield from ((name, entry.id) for name in entry.names())
    for row in read_words("sayings"):
        if row["id"].startswith(("feature/", "usecase/")):
            yield from ((word, row["id"]) for word in row["words"])
    for row in read_words("attributes"):
        yield from ((word, row["attribute"]) for word in row["words"])


def _asked(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield messages that ask about products or things, with what they ask about."""
    for turn in (turn for file in files for talk in conversations(file) for turn in talk["turns"]):
        if turn["intent"] in ASKING:
            yield turn["say"], turn.get("asks", NOTHING)


def _sought(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield messages that look for something, with the kind that they add to the need."""
    for turn, added in (each for file in files for each in additions(file)):
        if turn["intent"] == "find":
            kinds = sorted(slot for slot in added if slot.startswith(KIND))
            yield turn["say"], kinds[0].removeprefix(KIND) if kinds else NOTHING

"""What `bench.intents` learns of cues: a regression over what the rules say, what is found and the letters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.dialogue import heard as after
from assistant.reading.learned import cues
from assistant.reading.message import hear, read
from assistant.reading.names import Names
from assistant.reading.spelling import plain_of
from assistant.state import State
from bench.said import Talk

STRENGTH: Final = 1.0
"""Of the data against the penalty: by 0.3 and 3.0 fewer messages that were left out are right."""
SMALLEST: Final = 0.01
"""Weights that are kept."""

Cues = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cued:
    """A regression over cues."""

    model: LogisticRegression
    table: DictVectorizer

    def scores(self, said: Sequence[Cues]) -> NDArray[np.float64]:
        """Return the scores (messages, intents), as `model.classes_` has them."""
        found: NDArray[np.float64] = self.model.decision_function(narrow(self.table.transform(said)))
        return found

    def write(self, file: Path) -> None:
        """Write the weights that are not nearly nothing."""
        bias = _rounded(zip(self.model.classes_, self.model.intercept_, strict=True))
        own = {
            feature: _rounded(
                (intent, w) for intent, w in zip(self.model.classes_, row, strict=True) if abs(w) > SMALLEST
            )
            for feature, row in zip(self.table.get_feature_names_out(), self.model.coef_.T, strict=True)
        }
        rows = ",\n".join(
            f"  {_json(cue)}: {_json(weights)}" for cue, weights in sorted(own.items()) if weights
        )
        file.write_text(f'{{"bias": {_json(bias)}, "cues": {{\n{rows}\n}}}}\n', "utf-8")


def fit_cues(said: Sequence[Cues], meant: Sequence[str]) -> Cued:
    """Return the regression with an l1 penalty, which leaves most cues without a weight."""
    table = DictVectorizer(sort=True)
    model = LogisticRegression(l1_ratio=1.0, solver="saga", C=STRENGTH, max_iter=400, random_state=7)
    return Cued(model.fit(narrow(table.fit_transform(said)), meant), table)


def narrow(table: csr_matrix) -> csr_matrix:
    """Return a table with indices of 32 bits, which is what the solver takes."""
    return csr_matrix(
        (table.data, table.indices.astype(np.int32), table.indptr.astype(np.int32)), shape=table.shape
    )


def examples(talks: Iterable[Talk], names: Names) -> tuple[list[Cues], list[str]]:
    """Return the cues of every turn, and what it means to do; before each, all was understood."""
    said: list[Cues] = []
    meant: list[str] = []
    for talk in talks:
        state = State()
        for turn in talk["turns"]:
            found = hear(names.corrected(plain_of(turn["say"])), names, talk["setting"], state.before())
            said.append(dict.fromkeys(cues(found), 1))
            meant.append(turn["intent"])
            state = _went_on(state, turn, names, talk["setting"])
    return said, meant


def _went_on(state: State, turn: Mapping[str, Any], names: Names, setting: str) -> State:
    """Return the state as if the turn had been understood."""
    message = replace(read(turn["say"], names, setting, state.before()), intent=turn["intent"])
    about = tuple(turn.get("about", ()))
    if turn["intent"] == "find":
        state = after(state, message)
    return replace(
        state,
        intent=turn["intent"],
        shown=("1", "2", "3") if turn["shows"] == "products" else state.shown,
        beside=()
        if turn["intent"] == "find"
        else about
        if len(about) > 1
        else tuple(dict.fromkeys((*state.beside, *about)))[-4:],
        spoken=about or (() if turn["intent"] == "find" else state.spoken),
        model=next((id_ for id_ in about if id_.startswith("model/")), state.model),
        asks=turn.get("asks"),
        topic=turn.get("topic"),
    )


def _rounded(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {str(intent): round(float(weight), 3) for intent, weight in weights}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

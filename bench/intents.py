"""`python -m bench.intents FILE…`: learns of conversations what messages mean to do, ask about, look for and wish for.

It writes `intents*.json`, `*_sense.npz` and `wishes.npz` of `assistant/reading`.

With `--held FILE` it measures beside the rules alone and writes nothing: so is the strength of the penalty chosen, on
files that were left out. The names are those of the graph that the settings name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.dialogue import heard as after
from assistant.reading import sensed, wished
from assistant.reading.intents import rule_of
from assistant.reading.known import names_of
from assistant.reading.learned import FILE, SENSE_FILE, cues
from assistant.reading.message import hear, read
from assistant.reading.names import Names
from assistant.reading.spelling import plain_of
from assistant.state import State
from bench.conversations import conversations
from bench.intents_sense import fit_sense, left_out, messages, write_sense
from bench.sensed import fit_asks, fit_kinds, fit_topics
from bench.wished import fit_wishes, wishes
from daogou.console import Screen
from daogou.encoders import CHECKSUMS, read_sentences
from daogou.services import open_services
from daogou.settings import PROJECT, Settings

STRENGTHS: Final = (0.3, 1.0, 3.0)
"""Of the data against the penalty; the middle one is shipped."""
WISHES: Final = PROJECT / "seeds" / "wishes"
SMALLEST: Final = 0.01
"""Weights that are kept."""


def main(
    files: Annotated[list[Path], typer.Argument(help="Conversations to learn from.")],
    held: Annotated[list[Path] | None, typer.Option(help="Conversations to measure by.")] = None,
) -> None:
    """Learn and write, or measure."""
    with open_services(Settings(), Screen(json=True)) as services:
        entries = list(services.lexicon().entries.values())
    names = names_of(entries)
    said, meant, _ = examples(files, names)
    cues_of = DictVectorizer(sort=True)
    table = narrow(cues_of.fit_transform(said))
    encode = read_sentences(CHECKSUMS, Settings().cache)
    texts, talks = messages(files)
    model = fitted(table, meant, STRENGTHS[1])
    scores = left_out(
        table, talks, lambda own: fitted(table[own], [meant[at] for at in own], STRENGTHS[1]), model.classes_
    )
    sense = fit_sense(scores, encode(texts), meant, model.classes_)
    if not held:
        write(model, cues_of.get_feature_names_out(), FILE)
        write_sense(sense, SENSE_FILE)
        sensed.write("asks", fit_asks(files, entries, encode))
        sensed.write("kinds", fit_kinds(files, encode))
        sensed.write("topics", fit_topics(files, encode))
        wished.write(fit_wishes(wishes(files, sorted(WISHES.glob("*.jsonl")), entries), encode))
        return
    others, wanted, ruled = examples(held, names)
    right = np.mean([a == b for a, b in zip(ruled, wanted, strict=True)])
    typer.echo(f"rules alone {right:.3f} of {len(wanted)}")
    for strength in STRENGTHS:
        tried = fitted(table, meant, strength)
        share = np.mean(tried.predict(narrow(cues_of.transform(others))) == np.array(wanted))
        typer.echo(
            f"strength {strength}: {share:.3f}, {np.count_nonzero(np.abs(tried.coef_) > SMALLEST)} weights"
        )
    found = model.decision_function(narrow(cues_of.transform(others)))
    together = [
        sense.scores(dict(zip(model.classes_, row, strict=True)), vector)
        for row, vector in zip(found, encode(messages(held)[0]), strict=True)
    ]
    right = np.mean([max(each, key=lambda i: each[i]) == w for each, w in zip(together, wanted, strict=True)])
    typer.echo(f"strength {STRENGTHS[1]} and vectors: {right:.3f}")


def fitted(table: csr_matrix, meant: list[str], strength: float) -> LogisticRegression:
    """Return the regression with an l1 penalty, which leaves most cues without a weight."""
    return LogisticRegression(l1_ratio=1.0, solver="saga", C=strength, max_iter=400, random_state=7).fit(
        table, meant
    )


def narrow(table: csr_matrix) -> csr_matrix:
    """Return a table with indices of 32 bits, which is what the solver takes."""
    return csr_matrix(
        (table.data, table.indices.astype(np.int32), table.indptr.astype(np.int32)), shape=table.shape
    )


def examples(files: Iterable[Path], names: Names) -> tuple[list[dict[str, int]], list[str], list[str]]:
    """Return the cues of every turn, what it means, and what the rules say; before each, all was understood."""
    said: list[dict[str, int]] = []
    meant: list[str] = []
    ruled: list[str] = []
    for talk in (talk for file in files for talk in conversations(file)):
        state = State()
        for turn in talk["turns"]:
            found = hear(names.corrected(plain_of(turn["say"])), names, talk["setting"], state.before())
            rule = rule_of(found)
            said.append(dict.fromkeys(cues(found), 1))
            meant.append(turn["intent"])
            ruled.append((rule(found) or ("talk",))[0] if rule else "talk")
            state = _went_on(state, turn, names, talk["setting"])
    return said, meant, ruled


def _went_on(state: State, turn: dict[str, Any], names: Names, setting: str) -> State:
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


def write(model: LogisticRegression, features: Iterable[str], file: Path) -> None:
    """Write the weights that are not nearly nothing."""
    bias = _rounded(zip(model.classes_, model.intercept_, strict=True))
    own = {
        feature: _rounded(
            (intent, w) for intent, w in zip(model.classes_, row, strict=True) if abs(w) > SMALLEST
        )
        for feature, row in zip(features, model.coef_.T, strict=True)
    }
    rows = ",\n".join(f"  {_json(cue)}: {_json(weights)}" for cue, weights in sorted(own.items()) if weights)
    file.write_text(f'{{"bias": {_json(bias)}, "cues": {{\n{rows}\n}}}}\n', "utf-8")


def _rounded(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {str(intent): round(float(weight), 3) for intent, weight in weights}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    typer.run(main)

"""SubjQA (Bjerva et al., EMNLP 2020): questions about electronics, each asked of one review by up to four readers."""

from __future__ import annotations

import ast
import csv
import re
import string
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.passages import SentenceView
from graph.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NOTHING: Final = "ANSWERNOTFOUND"
"""What a reader marks who finds no answer; it stands behind each review, and is taken off."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the review it was asked of.

    `marks` is for each sentence the share of readers whose answer touches it, `answers` what each reader marked, empty
    for nothing. A question is answerable where any reader found an answer.
    """

    question: str
    product: str
    sentences: tuple[SentenceView, ...]
    marks: tuple[float, ...]
    answers: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether any reader found an answer."""
        return any(self.answers)


def read_examples(file: Path) -> list[Example]:
    """Read `train.csv` or `dev.csv`; the rows of one question and review become one example."""
    asked: dict[tuple[str, str], list[dict[str, str]]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            asked.setdefault((row["question"], row["review_id"]), []).append(row)
    return [_example(rows) for rows in asked.values()]


def _example(rows: Sequence[dict[str, str]]) -> Example:
    first = rows[0]
    text = first["review"].removesuffix(NOTHING).rstrip()
    places = list(sentences_of(text))
    marks = [0.0] * len(places)
    for row in rows:
        for number in _touched(text, places, row):
            marks[number] += 1 / len(rows)
    answers = tuple("" if row["human_ans_spans"] == NOTHING else row["human_ans_spans"] for row in rows)
    sentences = tuple(
        SentenceView(first["review_id"], "review", first["item_id"], text[start:end], start, end)
        for start, end in places
    )
    return Example(first["question"], first["item_id"], sentences, tuple(marks), answers)


def _touched(text: str, places: Sequence[tuple[int, int]], row: dict[str, str]) -> Iterator[int]:
    """Yield the sentences that an answer touches; by its letters where its place is not that of its words."""
    answer = row["human_ans_spans"]
    if answer == NOTHING:
        return
    start, end = ast.literal_eval(row["human_ans_indices"])
    if _letters(text[start:end]) != _letters(answer):
        letters = [place for place, character in enumerate(text) if character.isalnum()]
        begin = _letters(text).find(_letters(answer))
        if begin < 0:
            yield max(range(len(places)), key=lambda n: token_f1(text[slice(*places[n])], answer))
            return
        start, end = letters[begin], letters[begin + len(_letters(answer)) - 1] + 1
    yield from (number for number, (a, b) in enumerate(places) if a < end and start < b)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def token_f1(found: str, answer: str) -> float:
    """Return SQuAD's F1 of words (Rajpurkar et al. 2016): articles, case and punctuation do not count."""
    one, other = (Counter(_plain(text)) for text in (found, answer))
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else float(one == other)


def _plain(text: str) -> list[str]:
    bare = text.lower().translate(str.maketrans("", "", string.punctuation))
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()

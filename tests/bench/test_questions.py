"""SubjQA as it is read, and what is learned from it; the rows are our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assistant.questions import Questions
from assistant.spans import spans
from bench.questions_fit import fit_spans, fit_words, folded, threshold
from bench.questions_samples import Sample, samples
from bench.subjqa import NOTHING, Example, read_examples, token_f1
from extraction.lexicon import Lexicon
from graph.passages import SentenceView

REVIEW = "I bought it. The screen is nice and bright. My dog likes the box."
COLUMNS = ("item_id", "review_id", "question", "review", "human_ans_spans", "human_ans_indices")


def write(folder: Path, *rows: tuple[str, str, str]) -> list[Example]:
    file = folder / "train.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(("B1", "r1", q, f"{REVIEW} {NOTHING}", answer, place) for q, answer, place in rows)
    return read_examples(file)


def test_rows_of_one_question_become_one_example(tmp_path: Path) -> None:
    start = REVIEW.index("nice")
    (example,) = write(
        tmp_path,
        ("How is the screen?", "nice and bright", f"({start}, {start + 15})"),
        ("How is the screen?", NOTHING, "(66, 80)"),
    )
    assert [each.text for each in example.sentences] == [
        "I bought it.", "The screen is nice and bright.", "My dog likes the box.",
    ]  # fmt: skip
    assert example.marks == (0.0, 0.5, 0.0)
    assert example.answers == ("nice and bright", "")
    assert example.answerable


@pytest.mark.parametrize("place", ["(0, 3)", "(900, 903)"])
def test_an_answer_is_found_by_its_words_where_its_place_is_wrong(tmp_path: Path, place: str) -> None:
    (example,) = write(tmp_path, ("How is the screen?", "nice and bright", place))
    assert example.marks == (0.0, 1.0, 0.0)
    (example,) = write(tmp_path, ("How is the dog?", "dog the box likes", place))
    assert example.marks == (0.0, 0.0, 1.0)


def test_f1_counts_words_and_neither_articles_nor_case() -> None:
    assert token_f1("The Screen!", "screen") == 1.0
    assert token_f1("nice screen", "bright screen") == 0.5
    assert token_f1("nice", "bright") == 0.0
    assert token_f1("the", "a") == 1.0


def learned(count: int) -> list[Sample]:
    """Products whose screen is praised in the second sentence; every third question is of what nobody speaks of."""
    made = []
    for number in range(count):
        (start, end), asked = (13, 43), "screen" if number % 3 else "keyboard"
        found = "The screen is nice and bright" if number % 3 else ""
        texts = [("I bought it.", 0), (REVIEW[start:end], start), (REVIEW[44:], 44)]
        sentences = tuple(view(f"r{number}", f"p{number}", text, at) for text, at in texts)
        marks = (0.0, 1.0 if found else 0.0, 0.0)
        made.append(Example(f"How is the {asked}?", f"p{number}", sentences, marks, (found,)))
    return samples(made, Questions(Lexicon(())), None, {})


def view(source: str, product: str, text: str, start: int) -> SentenceView:
    return SentenceView(source, "review", product, text, start, start + len(text))


def test_what_is_learned_tells_answers_from_others_of_unseen_products() -> None:
    read = learned(30)
    models = folded(read, fit_words)
    limit = threshold(read, models)
    for each, model in zip(read, models, strict=True):
        chances = each.chances(model)
        assert (max(chances) >= limit) is each.example.answerable
        if each.example.answerable:
            assert chances.index(max(chances)) == 1


def test_the_part_that_is_learned_is_what_was_marked() -> None:
    read = learned(6)
    model = fit_spans(read)
    best = max(spans(read[1].question, read[1].texts[1]), key=lambda span: model.sum(span.numbers))
    assert read[1].texts[1].sentence.text[best.start : best.end] == "The screen is nice and bright"

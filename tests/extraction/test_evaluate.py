import json
from pathlib import Path

from extraction.documents import Span, Text
from extraction.evaluate import Score, score_spans
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

SEEDS = Path(__file__).parents[2] / "seeds"


def test_scores_by_hand() -> None:
    score = Score(right=3, wrong=1, missed=2)
    assert (score.precision, score.recall, round(score.f1, 4)) == (0.75, 0.6, 0.6667)


def test_the_rules_read_titles_well() -> None:
    rows = [
        json.loads(line)
        for file in (SEEDS / "annotated").glob("*titles.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    gold = [[Span(s["start"], s["end"], s["label"], s["text"], 1.0) for s in row["spans"]] for row in rows]
    found = build(read_lexicon(SEEDS / "lexicon")).extract(
        Text(row["id"], row["text"], row["kind"]) for row in rows
    )
    assert score_spans(zip(gold, found, strict=True))["all"].f1 > 0.8

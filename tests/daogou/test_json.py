"""With `--json` standard output is one document, and standard error is silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import neo4j
import pytest

from daogou.settings import PROJECT
from graph.writer import Writer
from tests import graph_samples as shop
from tests.daogou.command import Daogou

GOLD = '{"id": "1", "text": "华为 5000mAh", "spans": [{"start": 0, "end": 2, "label": "BRAND", "text": "华为"}]}\n'


def document(daogou: Daogou, *words: str | Path) -> Any:
    answer = daogou(*words, "--json")
    assert (answer.status, answer.err) == (0, "")
    return answer.document


def test_status_of_a_server_that_is_named(daogou: Daogou) -> None:
    assert document(daogou, "neo4j", "status")["running"] == "named by NEO4J_URI"
    assert document(daogou, "neo4j", "stop") == {"stopped": False}


def test_status_of_no_server(daogou: Daogou, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEO4J_URI", "")
    assert document(daogou, "neo4j", "status") == {"running": False, "home": str(tmp_path / "home" / "neo4j")}


def test_evaluation(daogou: Daogou, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(GOLD, "utf-8")
    figures = document(daogou, "evaluate", "extractor", gold)
    assert figures["BRAND"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["all"]["precision"] == 0.5


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "1", "text": "x"}', '{"id": 1, "text": "x", "spans": []}', "\\xff"]
)
def test_a_broken_annotation_names_its_line(daogou: Daogou, tmp_path: Path, line: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(GOLD + line + "\n", "utf-8")
    answer = daogou("evaluate", "extractor", gold, "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {gold}:2: found ")


def test_the_schema(graph_daogou: Daogou) -> None:
    migrated = document(graph_daogou, "migrate")
    files = sorted((PROJECT / "graph" / "cypher" / "schema").glob("*.cypher"))
    assert migrated == {"applied": [], "version": len(files)}


def test_counts(graph_daogou: Daogou, driver: neo4j.Driver) -> None:
    shop.build_shop(driver)
    counts = document(graph_daogou, "audit")
    assert counts["node"]["Product"] == len(shop.PRODUCTS)
    assert counts["relation"]["PURCHASED"] == sum(kind == "purchase" for kind, *_ in shop.EVENTS)


def test_reviews_that_count_less_are_counted_by_the_reason(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path
) -> None:
    Writer(driver).products([shop.PRODUCTS[0]])
    reviews = tmp_path / "reviews.jsonl"
    texts = [
        "屏幕很清晰，续航不好",
        "屏幕很清晰 续航不好！",
        "屏幕很亮，就是有点沉",
        "五星好评返现，屏幕很清晰",
    ]
    rows = [{"id": f"r{n}", "product": "1", "text": text} for n, text in enumerate(texts)]
    reviews.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    document(graph_daogou, "load", "reviews", reviews)
    document(graph_daogou, "extract")
    assert document(graph_daogou, "audit")["review"] == {
        "copy": {"reviews": 2, "weight": 1.0},
        "honest": {"reviews": 1, "weight": 1.0},
        "paid": {"reviews": 1, "weight": 0.1},
    }
    answer = graph_daogou("audit")
    assert "reviews weighted down 3" in answer.out
    found = driver.execute_query(
        "MATCH (:Product)-[r:PRAISED_FOR]->({id: 'feature/screen'}) RETURN r.reviews AS reviews, r.of AS of"
    ).records
    assert [(row["reviews"], row["of"]) for row in found] == [(2, 2)]


def test_texts_are_extracted_once(graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path) -> None:
    Writer(driver).products([shop.PRODUCTS[0]])
    reviews = tmp_path / "reviews.jsonl"
    reviews.write_text(
        '{"id": "r", "product": "1", "text": "屏幕很清晰，续航不好"}\n{"id": "s", "product": "404", "text": "x"}\n'
    )
    loaded = document(graph_daogou, "load", "reviews", reviews)
    assert loaded == {"rows": 2, "loaded": 1, "rejected": 1, "rejects": f"{reviews}.rejected.jsonl"}
    assert document(graph_daogou, "extract")["texts"] == 1
    assert document(graph_daogou, "extract") == {"texts": 0}


def test_policies(graph_daogou: Daogou, tmp_path: Path) -> None:
    file = tmp_path / "policies.jsonl"
    file.write_text(
        '{"id": "a", "topic": "returns", "title": "Returns", "text": "Within a week.", "days": 7}\n'
    )
    assert document(graph_daogou, "load", "policies", file) == {"rows": 1, "loaded": 1, "rejected": 0}


def test_nothing_to_publish_says_what_to_run(graph_daogou: Daogou, tmp_path: Path) -> None:
    answer = graph_daogou("publish", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert "nothing is trained yet; train it first: daogou train gnn" in answer.err
    damaged = tmp_path / "home" / "ranking.npz"
    damaged.parent.mkdir(exist_ok=True)
    damaged.write_bytes(b"PK\x03\x04 cut off")
    answer = graph_daogou("publish")
    assert answer.status == 1
    assert "train it again: daogou train gnn" in answer.err


def test_nothing_to_learn_from_is_one_line(graph_daogou: Daogou) -> None:
    for words in (("train", "gnn"), ("profiles", "build")):
        answer = graph_daogou(*words, "--json")
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith("daogou: ")
        assert answer.err.count("\n") == 1
        assert "load" in answer.err

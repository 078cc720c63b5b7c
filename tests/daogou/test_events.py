"""`daogou load events`, `events …` and `audit data` on a real graph."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import neo4j
import polars as pl
import pytest

from graph.judging import MOST_A_MINUTE
from graph.writer import Writer
from tests import graph_samples as shop
from tests.daogou.command import Daogou
from tests.graph.snapshots import snapshot

AT = "2026-06-01T08:00"
ROWS: list[dict[str, Any]] = [
    *(
        {"id": f"b{n}", "type": "view", "user": "bot", "product": "1", "at": f"{AT}:{n % 60:02}Z"}
        for n in range(MOST_A_MINUTE + 1)
    ),
    {"id": "e1", "type": "view", "user": "cookie", "product": "1", "at": f"{AT}:00Z", "dwell_seconds": 31},
    {"id": "e1", "type": "view", "user": "cookie", "product": "1", "at": f"{AT}:00Z", "dwell_seconds": 31},
    {"id": "e2", "type": "login", "user": "ann", "device_id": "cookie", "at": f"{AT}:30Z"},
    {"id": "e3", "type": "view", "user": "ann", "product": "1", "at": f"{AT}:30Z", "dwell_seconds": 9e6},
    {"id": "e4", "type": "purchase", "user": "ann", "product": "1", "price": 9, "at": "2026-05-01T00:00:00Z"},
    {"id": "e5", "type": "view", "user": "ann", "product": "1", "at": "2999-01-01T00:00:00Z"},
]
COUNTS = {
    "rows": len(ROWS),
    "loaded": len(ROWS) - 1,
    "rejected": 1,
    "new": len(ROWS) - 2,
    "duplicates": 1,
    "late": 1,
    "out of order": 2,
    "set aside": {"rate": MOST_A_MINUTE + 1, "dwell": 1},
}


def write(folder: Path, kind: str) -> Path:
    path = folder / f"events.{kind}"
    frame = pl.DataFrame(ROWS, infer_schema_length=None)
    if kind == "parquet":
        frame.write_parquet(path)
    elif kind == "csv":
        frame.write_csv(path)
    else:
        path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_every_event_is_written_known_aside_or_rejected(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path, kind: str
) -> None:
    Writer(driver).products([shop.PRODUCTS[0]])
    path = write(tmp_path, kind)
    found = graph_daogou("load", "events", path, "--json").document
    (reject,) = map(json.loads, Path(found.pop("rejects")).read_text("utf-8").splitlines())
    assert found == COUNTS
    assert reject["reason"] == "time in the future"
    assert reject["line"] == len(ROWS) + (kind == "csv")
    before = snapshot(driver)
    again = graph_daogou("load", "events", path, "--json").document
    assert (again["new"], again["duplicates"], again["set aside"]) == (0, len(ROWS) - 1, {})
    assert snapshot(driver) == before


def test_a_zone_that_is_none_is_named(daogou: Daogou, tmp_path: Path) -> None:
    answer = daogou("load", "events", write(tmp_path, "csv"), "--zone", "Middle/Earth")
    assert (answer.status, "Middle/Earth" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"), [(None, "no such file"), ("user,product\nann,1\n", "found no type among user, product")]
)
def test_a_file_that_cannot_be_read_is_told_before_a_server_starts(
    daogou: Daogou, tmp_path: Path, text: str | None, said: str
) -> None:
    # Nobody is at the graph's address: who asked it first would say so.
    path = tmp_path / "events.csv"
    if text:
        path.write_text(text, "utf-8")
    answer = daogou("load", "events", path)
    assert (answer.status, said in answer.err, str(path) in answer.err) == (1, True, True)


def test_what_is_decided_of_events_can_be_undone(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path
) -> None:
    Writer(driver).products([shop.PRODUCTS[0]])
    graph_daogou("load", "events", write(tmp_path, "csv"))
    before = snapshot(driver)
    listed = graph_daogou("events", "doubtful", "--json").document
    assert listed["reasons"] == {"dwell": 1, "rate": MOST_A_MINUTE + 1}
    assert listed["shoppers"][0]["user"] == "user/bot"
    assert graph_daogou("events", "trust", "user/bot", "--json").document["brought back"] == MOST_A_MINUTE + 1
    assert graph_daogou("events", "distrust", "user/bot", "--json").document["set aside"] == MOST_A_MINUTE + 1
    assert snapshot(driver) == before
    (device,) = graph_daogou("events", "devices", "--json").document["devices"]
    assert (device["device"], device["known_as"]) == ("user/cookie", "user/ann")
    assert graph_daogou("events", "separate", "user/cookie", "--json").document["logins taken back"] == 1
    assert graph_daogou("events", "separate", "user/cookie").status == 1
    assert snapshot(driver) != before


def test_audit_data_tells_the_quality_of_each_source(
    graph_daogou: Daogou, driver: neo4j.Driver, tmp_path: Path
) -> None:
    shop.build_shop(driver)
    graph_daogou("load", "events", write(tmp_path, "csv"))
    page = tmp_path / "report.html"
    found = graph_daogou("audit", "data", "--json", "--output", page).document
    assert found["set_aside"] == {"dwell": 1, "rate": MOST_A_MINUTE + 1}
    views, products = found["sources"]["VIEWED"], found["sources"]["product"]
    assert (views["records"], views["filled"]["dwell_seconds"], views["newest"]) == (3, 1, f"{AT}:00Z")
    assert (products["records"], products["filled"]["price"]) == (6, 5)
    assert found["sources"]["review"]["contradicted"] == 1
    assert found["events_by_month"]["PURCHASED"] == {"2026-05": 7}
    text = page.read_text("utf-8")
    assert text.count("<svg") == 2
    assert "PURCHASED" in text
    assert not re.findall(r'(?:src|href)="(?!#)', text)
    shown = graph_daogou("audit", "data")
    assert (shown.status, "dwell_seconds" in shown.err) == (0, True)


def test_a_page_that_cannot_be_written_is_told_first(daogou: Daogou, tmp_path: Path) -> None:
    assert daogou("audit", "data", "--output", tmp_path / "report.txt").status == 2


def test_an_empty_graph_has_no_sources(graph_daogou: Daogou, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    found = graph_daogou("audit", "data", "--json", "--output", page).document
    assert found == {"sources": {}, "set_aside": {}, "events_by_month": {}}
    assert page.is_file()


def test_audit_alone_still_counts(graph_daogou: Daogou, driver: neo4j.Driver) -> None:
    shop.build_shop(driver)
    assert graph_daogou("audit", "--json").document["node"]["Product"] == 6

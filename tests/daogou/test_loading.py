"""Files through the command line's own functions into a real graph."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import neo4j
import pytest

from daogou.console import Screen
from daogou.pipeline import demo
from daogou.pipeline.catalog import load_catalog
from daogou.pipeline.demo import set_up
from daogou.pipeline.feeds import load_documents, load_events, load_pgpr
from daogou.pipeline.summary import summarise
from daogou.pipeline.texts import BATCH_TEXTS, extract_loaded
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.judging import MOST_A_MINUTE
from graph.records import Product, Source
from sources.guess import guess_mapping
from sources.mapping import Column, Mapping
from tests.graph.snapshots import snapshot

HEADER = "id,brand,name,category,battery_capacity,price\n"
GOOD = "1,HUAWEI,Huawei Mate 40,phone,4400 mAh,499\n2,Apple,Apple iPhone 14,phone,3279 mAh,799\n"
EVIL = '3,"x\'}) DETACH DELETE n //","x\'}) DETACH DELETE n // 7",phone,100 mAh,1\n'


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


def load(services: Services, path: Path, text: str) -> dict[str, object]:
    path.write_text(text, "utf-8")
    return load_catalog(services, path, guess_mapping(path)).shown()


def test_a_row_becomes_facts_that_name_their_sentence(services: Services, tmp_path: Path) -> None:
    assert load(services, tmp_path / "shop.csv", HEADER + GOOD)["loaded"] == 2
    rows = services.driver.execute_query(
        "MATCH (p:Product {id: 'product/1'})-[:OF_MODEL]->(m)-[:MADE_BY]->(b:Brand {id: 'brand/huawei'}), "
        "(m)-[:HAS_PARAMETER]->(v:Parameter), (f:Fact)-[:OBJECT]->(v), (f)-[:STATED_IN]->(s) "
        "RETURN m.name AS model, v.number AS number, v.unit AS unit, s.text AS text, f.start AS start, f.end AS end"
    ).records
    found = rows[0]
    assert (found["model"], found["number"], found["unit"]) == ("Mate 40", 4400, "mAh")
    assert found["text"][found["start"] : found["end"]] == "4400 mAh"


def test_a_number_that_can_be_none_is_counted_and_no_fact(services: Services, tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text("id,brand,name,weight\n1,HTC,HTC One,5\n2,HTC,HTC U11,169\n", "utf-8")
    columns = (Column("id", "id"), Column("brand", "brand"), Column("name", "name"))
    weight = Column("weight", "parameter", attribute="weight", unit="g", least=20.0)
    loaded = load_catalog(services, tmp_path / "shop.csv", Mapping((*columns, weight))).shown()
    assert (loaded["loaded"], loaded["unread cells"]) == (2, {"weight": 1})
    rows = services.driver.execute_query(
        "MATCH (v:Parameter)<-[:HAS_PARAMETER]-() RETURN v.number AS number"
    ).records
    assert [row["number"] for row in rows] == [169]


def test_titles_and_descriptions_of_a_catalogue_are_texts_to_extract(
    services: Services, tmp_path: Path
) -> None:
    chinese, english = "小米14 16GB+1TB 黑色 5G手机 4610mAh", "Xiaomi 14 8GB/256GB White 5G Smartphone"
    shop = f"id,title,description\n1,{chinese},支持NFC\n2,{english},\n"
    load(services, tmp_path / "shop.csv", shop)
    assert extract_loaded(services)["texts"] == 3
    rows = services.driver.execute_query(
        "MATCH (p:Product)-[:OF_MODEL]->(m:Model {id: 'model/xiaomi/14'})-[:HAS_PARAMETER|HAS_FEATURE]->(v) "
        "RETURN DISTINCT v.id AS value, count(p) AS products ORDER BY value"
    ).records
    assert [(row["value"], row["products"]) for row in rows] == [
        ("feature/nfc", 2),
        ("parameter/battery_capacity/4610/mAh", 2),
        ("parameter/network/5g", 2),
    ]


def test_bad_rows_are_written_out_and_leave_no_trace(services: Services, tmp_path: Path) -> None:
    load(services, tmp_path / "shop.csv", HEADER + GOOD)
    before = snapshot(services.driver)
    bad = "8,Nokia,Nokia 3310,phone,900 mAh,-5\n9,Nokia,Nokia 8,phone,12 stone,5\n"
    counts = load(services, tmp_path / "shop.csv", HEADER + GOOD + bad)
    assert (counts["rows"], counts["loaded"], counts["rejected"]) == (4, 2, 2)
    assert (tmp_path / "shop.csv.rejected.jsonl").read_text("utf-8").count('"line"') == 2
    assert snapshot(services.driver) == before


def test_a_name_like_cypher_is_data(services: Services, tmp_path: Path) -> None:
    load(services, tmp_path / "shop.csv", HEADER + GOOD + EVIL)
    rows = services.driver.execute_query("MATCH (b:Brand) RETURN b.name AS name").records
    assert {row["name"] for row in rows} == {"Huawei", "Apple", "x'}) DETACH DELETE n //"}


def test_texts_become_facts_once(services: Services, tmp_path: Path) -> None:
    load(services, tmp_path / "shop.csv", HEADER + GOOD)
    reviews = tmp_path / "reviews.jsonl"
    reviews.write_text(
        '{"id": "r1", "product": "1", "kind": "review", "author": "ann", "text": "屏幕很清晰，续航不好"}\n'
        '{"id": "d1", "product": "1", "kind": "description", "text": "支持NFC，66W超级快充，打游戏之选"}\n'
    )
    assert load_documents(services, reviews).loaded == 2
    assert extract_loaded(services)["texts"] == 2
    assert extract_loaded(services) == {}
    rows = services.driver.execute_query(
        "MATCH (:Model {name: 'Mate 40'})-[r]->(f:Feature|UseCase) RETURN type(r) AS type, f.id AS id, r.of AS of"
    ).records
    found = {(row["type"], row["id"]) for row in rows}
    assert {
        ("PRAISED_FOR", "feature/screen"),
        ("CRITICISED_FOR", "feature/battery-life"),
        ("HAS_FEATURE", "feature/nfc"),
        ("SUITS", "usecase/gaming"),
    } <= found
    assert {row["of"] for row in rows} == {1, None}


def test_a_search_asks_for_what_it_names(services: Services, tmp_path: Path) -> None:
    load(services, tmp_path / "shop.csv", HEADER + GOOD)
    file = tmp_path / "events.jsonl"
    file.write_text(
        '{"id": "1", "type": "search", "user": "ann", "query": "苹果", "at": "2026-06-01T00:00:00Z"}\n'
        '{"id": "2", "type": "view", "user": "ann", "product": "404", "at": "2026-06-01T00:00:00Z"}\n'
    )
    counts = load_events(services, file)
    assert (counts.rows, counts.loaded, counts.rejected) == (2, 1, 1)
    assert '"line": 2, "reason": "unknown product", "found": "\'404\'"' in file.with_suffix(
        ".jsonl.rejected.jsonl"
    ).read_text("utf-8")
    assert list(services.export.asks()) == [("query/苹果", "brand/apple")]


def test_a_killed_load_is_finished_by_running_it_again(
    services: Services, connection: Connection, tmp_path: Path
) -> None:
    folder = tmp_path / "pgpr"
    folder.mkdir()
    names = {"users.txt": [f"U{n}" for n in range(300)], "product.txt": [f"P{n}" for n in range(400)]}
    for name, values in names.items():
        _gzip(folder / f"{name}.gz", values)
    labels = [" ".join([str(u), *(str((u * 7 + n) % 400) for n in range(9))]) for u in range(300)]
    (folder / "train_label.txt").write_text("\n".join(labels))
    load_pgpr(services, folder)
    undisturbed = snapshot(services.driver)
    services.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")

    words = ("load", "ratings", "--format", "pgpr", str(folder))
    _kill_once(services, connection, tmp_path, words, "MATCH ()-[r:PURCHASED]->() RETURN count(r) AS n")
    assert snapshot(services.driver) != undisturbed
    load_pgpr(services, folder)
    assert snapshot(services.driver) == undisturbed


def test_a_killed_load_of_events_is_finished_by_running_it_again(
    services: Services, connection: Connection, tmp_path: Path
) -> None:
    file = tmp_path / "events.jsonl"
    rows = [
        {
            "id": f"e{n}",
            "type": "view",
            "user": f"u{n % 7}",
            "product": str(n % 5),
            "at": f"2026-06-01T{n // 60:02}:{n % 60:02}:00Z",
        }
        for n in range(900)
    ]
    rows[30:30] = [{**rows[30], "id": f"b{n}", "user": "bot"} for n in range(MOST_A_MINUTE + 40)]
    rows[700:700] = [{"id": "l", "type": "login", "user": "ann", "device_id": "u3", "at": rows[700]["at"]}]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    def fill() -> None:
        services.writer.products(Product(f"product/{n}", f"P{n}") for n in range(5))

    fill()
    assert load_events(services, file).more["new"] == len(rows)
    undisturbed = snapshot(services.driver)
    services.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")

    fill()
    counted = "MATCH (d:DoubtfulEvent) RETURN count(*) AS n"
    _kill_once(services, connection, tmp_path, ("load", "events", str(file)), counted)
    assert snapshot(services.driver) != undisturbed
    assert 0 < load_events(services, file).more["new"] < len(rows)
    assert snapshot(services.driver) == undisturbed


def test_a_killed_extraction_is_finished_by_running_it_again(
    services: Services, connection: Connection, tmp_path: Path
) -> None:
    def fill() -> None:
        services.writer.products(Product(f"product/{n}", f"P{n}") for n in range(20))
        services.writer.sources(
            Source("review", f"屏幕很清晰，续航第{n}天不好", f"review/{n}", "zh", f"product/{n % 20}")
            for n in range(3 * BATCH_TEXTS)
        )

    fill()
    assert extract_loaded(services)["texts"] == 3 * BATCH_TEXTS
    undisturbed = snapshot(services.driver)
    services.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")

    fill()
    read = "MATCH (source:Source) WHERE source.extracted IS NOT NULL RETURN count(*) AS n"
    _kill_once(services, connection, tmp_path, ("extract",), read)
    done = _count(services.driver, read)
    assert extract_loaded(services)["texts"] == 3 * BATCH_TEXTS - done > 0
    assert snapshot(services.driver) == undisturbed


def _kill_once(
    services: Services, connection: Connection, home: Path, words: Sequence[str], counted: str
) -> None:
    """Run a command, and kill it as soon as `counted` counts something."""
    environment = {**os.environ, "NEO4J_URI": connection.uri, "NEO4J_USER": connection.user}
    environment |= {
        "NEO4J_PASSWORD": connection.password,
        "DAOGOU_BATCH_ROWS": "20",
        "DAOGOU_HOME": str(home),
    }
    command = [sys.executable, "-m", "daogou", *words]
    child = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 240
    while not _count(services.driver, counted):
        assert child.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()


def test_the_demo_answers_and_does_nothing_twice(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    # Training takes minutes; what is read by the rules alone is enough to answer.
    monkeypatch.setattr(demo, "publish_recogniser", lambda *_: {})
    assert set_up(services) == ["seeds", "recogniser", "extraction", "profiles", "ranking, published"]
    assert set_up(services) == []
    summary = summarise(services.settings, services)
    assert summary["recommend"]
    for found in summary["recommend"]:
        assert any(fact["sentence"] for reason in found["reasons"] for fact in reason["facts"])
    assert summary["segments"]
    assert summary["product"]["facts"]


def _gzip(file: Path, lines: list[str]) -> None:
    with gzip.open(file, "wt") as stream:
        stream.write("\n".join(lines) + "\n")


def _count(driver: neo4j.Driver, query: str) -> int:
    return int(driver.execute_query(query).records[0]["n"])

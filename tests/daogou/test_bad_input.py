"""`daogou load catalog` with files as they come: afterwards the graph is that of the good rows alone."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import neo4j
import pytest

from tests.daogou.command import Answer, Daogou
from tests.graph.snapshots import snapshot

HEADER = "id,brand,name,category,battery_capacity,price,currency,released\n"
ROWS = (
    "1,HUAWEI,HUAWEI Mate 40,手机,4400 mAh,499,EUR,2020-10\n",
    "2,Apple,Apple iPhone 14,smartphone,3279 mAh,799,USD,2022\n",
    "3,小米,小米 13,手机,4500 mAh,3999,CNY,2022-12\n",
)
GOOD = HEADER + "".join(ROWS)
NOISE = random.Random(7).randbytes(4096)
INJECTION = "x'}) DETACH DELETE n //"

BAD_ROWS = {
    "negative price": ("8,Nokia,Nokia 3310,phone,900 mAh,-5,EUR,2000\n", "negative price"),
    "price in no currency": ("8,Nokia,Nokia 3310,phone,900 mAh,5 quux,EUR,2000\n", "unknown currency"),
    "price of 400 digits": (f"8,Nokia,Nokia 3310,phone,900 mAh,{'9' * 400},EUR,2000\n", "price is no number"),
    "unknown unit": ("8,Nokia,Nokia 3310,phone,900 stone,5,EUR,2000\n", "unknown unit of battery_capacity"),
    "negative value": ("8,Nokia,Nokia 3310,phone,-900 mAh,5,EUR,2000\n", "negative battery_capacity"),
    "value of 400 digits": (
        f"8,Nokia,Nokia 3310,phone,{'9' * 400} mAh,5,EUR,2000\n",
        "battery_capacity is no number",
    ),
    "date in 1823": ("8,Nokia,Nokia 3310,phone,900 mAh,5,EUR,1823-05-01\n", "release out of range"),
    "no day of the calendar": ("8,Nokia,Nokia 3310,phone,900 mAh,5,EUR,2021-02-30\n", "release is no date"),
    "id of another product": ("2,Nokia,Nokia 3310,phone,900 mAh,5,EUR,2000\n", "id used twice"),
    "no id": (",Nokia,Nokia 3310,phone,900 mAh,5,EUR,2000\n", "no id"),
    "no name": ("8,Nokia,,phone,900 mAh,5,EUR,2000\n", "no name"),
    "cell missing": ("8,Nokia,Nokia 3310,phone,900 mAh,5,EUR\n", "wrong number of cells"),
    "cell of 10 MB": (f"8,Nokia,{'x' * 10_000_000},phone,900 mAh,5,EUR,2000\n", "row too long"),
    "brand no index holds": (f"8,{'x' * 9_000},a b,phone,900 mAh,5,EUR,2000\n", "name too long"),
    "id no index holds": (f"{'8' * 9_000},Nokia,Nokia 3310,phone,9 mAh,5,EUR,2000\n", "name too long"),
    "zero byte": ("8,Nokia,Nokia \x00,phone,900 mAh,5,EUR,2000\n", "not text"),
    "quote never closed": ('8,"Nokia,Nokia 3310,phone,900 mAh,5,EUR,2000\n', "quote never closed"),
    "file cut off": ("8,Nokia,Nokia 33", "file cut off: wrong number of cells"),
}
LAST = {"quote never closed", "file cut off"}
BAD_FILES = {
    "empty": (b"", "empty file"),
    "random bytes": (NOISE, "binary data"),
    "Latin-1": ("id,name\n1,Müller Käse Größe\n".encode("latin-1"), "neither UTF-8 (broken at byte 11) nor GB18030"),
    "gzip": (b"\x1f\x8b\x08\x00" + NOISE, "gzip data"),
    "Excel": (b"PK\x03\x04" + NOISE, "Excel"),
    "another delimiter": (GOOD.replace(",", "^").encode(), "separated by '^' it seems; expected cells"),
    "no names": (b"id,price\n1,5\n2,6\n", "found no column of names among id, price"),
    "a column twice": (b"id,name,name\n1,a,b\n", "the column 'name' 2 times"),
}  # fmt: skip


class Shop:
    """An empty graph, and the command that loads into it."""

    def __init__(self, driver: neo4j.Driver, file: Path, daogou: Daogou) -> None:
        self.driver, self.file, self._daogou = driver, file, daogou

    def load(self, data: bytes, *options: str | Path) -> Answer:
        self.file.write_bytes(data)
        return self._daogou("load", "catalog", self.file, "--json", *options)

    def loaded(self, data: bytes) -> dict[str, Any]:
        """Return the counts of a load that ends well."""
        answer = self.load(data)
        assert (answer.status, answer.err) == (0, "")
        counts: dict[str, Any] = answer.document
        assert counts["rows"] == counts["loaded"] + counts["rejected"]
        return counts

    def rejects(self) -> list[tuple[int, str]]:
        text = self.file.with_name("shop.csv.rejected.jsonl").read_text("utf-8")
        return [(row["line"], row["reason"]) for row in map(json.loads, text.splitlines())]


@pytest.fixture
def shop(clean_graph: neo4j.Driver, tmp_path: Path, graph_daogou: Daogou) -> Shop:
    return Shop(clean_graph, tmp_path / "shop.csv", graph_daogou)


def good_graph(shop: Shop) -> list[str]:
    """Return the snapshot of the good rows alone, and empty the graph."""
    assert shop.loaded(GOOD.encode())["rejected"] == 0
    good = snapshot(shop.driver)
    assert len(good) > 50
    shop.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    return good


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_rejected_and_leaves_nothing(shop: Shop, name: str) -> None:
    bad, reason = BAD_ROWS[name]
    good = good_graph(shop)
    rows = [*ROWS, bad] if name in LAST else [ROWS[0], ROWS[1], bad, ROWS[2]]
    counts = shop.loaded((HEADER + "".join(rows)).encode())
    assert (counts["loaded"], counts["rejected"]) == (3, 1)
    assert shop.rejects() == [(2 + rows.index(bad), reason)]
    assert snapshot(shop.driver) == good


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_line_and_loads_nothing(shop: Shop, name: str) -> None:
    data, problem = BAD_FILES[name]
    answer = shop.load(data)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"daogou: {shop.file}")
    assert problem in answer.err
    assert answer.err.count("\n") == 1
    assert snapshot(shop.driver) == []
    assert [file.name for file in shop.file.parent.iterdir()] == ["shop.csv"]


def test_a_column_that_the_mapping_names_must_be_there(shop: Shop, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[[column]]\nheader = "Name"\nfield = "name"\n')
    answer = shop.load(GOOD.encode(), "--mapping", mapping)
    assert answer.status == 1
    assert "found no column Name, which the mapping names; it has id, brand, name" in answer.err
    assert snapshot(shop.driver) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_another_encoding_makes_the_same_graph(shop: Shop, encoding: str) -> None:
    good = good_graph(shop)
    assert shop.loaded(GOOD.encode(encoding))["loaded"] == 3
    assert snapshot(shop.driver) == good


def test_a_row_twice_is_loaded_once(shop: Shop) -> None:
    good = good_graph(shop)
    assert shop.loaded((GOOD + ROWS[1]).encode())["loaded"] == 4
    assert snapshot(shop.driver) == good


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_cypher_is_data_in_every_cell(shop: Shop, column: int) -> None:
    good = good_graph(shop)
    cells = ["9", "Nokia", "Nokia 3310", "phone", "900 mAh", "5", "EUR", "2000"]
    cells[column] = INJECTION if column != 2 else f"Nokia {INJECTION}"
    assert shop.loaded((GOOD + ",".join(cells) + "\n").encode())["rejected"] == 0
    after = snapshot(shop.driver)
    assert set(good) < set(after)
    assert INJECTION in "\n".join(after)

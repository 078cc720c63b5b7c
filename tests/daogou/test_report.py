"""`daogou report behaviour`: the document, the page, and what too few shoppers did."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from tests import graph_samples as shop
from tests.daogou.command import Daogou


@pytest.mark.parametrize(("least", "cohorts"), [("2", [[5]]), ("10", [])])
def test_what_too_few_shoppers_did_is_counted_and_not_told(
    graph_daogou: Daogou,
    driver: neo4j.Driver,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    least: str,
    cohorts: list[list[int]],
) -> None:
    shop.build_shop(driver)
    monkeypatch.setenv("DAOGOU_SMALLEST_SEGMENT", least)
    page = tmp_path / "behaviour.html"
    found = graph_daogou("report", "behaviour", "--json", "--output", page).document
    retention = found["retention"]
    assert [cohort["active"] for cohort in retention["cohorts"]] == cohorts
    assert retention["left_out"] == 1 - len(cohorts)
    assert found["brand_switching"] == {"switches": [], "left_out": 2}
    assert found["funnels"]["shopper"]["all"] == 5
    text = page.read_text("utf-8")
    assert "a category (2 of too few shoppers left out)" in text
    assert ("Retention by month (1 of too few shoppers left out)" in text) == (least == "10")

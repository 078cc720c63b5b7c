"""What shoppers do, asked through GraphQL."""

from __future__ import annotations

import pytest

from tests.api.client import Api

ALL = """query($since: DateTime, $until: DateTime) { behaviour(since: $since, until: $until) {
  funnels { unit all viewed carted bought }
  retention { cohorts { start active } leftOut }
  unanswered(first: 5) { text searches shoppers asked }
  demand { id searches products }
  switching { switches { fromBrand toBrand times } leftOut }
  paid { currency purchases paid } } }"""


@pytest.mark.usefixtures("graph")
async def test_every_part_is_told(api: Api) -> None:
    found = (await api.ask(ALL))["behaviour"]
    assert {row["unit"]: row["all"] for row in found["funnels"]} == {"session": 5, "shopper": 5}
    assert found["retention"] == {"cohorts": [{"start": "2026-05-01", "active": [5]}], "leftOut": 0}
    assert found["unanswered"] == []
    assert found["demand"] == []
    # Bob went from Huawei to Xiaomi and Dan back: each alone, and here two are the least that are told of.
    assert found["switching"] == {"switches": [], "leftOut": 2}
    assert found["paid"] == [{"currency": "CNY", "purchases": 6, "paid": 22394.0}]


@pytest.mark.usefixtures("graph")
async def test_a_window_leaves_the_others_out(api: Api) -> None:
    found = (await api.ask(ALL, since="2026-05-01T20:04:00+08:00", until="2026-05-01T12:06:00Z"))["behaviour"]
    assert found["paid"] == [{"currency": "CNY", "purchases": 2, "paid": 7598.0}]


@pytest.mark.usefixtures("graph")
async def test_a_time_needs_a_zone(api: Api) -> None:
    code, message = await api.refused(ALL, since="2026-05-01T00:00:00")
    assert (code, "`since` needs a time zone" in message) == ("BAD_USER_INPUT", True)

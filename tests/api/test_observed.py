"""Metrics and spans: what was asked is counted, and nobody but admins sees it."""

from __future__ import annotations

import neo4j
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from api import observed
from api.callers import Caller, Callers, Role
from api.observed import Metrics
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over

pytestmark = pytest.mark.usefixtures("graph")
BRAND = f'{{ brand(id: "{shop.HUAWEI}") {{ name }} }}'


class Shown:
    async def caller(self, shown: str) -> Caller | None:
        return Caller(Role(shown), "user/1" if shown == "shopper" else None)


@pytest.fixture
def observing(async_driver: neo4j.AsyncDriver) -> Starlette:
    metrics = Metrics()
    statements = Statements(async_driver, watch=metrics.statement)
    return app_over(statements, callers=Callers(Shown(), nobody=Role.PUBLIC), metrics=metrics)


async def samples(app: Starlette) -> dict[tuple[str, str], float]:
    """Return each metric's value by its name and the value of its first label."""
    text = (await Api(app, "admin").http.get("/metrics")).text
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_answers_errors_fields_and_statements_are_counted(observing: Starlette) -> None:
    api = Api(observing)
    await api.ask(BRAND)
    await api.ask(BRAND)
    await api.refused("{ segments { id } }")
    found = await samples(observing)
    assert found["daogou_answers_total", "200"] == 3
    assert found["daogou_errors_total", "FORBIDDEN"] == 1
    assert found["daogou_field_seconds_count", "Query.brand"] == 2
    assert (
        found["daogou_field_seconds_sum", "Query.brand"]
        >= found["daogou_statement_seconds_sum", "read_nodes"]
        > 0
    )
    assert found["daogou_statement_seconds_count", "read_nodes"] == 2
    assert ("daogou_field_seconds_count", "Query.segments") not in found
    assert ("daogou_field_seconds_count", "Brand.name") not in found
    assert found["process_resident_memory_bytes", ""] > 0


async def test_two_applications_measure_by_themselves(
    observing: Starlette, async_driver: neo4j.AsyncDriver
) -> None:
    await Api(app_over(Statements(async_driver))).ask(BRAND)
    assert ("daogou_field_seconds_count", "Query.brand") not in await samples(observing)


@pytest.mark.parametrize(("key", "status"), [("", 403), ("shopper", 403), ("analyst", 403), ("admin", 200)])
async def test_metrics_are_for_admins(observing: Starlette, key: str, status: int) -> None:
    assert (await Api(observing, key).http.get("/metrics")).status_code == status


async def test_a_root_field_and_its_statements_are_spans(
    async_driver: neo4j.AsyncDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    class Tracer:
        def start_as_current_span(self, name: str) -> object:
            opened.append(name)
            return observed.trace.use_span(observed.trace.INVALID_SPAN)

    monkeypatch.setattr(observed.trace, "get_tracer", lambda _: Tracer())
    metrics = Metrics()
    await Api(app_over(Statements(async_driver, watch=metrics.statement), metrics=metrics)).ask(BRAND)
    assert opened == ["Query.brand", "read_nodes"]

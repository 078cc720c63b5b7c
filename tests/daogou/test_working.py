"""Texts that GraphQL takes are read by a process beside the server, as `daogou extract` reads them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import neo4j
import pytest

from daogou.console import Screen
from daogou.pipeline import jobs as pipeline
from daogou.pipeline.jobs import FAILED, do_jobs, work_off
from daogou.pipeline.texts import extract_loaded
from daogou.services import Services
from daogou.serving import make_app
from daogou.settings import Settings
from graph.driver import Connection
from graph.jobs import JobQueue
from graph.ledger import Ledger
from graph.merchandising import Merchandising
from graph.records import Source
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import Api
from tests.graph.snapshots import snapshot

INGEST = "mutation($it: [DocumentInput!]!) { ingestDocuments(documents: $it) { id state done total } }"
JOB = "query($id: ID!) { job(id: $id) { state done total message } }"
TEXTS = ("The screen is gorgeous and the battery is weak.", "屏幕很漂亮，支持无线充电。")
DOCUMENTS = [{"product": shop.MATE_128, "kind": "REVIEW", "text": text} for text in TEXTS]
ENDED = {"DONE", "FAILED", "CANCELLED"}


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    shop.build_shop(clean_graph)
    return Services(Settings(home=tmp_path), Screen(json=True), connection, clean_graph)


def queue_texts(driver: neo4j.Driver) -> str:
    sources = [Source("review", text, f"ingested/{shop.MATE_128}", "en", shop.MATE_128) for text in TEXTS]
    return Merchandising(driver, Ledger(driver)).ingest(sources, "key ada")


async def ended(api: Api, id_: str) -> dict[str, Any]:
    async with asyncio.timeout(120):
        while True:
            job: dict[str, Any] = (await api.ask(JOB, id=id_))["job"]
            if job["state"] in ENDED:
                return job
            await asyncio.sleep(0.2)


async def test_documents_are_read_outside_of_the_request(services: Services) -> None:
    app = make_app(services.settings, services.connection, work=work_off)
    async with app.router.lifespan_context(app):
        api = Api(app)
        job = (await api.ask(INGEST, it=DOCUMENTS))["ingestDocuments"]
        assert (job["state"], job["done"], job["total"]) in {("QUEUED", 0, 2), ("RUNNING", 0, 2)}
        assert await ended(api, job["id"]) == {"state": "DONE", "done": 2, "total": 2, "message": ""}
        said = await api.ask(
            "query($id: ID!) { sourcesFor(subject: $id) { source { origin } facts { mention } } }",
            id=shop.MATE_128,
        )
        mentions = {
            fact["mention"]
            for each in said["sourcesFor"]
            if each["source"]["origin"].startswith("ingested/")
            for fact in each["facts"]
        }
        assert {"screen", "无线充电"} <= mentions


async def test_a_job_that_a_process_left_is_taken_up_at_the_start(services: Services) -> None:
    id_ = queue_texts(services.driver)
    assert JobQueue(services.driver).take() == id_
    services.driver.execute_query("MATCH (job:Job) SET job.updated = 0")
    app = make_app(services.settings, services.connection, work=work_off)
    async with app.router.lifespan_context(app):
        assert (await ended(Api(app), id_))["state"] == "DONE"


def test_a_job_reads_as_extract_does(services: Services) -> None:
    def texts() -> list[str]:
        return [
            row
            for row in snapshot(services.driver)
            if not any(f'"{n}"' in row for n in ("Job", "Change", "Sequence"))
        ]

    queue_texts(services.driver)
    assert do_jobs(services, JobQueue(services.driver)) == 1
    extract_loaded(services)
    by_job = texts()
    shop.build_shop(services.driver)
    services.driver.execute_query("MATCH (job:Job|Change|Sequence) DETACH DELETE job")
    Writer(services.driver).sources(
        Source("review", text, f"ingested/{shop.MATE_128}", "en", shop.MATE_128) for text in TEXTS
    )
    extract_loaded(services)
    assert by_job == texts()


def test_a_job_that_fails_leaves_the_others_to_be_done(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = queue_texts(services.driver), queue_texts(services.driver)
    record, calls = pipeline.record_read, []

    def broken(*args: Any, **kwargs: Any) -> dict[str, int]:
        calls.append(args)
        if len(calls) == 1:
            raise OSError("/secret/path is full")
        return record(*args, **kwargs)

    monkeypatch.setattr(pipeline, "record_read", broken)
    assert do_jobs(services, JobQueue(services.driver)) == 2
    rows = services.driver.execute_query(
        "MATCH (j:Job) RETURN j.id AS id, j.state AS state, j.message AS m"
    ).records
    assert {row["id"]: (row["state"], row["m"]) for row in rows} == {
        first: ("failed", FAILED),
        second: ("done", ""),
    }
    assert "/secret/path is full" in caplog.text

"""A job has one taker, survives its process, and ends in one way."""

from __future__ import annotations

import neo4j
import pytest

from graph.errors import DecisionError
from graph.jobs import ATTEMPTS, Job, JobQueue, Jobs
from graph.ledger import Ledger
from graph.merchandising import MOST_JOBS, Merchandising
from graph.records import Source
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop

BY = "key ada"
TEXTS = [Source("review", f"Lovely, {n} times.", f"ingested/{n}", "en", shop.MATE_128) for n in range(3)]
DEAD = -1
"""Milliseconds after which a job counts as left: at once."""


@pytest.fixture
def desk(clean_graph: neo4j.Driver) -> Merchandising:
    Writer(clean_graph).products(shop.PRODUCTS)
    return Merchandising(clean_graph, Ledger(clean_graph))


@pytest.fixture
def jobs(async_driver: neo4j.AsyncDriver) -> Jobs:
    return Jobs(Statements(async_driver))


async def seen(jobs: Jobs, id_: str) -> Job:
    found = await jobs.job(id_)
    assert found
    return found


async def test_a_job_is_followed_from_its_queue_to_its_end(
    desk: Merchandising, jobs: Jobs, driver: neo4j.Driver
) -> None:
    id_, queue = desk.ingest(TEXTS, BY), JobQueue(driver)
    assert await jobs.waiting() == 1
    queued = await seen(jobs, id_)
    assert (queued.kind, queued.state, queued.done, queued.total) == ("ingestDocuments", "queued", 0, 3)
    assert queue.take() == id_
    assert (queue.take(), await jobs.waiting()) == (None, 0)
    read = [source.id for source in queue.sources(id_)]
    assert read == sorted(source.id for source in TEXTS)
    Ledger(driver).record_read(read[:2], [], mark="reader@1")
    assert queue.step(id_)
    half = await seen(jobs, id_)
    assert (half.state, half.done) == ("running", 2)
    assert half.updated >= queued.updated
    assert [source.id for source in queue.sources(id_)] == read[2:]
    queue.end(id_, "done")
    assert (await seen(jobs, id_)).state == "done"
    assert not driver.execute_query("MATCH (j:Job)--() RETURN j").records


async def test_a_job_of_a_dead_process_is_taken_up_and_fails_in_the_end(
    desk: Merchandising, jobs: Jobs, driver: neo4j.Driver
) -> None:
    id_ = desk.ingest(TEXTS, BY)
    assert JobQueue(driver).take() == id_
    assert JobQueue(driver).take() is None
    for _ in range(ATTEMPTS - 1):
        assert JobQueue(driver, stale=DEAD).take() == id_
    assert JobQueue(driver, stale=DEAD).take() is None
    failed = await seen(jobs, id_)
    assert (failed.state, failed.message) == ("failed", f"its process ended {ATTEMPTS} times")


async def test_a_cancelled_job_stays_so(desk: Merchandising, jobs: Jobs, driver: neo4j.Driver) -> None:
    id_, queue = desk.ingest(TEXTS, BY), JobQueue(driver)
    queue.take()
    desk.cancel_job(id_, BY)
    assert not queue.step(id_)
    queue.end(id_, "done")
    assert (await seen(jobs, id_)).state == "cancelled"
    queue.end(id_, "done")
    with pytest.raises(DecisionError, match="no job has the id 'job/none'"):
        desk.cancel_job("job/none", BY)


def test_nothing_of_a_refused_request_is_written(desk: Merchandising, driver: neo4j.Driver) -> None:
    lost = Source("review", "Lovely.", "x", "en", "product/none")
    with pytest.raises(DecisionError, match="there is no product 'product/none'"):
        desk.ingest([*TEXTS, lost], BY)
    assert not driver.execute_query("MATCH (n:Job|Source|Change) RETURN n").records
    for _ in range(MOST_JOBS):
        desk.ingest(TEXTS[:1], BY)
    with pytest.raises(DecisionError, match="jobs are not done yet"):
        desk.ingest(TEXTS[:1], BY)


async def test_texts_that_were_read_before_are_done(
    desk: Merchandising, jobs: Jobs, driver: neo4j.Driver
) -> None:
    first = desk.ingest(TEXTS, BY)
    Ledger(driver).record_read([TEXTS[0].id], [], mark="reader@1")
    queue = JobQueue(driver)
    assert queue.take() == first
    queue.step(first)
    assert (await seen(jobs, first)).done == 1

"""No helper outlives the process that it reads for, whatever either is doing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from pathlib import Path

import pytest

from extraction.documents import Extraction, Text
from extraction.pipeline import Extractor
from tests.extraction.test_team import made, signed

READING = """
from tests.extraction.test_team import Team, named, signed

if __name__ == "__main__":
    found = Team(signed, 2).extract(named())
    own = next(found).lang
    next(one for one in found if one.lang != own)
    print("both read", flush=True)
    {then}
"""
STUCK = """
from tests.extraction.test_orphans import {make}
from tests.extraction.test_team import Team, named

if __name__ == "__main__":
    for _ in Team({make}, 2).extract(named()):
        pass
"""


class Stuck(Extractor):
    """Reads for ever in a helper, and holds the interpreter's lock."""

    def read(self, batch: Sequence[Text]) -> list[Extraction]:
        if parent_process():
            hold_the_lock()
        return super().read(batch)


def hold_the_lock() -> None:
    sys.stdout.write("stuck\n")
    sys.stdout.flush()
    re.match("(a+)+$", "a" * 60 + "b")


def stuck() -> Extractor:
    return made(Stuck)


def stuck_at_the_start() -> Extractor:
    if parent_process():
        hold_the_lock()
    return signed()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_helper_ends_with_its_parent(number: signal.Signals) -> None:
    with running(READING.format(then="[None for _ in found]"), "both read") as parent:
        if number is signal.SIGINT:
            os.killpg(parent.pid, number)
        else:
            parent.send_signal(number)
        # Ctrl-C reaches both; a helper that is about to end may say so too.
        assert ("Traceback" in errors_at_the_end(parent)) == (number is signal.SIGINT)


@pytest.mark.skipif(sys.platform != "linux", reason="a thread watches elsewhere, and waits for the lock")
@pytest.mark.parametrize("make", ["stuck_at_the_start", "stuck"])
def test_a_helper_that_holds_the_interpreters_lock_ends_with_its_parent(make: str) -> None:
    with running(STUCK.format(make=make), "stuck") as parent:
        parent.kill()
        assert errors_at_the_end(parent) == ""


def test_an_iterator_that_is_still_held_keeps_no_process() -> None:
    with running(READING.format(then="raise SystemExit"), "both read") as parent:
        assert errors_at_the_end(parent) == ""
        assert parent.returncode == 0


@contextmanager
def running(program: str, until: str) -> Iterator[subprocess.Popen[str]]:
    """Start a program, and wait for its first line; nothing of it is left."""
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert parent.stdout
        assert parent.stdout.readline() == f"{until}\n"
        yield parent
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)


def errors_at_the_end(parent: subprocess.Popen[str]) -> str:
    """Return what was written, once both ends of the pipe are read to their end: nobody holds them any more."""
    _, errors = parent.communicate(timeout=60)
    return errors

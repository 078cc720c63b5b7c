"""The typed client of `examples/frontend-ts` builds against the committed schema and walks through the sample shop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from daogou.settings import PROJECT
from graph.driver import Connection
from tests import graph_samples as shop

NODE, NPM = shutil.which("node"), shutil.which("npm")
OLDEST = 20


def missing() -> str:
    """Return why the client cannot be built here; empty where it can."""
    if not NODE or not NPM:
        return "the client is built with Node.js and npm, which are not here"
    version = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout
    old = int(version.removeprefix("v").split(".")[0]) < OLDEST
    return f"the client needs Node.js {OLDEST}; here is {version}" if old else ""


REASON = missing()
pytestmark = [pytest.mark.skipif(bool(REASON), reason=REASON), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client as it is committed, with its packages."""
    place = tmp_path_factory.mktemp("client")
    left = shutil.ignore_patterns("node_modules", "dist", "gql")
    shutil.copytree(PROJECT / "examples", place / "examples", ignore=left)
    (place / "api").mkdir()
    shutil.copy(PROJECT / "api" / "schema.graphql", place / "api")
    folder = place / "examples" / "frontend-ts"
    done = npm(folder, "ci", "--ignore-scripts", "--prefer-offline")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def url(
    driver: neo4j.Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the sample shop is served."""
    shop.build_shop(driver)
    environment = os.environ | {
        "NEO4J_URI": connection.uri,
        "NEO4J_USER": connection.user,
        "NEO4J_PASSWORD": connection.password,
        "DAOGOU_HOME": str(tmp_path_factory.mktemp("home")),
        "DAOGOU_PORT": "0",
        "DAOGOU_ENCODERS": "false",
    }
    command = [sys.executable, "-m", "daogou", "serve"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as served:
        assert served.stdout
        yield served.stdout.readline().split()[1]
        served.terminate()


def npm(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(NPM), *words], cwd=folder, capture_output=True, text=True)


def test_it_builds_and_asks_all_ten(client: Path, url: str) -> None:
    built = npm(client, "run", "build")
    assert built.returncode == 0, built.stdout + built.stderr
    walked = npm(client, "--silent", "start", "--", url, "mate", shop.ANN)
    assert walked.returncode == 0, walked.stdout + walked.stderr
    said = {line.split()[0]: line for line in walked.stdout.splitlines()}
    assert said.keys() == {file.stem for file in (PROJECT / "examples" / "storefront").glob("*.graphql")}
    assert "Huawei Mate 40 Pro" in said["product"]
    assert "By Huawei, like" in said["recommend"]


def test_a_document_that_the_schema_does_not_have_is_no_client(client: Path) -> None:
    document = client.parent / "storefront" / "brand.graphql"
    text = document.read_text("utf-8")
    document.write_text(text.replace("productCount", "turnover"), "utf-8")
    try:
        built = npm(client, "run", "build")
    finally:
        document.write_text(text, "utf-8")
    assert built.returncode != 0
    assert "turnover" in built.stdout + built.stderr

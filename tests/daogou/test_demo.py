"""The demo's stages know what they were made from; the summary says what there is, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import neo4j
import pytest

from daogou.console import Screen
from daogou.errors import StateError
from daogou.pipeline import demo, summary
from daogou.pipeline.summary import summarise
from daogou.services import Services
from daogou.settings import PROJECT, Settings
from graph.driver import Connection
from graph.errors import UnavailableError
from tests import graph_samples as shop

NAMES = ("first", "second", "third")


class Stages:
    """Three stages with a folder each, that note when they run."""

    def __init__(self, folder: Path, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self._services, self.ran, self.fails = services, list[str](), ""
        self.folders = {name: folder / name for name in NAMES}
        for path in self.folders.values():
            path.mkdir()
            self.write(path / "data.txt", "before")
        monkeypatch.setattr(demo, "_stages", lambda _: [self._stage(name) for name in NAMES])

    def _stage(self, name: str) -> demo.Stage:
        def work() -> object:
            if name == self.fails:
                raise UnavailableError(name)
            self.ran.append(name)
            return {"rows": 1}

        return name, (self.folders[name],), work

    def write(self, file: Path, text: str) -> None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")

    def set_up(self) -> list[str]:
        """Set up; return the stages that ran."""
        self.ran.clear()
        done = demo.set_up(self._services)
        assert done == self.ran
        return done


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


@pytest.fixture
def stages(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stages:
    made = Stages(tmp_path, services, monkeypatch)
    assert made.set_up() == [*NAMES]
    assert made.set_up() == []
    return made


@pytest.mark.parametrize("changed", range(3))
def test_a_changed_stage_and_the_later_ones_run_again(stages: Stages, changed: int) -> None:
    stages.write(stages.folders[NAMES[changed]] / "data.txt", "after")
    assert stages.set_up() == [*NAMES[changed:]]
    assert stages.set_up() == []


def test_new_renamed_and_lost_files_are_changes(stages: Stages) -> None:
    folder = stages.folders["second"]
    stages.write(folder / "deep" / "new.txt", "")
    assert stages.set_up() == ["second", "third"]
    (folder / "deep" / "new.txt").rename(folder / "deep" / "other.txt")
    assert stages.set_up() == ["second", "third"]
    (folder / "deep" / "other.txt").unlink()
    assert stages.set_up() == ["second", "third"]


def test_compiled_code_is_no_change(stages: Stages) -> None:
    stages.write(stages.folders["first"] / "__pycache__" / "x.pyc", "1")
    assert stages.set_up() == []


def test_a_stage_that_failed_is_done_again_and_those_before_are_not(stages: Stages) -> None:
    stages.write(stages.folders["first"] / "data.txt", "after")
    stages.fails = "second"
    with pytest.raises(UnavailableError):
        stages.set_up()
    stages.fails = ""
    assert stages.set_up() == ["second", "third"]


def test_an_emptied_database_is_set_up_again(stages: Stages, services: Services) -> None:
    services.driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    assert stages.set_up() == [*NAMES]


def test_the_real_stages_watch_the_seeds_in_use_and_the_code(services: Services, tmp_path: Path) -> None:
    own = Services(Settings(seeds=tmp_path), services.screen, services.connection, services.driver)
    watched = {folder for _, folders, _ in demo._stages(own) for folder in folders}
    assert tmp_path in watched
    rooms = ("sources", "graph", "daogou/pipeline", "extraction", "profiles", "gnn")
    assert {PROJECT / room for room in rooms} <= watched
    assert all(folder.is_dir() for folder in watched)


def answer(services: Services) -> dict[str, Any]:
    shop.build_shop(services.driver)
    return summarise(services.settings, services)


def test_a_shopper_nobody_knows_is_shown_what_is_popular(services: Services) -> None:
    said = answer(services)
    lines = "\n".join(said["lines"])
    assert said["profile"] is None
    assert said["recommend"][0]["product"]["id"] == shop.MI_128
    assert "The graph holds 6 Product, 4 Model, 3 Brand" in lines
    assert f"because {said['recommend'][0]['reasons'][0]['text']}" in lines
    assert "What is known of Xiaomi Mi 11 8GB+128GB:" in lines
    assert "“Xiaomi Mi 11 smartphone” (title, product/4)" in lines
    assert "Neo4j Browser" not in lines


def test_a_shopper_with_a_segment_is_told_so(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "SHOPPER", shop.ANN)
    assert "  segment  Huawei fans: They like Huawei." in answer(services)["lines"]


def test_an_empty_shop_has_a_summary(services: Services) -> None:
    said = summarise(services.settings, services)
    assert (said["recommend"], said["segments"], said["product"]) == ([], [], None)
    assert said["lines"][0].startswith("The graph holds 0 Product")


def test_an_answer_with_errors_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "QUESTIONS", "{ segments { nonsense } }")
    with pytest.raises(StateError, match=r"the API answers .*nonsense"):
        summarise(services.settings, services)

"""What every command shares: exit statuses, one line of error, one document of JSON."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from daogou import cli
from daogou.errors import StateError, UsageError
from daogou.settings import PROJECT
from graph.errors import UnavailableError
from sources.errors import FileError
from tests.daogou.command import Daogou

TEXTS = (
    '{"id": "zh", "text": "华为Mate 40 Pro 5000mAh 支持无线充电", "kind": "title"}\n'
    '{"id": 3}\n'
    '{"id": "en", "text": "Apple iPhone 14 with a 3279 mAh battery"}\n'
    "no JSON\n"
)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (FileError("shop.csv: no such file"), 1, "shop.csv: no such file"),
        (UnavailableError("Neo4j does not\nanswer"), 1, "Neo4j does not answer"),
        (StateError("[/red] is no markup"), 1, "[/red] is no markup"),
        (UsageError("give both"), 2, "give both"),
        (FileNotFoundError(2, "No such file or directory", "x.jsonl"), 1, "x.jsonl: No such file or directory"),
        (ConnectionRefusedError(111, "Connection refused"), 1, "Connection refused"),
        (KeyboardInterrupt(), 130, "stopped; run the same command again and it goes on where it was"),
        (typer.Abort(), 130, "stopped; run the same command again and it goes on where it was"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)  # fmt: skip
def test_an_error_is_one_line_and_a_status(
    daogou: Daogou, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, said: str
) -> None:
    def fail(_: bool) -> None:
        raise error

    monkeypatch.setattr("daogou.commands.audit.graph", fail)
    answer = daogou("audit")
    assert (answer.status, answer.out) == (status, "")
    assert answer.err == f"daogou: {said}\n"


def test_a_mistake_of_ours_is_not_hidden(daogou: Daogou, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bool) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("daogou.commands.audit.graph", fail)
    with pytest.raises(ZeroDivisionError):
        daogou("audit")


def test_every_room_has_its_errors_shown() -> None:
    rooms = sorted(file.parent.name for file in PROJECT.glob("[a-z]*/errors.py"))
    assert len(rooms) >= 8
    for room in rooms:
        module = importlib.import_module(f"{room}.errors")
        roots = {
            kind
            for kind in vars(module).values()
            if isinstance(kind, type) and kind.__bases__ == (Exception,) and kind.__module__ == module.__name__
        }  # fmt: skip
        assert roots <= set(cli.OWN_ERRORS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--nope",), "No such option: --nope (see daogou --help)"),
        (("lod",), "No such command 'lod'. Did you mean 'load'? (see daogou --help)"),
        (("load", "catalog"), "Missing argument 'file' (see daogou load catalog --help)"),
        (("load", "catalog", "x", "--mappin", "y"), "No such option: --mappin"),
        (("load", "ratings", "x", "--format", "xml"), "'xml' is not one of 'csv', 'pgpr'"),
        (("load", "reviews", "x", "--kind", "poem"), "--kind is 'poem', expected one of title"),
        (("train", "gnn", "--epochs", "many"), "Invalid value for '--epochs'"),
        (("extract", "--input", "x"), "--input and --output go together"),
        (("extract", "--model", "x"), "--model goes with --input and --output"),
    ],
)
def test_wrong_use_is_2_and_names_the_help(daogou: Daogou, words: tuple[str, ...], said: str) -> None:
    answer = daogou(*words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("daogou: ")
    assert answer.err.count("\n") == 1
    assert said in answer.err


@pytest.mark.parametrize(
    ("words", "status"), [((), 2), (("load",), 2), (("--help",), 0), (("load", "--help"), 0)]
)
def test_help_is_shown(daogou: Daogou, words: tuple[str, ...], status: int) -> None:
    answer = daogou(*words)
    assert (answer.status, answer.err) == (status, "")
    assert "Commands" in answer.out


def test_a_setting_that_cannot_be_is_2_and_is_named(daogou: Daogou, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAOGOU_PORT", "http")
    answer = daogou("audit")
    assert answer.status == 2
    assert answer.err.startswith("daogou: DAOGOU_PORT: Input should be a valid integer")


def test_a_server_that_is_away_is_one_line(daogou: Daogou) -> None:
    answer = daogou("audit", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("daogou: Neo4j does not answer")
    assert answer.err.count("\n") == 1


def test_texts_become_spans_without_a_database(daogou: Daogou, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(TEXTS, "utf-8")
    answer = daogou("extract", "--input", source, "--output", target, "--json")
    rejects = tmp_path / "out.jsonl.rejected.jsonl"
    assert answer.status == 0
    assert answer.document == {"rows": 4, "loaded": 2, "rejected": 2, "rejects": str(rejects)}
    zh, en = map(json.loads, target.read_text("utf-8").splitlines())
    assert [zh["id"], en["id"]] == ["zh", "en"]
    for row, names in (
        (zh, ["华为", "Mate 40 Pro", "5000mAh", "无线充电"]),
        (en, ["Apple", "iPhone 14", "3279 mAh"]),
    ):
        assert [span["text"] for span in row["spans"]][: len(names)] == names
    assert [json.loads(line)["line"] for line in rejects.read_text("utf-8").splitlines()] == [2, 4]


def test_a_missing_input_leaves_no_output(daogou: Daogou, tmp_path: Path) -> None:
    answer = daogou("extract", "--rules-only", "--input", tmp_path / "none", "--output", tmp_path / "out")
    assert (answer.status, answer.err) == (1, f"daogou: {tmp_path / 'none'}: no such file\n")
    assert list(tmp_path.iterdir()) == []


def test_each_command_is_in_the_module_that_is_imported_for_it() -> None:
    commands = typer.main.get_command(cli.build()).commands
    assert set(cli.ROOMS) <= set(commands)
    for command in commands:
        rooms = cli._needed([command, "--json"])
        assert len(rooms) == 1
        assert command in typer.main.get_command(cli.build(rooms)).commands


@pytest.mark.parametrize("words", [[], ["--help"], ["no-such-command"], ["--json", "keys"]])
def test_for_anything_else_all_are_there(words: list[str]) -> None:
    assert cli._needed(words) == cli.ROOMS


def test_what_learns_is_not_imported_for_what_does_not() -> None:
    asked = "import sys; sys.argv = ['daogou', 'keys', '--help']; from daogou.cli import main\n"
    told = "try: main()\nexcept SystemExit: print(*{'torch', 'torch_geometric', 'strawberry'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    "command",
    [
        ("extract", "--rules-only"),
        ("label", "export", "--format", "doccano"),
        ("label", "import", "--format", "doccano"),
    ],
)
def test_what_is_read_is_not_written_over(daogou: Daogou, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(TEXTS, "utf-8")
    answer = daogou(*command, "--input", str(file), "--output", str(tmp_path / "." / "texts.jsonl"))
    assert answer.status == 2
    assert "would replace --input" in answer.err
    assert file.read_text("utf-8") == TEXTS

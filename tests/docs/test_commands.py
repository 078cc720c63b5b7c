"""Every command is documented, and every documented command exists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from daogou.cli import build
from tests.docs.blocks import GUIDE, code_in, command_lines, rows

DAOGOU = get_command(build())
SHARED = {"--help", "--json"}
LINES = command_lines()


def commands(command: object = DAOGOU, path: str = "") -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield (words, options, arguments) of every command that does something."""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}".strip())
        if not command.invoke_without_command:
            return
    named = [(param, {*param.opts, *param.secondary_opts}) for param in command.params]  # type: ignore[attr-defined]
    options = {name for param, names in named if param.param_type_name == "option" for name in names}
    yield (
        path,
        options,
        {(param.metavar or param.name.upper()) for param, _ in named if param.param_type_name == "argument"},
    )


def parse(words: list[str]) -> None:
    """Parse a command line as Typer would, and run nothing."""
    command, context = DAOGOU, DAOGOU.make_context("daogou", list(words))
    while isinstance(command, TyperGroup) and not (command.invoke_without_command and not context.args):
        name, inner, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert inner is not None
        command, context = inner, inner.make_context(name, list(rest), parent=context)


COMMANDS = list(commands())
ROWS = {
    row[0].strip("`"): row for row in rows("commands.md") if len(row) == 4 and row[0].startswith("`")
}  # fmt: skip


def row_of(words: str) -> list[str]:
    return next(row for name, row in ROWS.items() if name == words or name.startswith(f"{words} "))


@pytest.mark.parametrize(("words", "options", "_"), COMMANDS, ids=[words for words, _, _ in COMMANDS])
def test_a_command_stands_in_the_guide_with_its_options(words: str, options: set[str], _: set[str]) -> None:
    documented = set(code_in(row_of(words)[2]))
    assert options - SHARED == {name for name in documented if name.startswith("--")}
    assert "--json" in options


@pytest.mark.parametrize(("words", "options", "_"), COMMANDS, ids=[words for words, _, _ in COMMANDS])
def test_its_example_is_of_that_command(words: str, options: set[str], _: set[str]) -> None:
    (example,) = code_in(row_of(words)[3])
    assert f"{example} ".startswith(f"daogou {words} ")


def test_nothing_else_stands_there() -> None:
    known = {words: arguments for words, _, arguments in COMMANDS}
    assert len(ROWS) == len(COMMANDS)
    for name in ROWS:
        words = " ".join(word for word in name.split() if not word.isupper())
        given = {word for word in name.split() if word.isupper()}
        assert given <= known[words]


@pytest.mark.parametrize("words", [words for _, words in LINES], ids=[where for where, _ in LINES])
def test_a_command_line_can_be_parsed(words: list[str]) -> None:
    if "--help" in words:
        with pytest.raises(typer.Exit):
            parse(words)
    else:
        parse(words)


@pytest.mark.parametrize(
    "wrong", ["lod", "load catalogue x", "load catalog", "audit --jsn", "train gnn --epochs x"]
)
def test_a_wrong_command_line_cannot(wrong: str) -> None:
    with pytest.raises(typer.TyperException):
        parse(wrong.split())


def test_there_are_command_lines() -> None:
    assert len(LINES) > 20
    assert {where.partition(":")[0] for where, _ in LINES} >= {"README.md", "commands.md", "merchandiser.md"}


def test_the_exit_statuses_are_told() -> None:
    text = (GUIDE / "commands.md").read_text("utf-8")
    assert "Exit status: 0 done; 1 failed; 2 wrong use" in text

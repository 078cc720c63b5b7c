"""What a command shows, and where."""

from __future__ import annotations

import json

import pytest

from daogou.console import Screen

MARKUP = "[red]x[/red] [/] [kg]"
Said = pytest.CaptureFixture[str]


def test_a_result_is_a_line(capsys: Said) -> None:
    Screen().result(
        {"rows": 1234567, "more": {}, "none": None, "done": False, "by": {"a": 1}}, title="shop.csv"
    )
    assert capsys.readouterr().out == "shop.csv: rows 1,234,567, done no, by {'a': 1}\n"


def test_a_result_is_a_document(capsys: Said) -> None:
    screen = Screen(json=True)
    with screen.progress("loading") as done:
        done(3)
    screen.note("loading …")
    screen.table("columns", ("a",), [("b",)])
    screen.result({"rows": 3, "names": ["华为"], "none": None}, title="shop.csv")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"rows": 3, "names": ["华为"], "none": None}
    assert "华为" in said.out
    assert said.err == ""


def test_words_beside_a_document_go_to_standard_error(capsys: Said) -> None:
    screen = Screen(json=True)
    screen.result({"rows": 3})
    screen.say("serving …")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"rows": 3}
    assert said.err == "serving …\n"


def test_a_file_s_words_are_no_markup(capsys: Said) -> None:
    screen = Screen()
    screen.say(MARKUP)
    screen.note(MARKUP)
    screen.table(MARKUP, ("column",), [(MARKUP,)])
    with screen.progress(MARKUP) as done:
        done(1)
    said = capsys.readouterr()
    assert said.out == f"{MARKUP}\n"
    assert said.err.count(MARKUP) >= 3


def test_a_long_line_stays_one(capsys: Said) -> None:
    Screen().say("word " * 100)
    assert capsys.readouterr().out.count("\n") == 1


def test_a_table_goes_to_standard_error(capsys: Said) -> None:
    Screen().table("shop.csv", ("column", "is"), [("名称", "title"), ("价格", None)])
    said = capsys.readouterr()
    assert said.out == ""
    for word in ("shop.csv", "column", "名称", "title", "None"):
        assert word in said.err

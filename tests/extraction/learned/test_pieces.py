"""Texts in pieces: each keeps its place in the text as given."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.errors import EncoderError
from extraction.folding import fold
from extraction.learned.pieces import LONGEST, PieceReader, Pieces, read_vocabulary
from tests.extraction.learned.tiny import READER, VOCABULARY, write_tokenizer

NAMES = {number: piece for piece, number in VOCABULARY.items()}
UNKNOWN = VOCABULARY["[UNK]"]


def cut(text: str, reader: PieceReader = READER) -> list[tuple[str, str]]:
    """Return the name of each piece of a short text, and the words it stands for."""
    (pieces,) = reader.read(text)
    return [
        (NAMES[id_], text[start:end])
        for id_, start, end in zip(pieces.ids, pieces.starts, pieces.ends, strict=True)
    ]


def places(windows: list[Pieces]) -> list[tuple[int, int]]:
    return [place for pieces in windows for place in zip(pieces.starts, pieces.ends, strict=True)]


def test_the_longest_piece_is_taken_and_the_rest_goes_on() -> None:
    assert cut("apple a") == [("app", "app"), ("##le", "le"), ("a", "a")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5000mAh", ["5000", "mAh"]),
        ("Mate40", ["Mate", "40"]),
        ("华为Mate", ["华", "为", "Mate"]),
        ("the,battery.", ["the", ",", "battery", "."]),
        ("the \t\n battery", ["the", "battery"]),
    ],
)
def test_a_change_of_script_is_a_cut(text: str, expected: list[str]) -> None:
    assert [words for _, words in cut(text)] == expected


@pytest.mark.parametrize("text", ["HUAWEI手机", "Huawei手机", "ＨＵＡＷＥＩ手机"])
def test_case_and_width_make_no_other_pieces_and_move_no_place(text: str) -> None:
    (pieces,) = READER.read(text)
    assert [NAMES[id_] for id_ in pieces.ids] == ["huawei", "手", "机"]
    assert (pieces.starts, pieces.ends) == ((0, 6, 7), (6, 7, 8))


def test_a_letter_whose_lower_case_is_longer_moves_no_place() -> None:
    assert cut("İ the") == [("[UNK]", "İ"), ("the", "the")]


def test_a_run_that_no_pieces_make_is_one_unknown_piece() -> None:
    assert cut("the applez 龘😀") == [
        ("the", "the"),
        ("[UNK]", "applez"),
        ("[UNK]", "龘"),
        ("[UNK]", "😀"),
    ]


@pytest.mark.parametrize("character", ["a", "1", "ا"])
def test_time_grows_with_a_run_that_never_ends(character: str) -> None:
    windows = READER.read("华为 " + character * 500_000)
    assert places(windows)[:2] == [(0, 1), (1, 2)]
    assert places(windows)[-1][1] == 500_003


@pytest.mark.parametrize("text", ["", " ", "\n\t　"])
def test_white_space_has_no_window(text: str) -> None:
    assert READER.read(text) == []


@given(st.text(max_size=60) | st.text("Huawei apple5000mAh华为手机，。 ＡİＡ\u200f\ud800😀", max_size=60))
def test_pieces_are_the_text(text: str) -> None:
    windows = READER.read(text)
    found = places(windows)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    covered = {place for start, end in found for place in range(start, end)}
    assert {n for n, character in enumerate(text) if not character.isspace()} == covered
    ids = [id_ for pieces in windows for id_ in pieces.ids]
    for id_, (start, end) in zip(ids, found, strict=True):
        assert id_ == UNKNOWN or NAMES[id_].removeprefix("##") == fold(text[start:end])


@pytest.mark.parametrize("text", ["手机屏幕很好。" * 200, "手" * 1000, "the battery is great, " * 150])
def test_windows_of_a_long_text_hold_every_piece_once(text: str) -> None:
    windows = READER.read(text)
    assert len(windows) > 2
    assert all(len(pieces.ids) <= LONGEST for pieces in windows)
    found = places(windows)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join(text[start:end] for start, end in found) == text.replace(" ", "")


def test_a_window_ends_behind_a_sentence_where_there_is_one() -> None:
    text = "手机屏幕很好。" * 100
    assert all(text[pieces.ends[-1] - 1] == "。" for pieces in READER.read(text))
    assert [len(pieces.ids) for pieces in READER.read("手" * 600)] == [256, 256, 88]


def test_a_text_that_just_fits_is_one_window() -> None:
    assert len(READER.read("手。" * (LONGEST // 2))) == 1


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 3, (0, 0)),  # app
        (0, 5, (0, 1)),  # apple
        (1, 4, (0, 1)),  # a part of both
        (4, 8, (1, 2)),  # le, the blank, a part of 40
        (6, 11, (2, 3)),  # 40mAh
        (5, 6, None),  # the blank
        (11, 12, None),  # behind the text
        (3, 3, None),
        (0, 99, (0, 3)),
    ],
)
def test_which_pieces_a_place_touches(start: int, end: int, expected: tuple[int, int] | None) -> None:
    (pieces,) = READER.read("apple 40mAh")
    assert pieces.within(start, end) == expected


def test_a_place_of_another_window_touches_nothing() -> None:
    first, second = READER.read("手" * 300)
    assert (first.within(280, 282), second.within(280, 282)) == (None, (24, 25))
    assert (first.within(255, 257), second.within(255, 257)) == ((255, 255), (0, 0))


def test_a_vocabulary_is_read_from_a_tokenizer(tmp_path: Path) -> None:
    assert read_vocabulary(write_tokenizer(tmp_path / "tokenizer.json")) == VOCABULARY


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"{}", b'{"model": {}}', b"\xff"])
def test_a_tokenizer_that_is_none_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "tokenizer.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EncoderError, match=r"tokenizer\.json: found no tokenizer"):
        read_vocabulary(file)


def test_the_special_pieces_come_from_the_vocabulary() -> None:
    vocabulary = json.loads('{"a": 0, "[SEP]": 1, "[CLS]": 2, "[PAD]": 3, "[UNK]": 4}')
    reader = PieceReader(vocabulary)
    assert (reader.first, reader.last, reader.padding) == (2, 1, 3)
    assert [pieces.ids for pieces in reader.read("a b")] == [(0, 4)]

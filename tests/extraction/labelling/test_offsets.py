"""Code points and UTF-16 code units name the same places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extraction.labelling.offsets import Utf16

CHARACTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(CHARACTERS | st.sampled_from("😀𠮷👍")))
def test_a_place_is_where_utf_16_has_it(text: str) -> None:
    units = Utf16(text)
    places = [units.unit(point) for point in range(len(text) + 1)]
    assert places == [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    assert [units.point(place) for place in places] == list(range(len(text) + 1))


def test_the_middle_of_a_character_and_what_is_outside_are_no_place() -> None:
    units = Utf16("a😀")
    assert [units.point(unit) for unit in (-1, 0, 1, 2, 3, 4)] == [None, 0, 1, None, 2, None]

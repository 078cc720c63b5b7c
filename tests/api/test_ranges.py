"""Ranges that share out what they count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.ranges import ranges


def test_ranges_hold_about_as_many_each() -> None:
    assert list(ranges([(4, 10), (1, 10), (2, 10), (3, 10)], 2)) == [(1, 2, 20), (3, 4, 20)]
    assert list(ranges([(1, 1), (2, 98), (3, 1)], 3)) == [(1, 2, 99), (3, 3, 1)]
    assert list(ranges([(5, 3)], 4)) == [(5, 5, 3)]
    assert list(ranges([], 4)) == []


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 9)), st.integers(1, 20))
def test_ranges_cover_all_and_never_overlap(counts: dict[int, int], parts: int) -> None:
    found = list(ranges(counts.items(), parts))
    assert len(found) <= parts
    assert sum(many for _, _, many in found) == sum(counts.values())
    for least, most, many in found:
        assert many == sum(count for number, count in counts.items() if least <= number <= most)
    ends = [end for least, most, _ in found for end in (least, most)]
    assert ends == sorted(ends)
    assert len({least for least, _, _ in found}) == len(found)

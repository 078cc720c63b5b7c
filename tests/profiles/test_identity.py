import numpy as np
import polars as pl

from profiles.identity import Published, identify

USERS = pl.Series([f"u{n:02d}" for n in range(40)])


def published(segments: list[str], last: int) -> Published:
    members = [(user, segment) for user, segment in zip(USERS, segments, strict=True) if segment]
    return Published(pl.DataFrame(members, {"user": pl.String, "segment": pl.String}, orient="row"), last)


def named(labels: list[int], before: Published) -> tuple[list[str], int]:
    numbers = np.array(labels)
    groups = numbers.max() + 1
    # Who is in a group too small to publish is in the last row, which nobody asks for.
    return identify(before.shared(USERS, numbers, groups + 1)[:groups], before)


BEFORE = published(["segment/3"] * 20 + ["segment/5"] * 20, 7)


def test_the_first_segments_are_numbered() -> None:
    assert named([0] * 20 + [1] * 20, Published()) == (["segment/1", "segment/2"], 2)


def test_a_group_keeps_its_id_whatever_its_number_is_now() -> None:
    assert named([1] * 18 + [0] * 22, BEFORE) == (["segment/5", "segment/3"], 7)


def test_a_new_group_has_a_new_id_never_one_that_was_given() -> None:
    assert named([0] * 14 + [1] * 6 + [2] * 20, BEFORE) == (["segment/3", "segment/8", "segment/5"], 8)
    # segment/5 has ended and 7 is the highest that ever was.
    ids, last = named([0] * 20 + [-1] * 20, BEFORE)
    assert (ids, last) == (["segment/3"], 7)
    again = published(["segment/3"] * 20 + [""] * 20, last)
    assert named([0] * 20 + [1] * 20, again) == (["segment/3", "segment/8"], 8)


def test_groups_that_share_little_are_others() -> None:
    mixed = [0, 1, 2, 3] * 10
    assert named(mixed, BEFORE) == ([f"segment/{n}" for n in (8, 9, 10, 11)], 11)


def test_who_came_since_does_not_count() -> None:
    few = published(["segment/1"] * 5 + [""] * 35, 1)
    assert named([0] * 40, few) == (["segment/1"], 1)

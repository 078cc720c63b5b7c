from itertools import combinations
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from profiles.frames import EVENTS
from profiles.spool import Spool, by_shopper
from profiles.sums import sum_events
from tests.profiles.samples import NOW, events, simulated


def spooled(happened: pl.DataFrame, folder: Path, batch: int = 2000) -> Spool:
    batches = Spool(folder)
    for start in range(0, len(happened), batch):
        batches.add(sum_events(happened[start : start + batch]).sort("user"))
    return batches


def test_batches_that_hold_everybody_s_events_are_cut_by_shopper(tmp_path: Path) -> None:
    happened, _, _ = simulated()
    parts = list(by_shopper(spooled(happened, tmp_path / "events"), Spool(tmp_path / "sums"), rows=3000))
    assert len(parts) > 2
    assert max(map(len, parts)) < 2 * 3000
    users = [set(part["user"]) for part in parts]
    assert not any(one & other for one, other in combinations(users, 2))
    assert_frame_equal(pl.concat(parts), sum_events(happened).sort("user", "target", "dated"))


def test_a_shopper_of_more_than_a_part_stays_whole(tmp_path: Path) -> None:
    many = events(*(("m", "VIEWED", f"p{n:04}", NOW) for n in range(3000)))
    around = events(*((f"{end}{n:04}", "VIEWED", "p", NOW) for end in "az" for n in range(600)))
    parts = list(
        by_shopper(spooled(pl.concat([many, around]), tmp_path / "a"), Spool(tmp_path / "b"), rows=1000)
    )
    assert sum(len(part) for part in parts) == 4200
    assert [part["user"].str.count_matches("m").sum() for part in parts if "m" in part["user"]] == [3000]


def test_few_events_are_one_part_and_none_an_empty_one(tmp_path: Path) -> None:
    few = by_shopper(spooled(events(("u", "VIEWED", "p", NOW)), tmp_path / "a"), Spool(tmp_path / "b"))
    assert [len(part) for part in few] == [1]
    nothing = Spool(tmp_path / "c")
    nothing.add(sum_events(pl.DataFrame(schema=EVENTS)))
    assert [len(part) for part in by_shopper(nothing, Spool(tmp_path / "d"))] == [0]


def test_frames_are_read_as_often_as_asked(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "new" / "folder")
    for number in range(3):
        spool.add(pl.DataFrame({"n": [number]}))
    assert [frame["n"].item() for frame in (*spool, *spool)] == [0, 1, 2, 0, 1, 2]

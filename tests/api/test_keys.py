"""API keys: shown once, kept as hashes, removed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.callers import Caller, Role
from api.errors import UnauthenticatedError
from api.keys import PREFIX, Keys, KeysError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "keys.jsonl"


def test_the_word_is_not_kept_and_the_file_is_its_owner_s(path: Path) -> None:
    key = Keys(path).add("storefront", Role.PUBLIC)
    assert key.startswith(PREFIX)
    assert len(key) > 40
    assert key not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


async def test_a_key_is_known(path: Path) -> None:
    keys = Keys(path)
    storefront, mine = keys.add("storefront", Role.PUBLIC), keys.add("mine", Role.SHOPPER, "user/7")
    again = Keys(path)
    assert await again.caller(storefront) == Caller(Role.PUBLIC, None, "key storefront")
    assert await again.caller(mine) == Caller(Role.SHOPPER, "user/7", "key mine")


async def test_a_server_that_runs_knows_of_changes(path: Path) -> None:
    serving, other = Keys(path), Keys(path)
    key = other.add("new", Role.ADMIN)
    assert await serving.caller(key)
    other.remove("new")
    with pytest.raises(UnauthenticatedError, match="may have been removed"):
        await serving.caller(key)
    assert serving.all() == []


async def test_what_is_no_key_is_left_to_others(path: Path) -> None:
    assert await Keys(path).caller("a.b.c") is None
    with pytest.raises(UnauthenticatedError):
        await Keys(path).caller(PREFIX + "guessed")


def test_a_name_is_one_key_and_a_shopper_s_key_is_somebody_s(path: Path) -> None:
    keys = Keys(path)
    keys.add("one", Role.ADMIN)
    for name, role, user in (
        ("one", Role.PUBLIC, None), ("two", Role.SHOPPER, None), ("two", Role.ADMIN, "user/1")
    ):  # fmt: skip
        with pytest.raises(KeysError):
            keys.add(name, role, user)
    with pytest.raises(KeysError, match="no key 'two'"):
        keys.remove("two")
    assert [key.name for key in keys.all()] == ["one"]


@pytest.mark.parametrize("line", ["{", "[]", '{"name": "x", "role": "king"}', '{"role": "admin"}'])
def test_a_line_that_is_no_key_is_named(path: Path, line: str) -> None:
    Keys(path).add("one", Role.ADMIN)
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(KeysError, match=r"keys\.jsonl, line 2: found no key"):
        Keys(path).all()

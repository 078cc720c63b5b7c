"""`daogou keys …`, and a server that tells callers apart."""

from __future__ import annotations

import json

import pytest

from api.callers import Role
from daogou.serving import callers
from daogou.settings import Settings
from tests.daogou.command import Daogou


async def test_a_key_is_made_used_listed_and_removed(daogou: Daogou) -> None:
    assert (await callers(Settings()).of({})).role is Role.ADMIN
    made = json.loads(daogou("keys", "add", "mine", "--role", "shopper", "--user", "user/7", "--json").out)
    assert (made["name"], made["role"], made["user"]) == ("mine", "shopper", "user/7")
    serving = callers(Settings())
    found = await serving.of({"authorization": f"Bearer {made['key']}"})
    assert (found.role, found.user) == (Role.SHOPPER, "user/7")
    assert (await serving.of({})).role is Role.PUBLIC
    listed = daogou("keys", "list")
    assert "mine" in listed.out + listed.err
    assert made["key"] not in listed.out + listed.err
    assert daogou("keys", "remove", "mine").status == 0
    assert json.loads(daogou("keys", "list", "--json").out) == {"keys": []}


async def test_the_first_key_counts_in_a_server_that_runs(daogou: Daogou) -> None:
    serving = callers(Settings())
    assert (await serving.of({})).role is Role.ADMIN
    key = json.loads(daogou("keys", "add", "desk", "--role", "merchandiser", "--json").out)["key"]
    assert (await serving.of({})).role is Role.PUBLIC
    assert (await serving.of({"authorization": f"Bearer {key}"})).role is Role.MERCHANDISER
    daogou("keys", "remove", "desk")
    assert (await serving.of({})).role is Role.PUBLIC, "the last key's end makes nobody an admin"


async def test_who_was_guarded_at_the_start_stays_so(daogou: Daogou) -> None:
    daogou("keys", "add", "desk", "--role", "admin")
    serving = callers(Settings())
    daogou("keys", "remove", "desk")
    assert (await serving.of({})).role is Role.PUBLIC


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "mine", "--role", "shopper"), "--user user/42"),
        (("remove", "mine"), "there is no key 'mine'"),
    ],
)
def test_what_cannot_be_is_said(daogou: Daogou, words: tuple[str, ...], said: str) -> None:
    answer = daogou("keys", *words)
    assert answer.status == 1
    assert said in answer.err

"""Who asks: keys and tokens, and what is not one of ours."""

from __future__ import annotations

import pytest

from api.callers import Caller, Callers, Role
from api.errors import ForbiddenError, UnauthenticatedError


class Words:
    """Credentials that know one word."""

    async def caller(self, shown: str) -> Caller | None:
        return Caller(Role.ANALYST, name="word") if shown == "word" else None


CALLERS = Callers(Words(), nobody=Role.PUBLIC)


async def test_who_shows_nothing_is_nobody() -> None:
    assert await CALLERS.of({}) == Caller(Role.PUBLIC)
    assert (await Callers().of({})).role is Role.ADMIN


async def test_who_shows_a_known_word_is_known() -> None:
    for shown in ("Bearer word", "bearer  word "):
        assert (await CALLERS.of({"authorization": shown})).role is Role.ANALYST


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer other", "Basic word", "word"])
async def test_who_shows_what_is_not_known_is_nobody_at_all(shown: str) -> None:
    with pytest.raises(UnauthenticatedError):
        await CALLERS.of({"authorization": shown})


def test_a_shopper_acts_for_nobody_else() -> None:
    shopper = Caller(Role.SHOPPER, "user/1")
    assert shopper.acting_for("user/1") == "user/1"
    for other in ("user/2", "USER/1", ""):
        with pytest.raises(ForbiddenError, match="is not whom this token is for"):
            shopper.acting_for(other)
    assert Caller(Role.ANALYST).acting_for("user/2") == "user/2"

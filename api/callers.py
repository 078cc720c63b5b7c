"""Who asks: an API key or a token of the request says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from api.errors import ForbiddenError, UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HEADER: Final = "authorization"
ANONYMOUS: Final = "anonymous"


class Role(StrEnum):
    """What a caller may ask for; `api.access` has the table."""

    PUBLIC = "public"
    SHOPPER = "shopper"
    MERCHANDISER = "merchandiser"
    ANALYST = "analyst"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """A role; whose data it is about, for a shopper; and a name without personal data, for the log and limits."""

    role: Role
    user: str | None = None
    name: str = ANONYMOUS

    def acting_for(self, user: str) -> str:
        """Return `user` where the caller may know and do what is theirs.

        Raises:
            ForbiddenError: the caller is another shopper.
        """
        if self.role is Role.SHOPPER and user != self.user:
            raise ForbiddenError(f"{user} is not whom this token is for")
        return user


def told_apart(caller: Caller, address: str) -> str:
    """Return by what a caller's requests are counted: who shows nothing is told apart by address."""
    return address if caller.name == ANONYMOUS else f"{caller}"


class Credentials(Protocol):
    """Knows callers by what they show: keys, or tokens."""

    async def caller(self, shown: str) -> Caller | None:
        """Return who shows this; None where it is of another kind.

        Raises:
            UnauthenticatedError: it is of this kind and not valid.
        """


class Callers:
    """Tells who asks.

    Args:
        credentials: know callers by what they show.
        nobody: the role of who shows nothing; by default an admin, for a server on loopback.
        guarded: says whether there are keys; who shows nothing is public once there were any, whatever becomes of them.
    """

    def __init__(
        self,
        *credentials: Credentials,
        nobody: Role = Role.ADMIN,
        guarded: Callable[[], bool] = lambda: False,
    ) -> None:
        self._credentials = credentials
        self._nobody = Caller(nobody)
        self._are_keys = guarded
        self._guarded = guarded()

    async def of(self, headers: Mapping[str, str]) -> Caller:
        """Return who sends these headers: `Authorization: Bearer …`, a key or a token.

        Raises:
            UnauthenticatedError: what is shown is not valid.
        """
        given = headers.get(HEADER)
        if given is None:
            return self._stranger()
        scheme, _, shown = given.partition(" ")
        if scheme.lower() != "bearer" or not shown:
            raise UnauthenticatedError("expected `Authorization: Bearer` and a key or a token")
        for credentials in self._credentials:
            if found := await credentials.caller(shown.strip()):
                return found
        raise UnauthenticatedError("this key or token is not known")

    def _stranger(self) -> Caller:
        # Never open again: what was started guarded may be reached by others, and checks no names of hosts.
        self._guarded = self._guarded or self._are_keys()
        return Caller(Role.PUBLIC) if self._guarded else self._nobody

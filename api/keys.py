"""API keys: random words of which only the hash is kept, in a file that its owner alone may read."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import orjson

from api.callers import Caller, Role
from api.errors import ApiError, UnauthenticatedError

if TYPE_CHECKING:
    from pathlib import Path

PREFIX: Final = "dg_"
BYTES: Final = 32
"""Of chance in a key: no list of words finds it, so one round of SHA-256 is enough."""


class KeysError(ApiError):
    """The file of keys cannot be read, or has no such key."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. `user` is the shopper that a shopper's key is for."""

    name: str
    role: Role
    user: str | None
    sha256: str
    made: str


class Keys:
    """The keys of a file; one that is added or removed counts from the next request on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, Key] = {}

    async def caller(self, shown: str) -> Caller | None:
        """Return who holds this key; None for what is no key.

        Raises:
            UnauthenticatedError: there is no such key.
        """
        if not shown.startswith(PREFIX):
            return None
        if found := self._by_hash().get(_hashed(shown)):
            return Caller(found.role, found.user, f"key {found.name}")
        raise UnauthenticatedError("this key is not known; it may have been removed")

    def all(self) -> list[Key]:
        """Return all keys, the oldest first.

        Raises:
            KeysError: a line is no key.
        """
        return list(self._by_hash().values())

    def add(self, name: str, role: Role, user: str | None = None) -> str:
        """Make a key and return it: it cannot be read again.

        Raises:
            KeysError: there is one of this name, or a shopper's key is for nobody.
        """
        if any(key.name == name for key in self.all()):
            raise KeysError(f"there is a key {name!r}: choose another name, or remove it first")
        if (role is Role.SHOPPER) != (user is not None):
            raise KeysError("a key of role shopper, and no other, is for one user: --user user/42")
        key = PREFIX + secrets.token_urlsafe(BYTES)
        made = Key(name, role, user, _hashed(key), datetime.now(UTC).isoformat(timespec="seconds"))
        self._write([*self.all(), made])
        return key

    def remove(self, name: str) -> None:
        """Take a key back.

        Raises:
            KeysError: there is none of this name.
        """
        keys = self.all()
        kept = [key for key in keys if key.name != name]
        if len(kept) == len(keys):
            raise KeysError(f"there is no key {name!r}; `daogou keys list` shows all")
        self._write(kept)

    def _by_hash(self) -> dict[str, Key]:
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return {}
        stamp = (state.st_mtime_ns, state.st_ino)
        if stamp != self._stamp:
            lines = self._path.read_bytes().splitlines()
            self._known = {key.sha256: key for key in map(self._read, lines, range(1, len(lines) + 1))}
            self._stamp = stamp
        return self._known

    def _read(self, line: bytes, number: int) -> Key:
        try:
            given = orjson.loads(line)
            return Key(**{**given, "role": Role(given["role"])})
        except (ValueError, TypeError, KeyError):
            raise KeysError(f"{self._path}, line {number}: found no key; remove the line") from None

    def _write(self, keys: list[Key]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(orjson.dumps(asdict(key), option=orjson.OPT_APPEND_NEWLINE) for key in keys)
        beside.replace(self._path)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()

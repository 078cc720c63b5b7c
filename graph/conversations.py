"""Conversations that are kept for a while, so that a shopper can go on with one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from graph.errors import ConflictError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.statements import Row, Statements

KEPT: Final = timedelta(days=7)
LARGEST: Final = 65_536
"""Bytes of a state."""
MOST: Final = 20
"""Conversations of one shopper."""
BATCH: Final = 500
"""Conversations that are over and go in one transaction."""
MOST_BATCHES: Final = 100


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it was last saved; `state` is the assistant's own document."""

    id: str
    owner: str | None
    version: int
    state: Mapping[str, Any]
    expires: datetime


class Conversations:
    """Keeps conversations; each method is one transaction. Errors are `graph.errors`'.

    Args:
        statements: how to reach the graph.
        kept: how long after it was last saved a conversation is kept.
        clock: tells the time, with its zone.
    """

    def __init__(
        self,
        statements: Statements,
        *,
        kept: timedelta = KEPT,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._statements, self._kept, self._clock = statements, kept, clock

    async def prepare(self) -> None:
        """Remove what is over, batch by batch."""
        for _ in range(MOST_BATCHES):
            params = {"now": self._clock(), "batch": BATCH}
            answer = await self._statements.write({"conversations_over": params})
            if answer["conversations_over"][0]["gone"] < BATCH:
                return

    async def create(self, owner: str | None, state: Mapping[str, Any]) -> Conversation:
        """Begin a conversation of a shopper, or of whoever learns its id, which nobody can guess.

        Raises:
            TooLargeError: the state is larger than `LARGEST`.
        """
        id_, now = f"conversation/{secrets.token_urlsafe(24)}", self._clock()
        own = {"id": id_, "owner": owner, "state": _document(state), "now": now, "expires": now + self._kept}
        await self._statements.write({"conversation_create": {**own, "most": MOST - 1, "batch": BATCH}})
        return Conversation(id_, owner, 1, state, now + self._kept)

    async def load(self, id_: str, owner: str | None) -> Conversation | None:
        """Return a conversation; None where there is none, it is over, or another's."""
        params = {"id": id_, "owner": owner, "now": self._clock()}
        row = await self._statements.read_one("conversation_load", **params)
        return _conversation(row, id_, owner) if row else None

    async def save(self, conversation: Conversation, state: Mapping[str, Any]) -> Conversation | None:
        """Save a new state and return the conversation with it; None where it is gone.

        Raises:
            ConflictError: it was saved since it was loaded; load it again.
            TooLargeError: the state is larger than `LARGEST`.
        """
        now = self._clock()
        id_, owner, version = conversation.id, conversation.owner, conversation.version
        params = {"id": id_, "owner": owner, "version": version, "state": _document(state)}
        steps = {"conversation_save": {**params, "now": now, "expires": now + self._kept}}
        rows = (await self._statements.write(steps))["conversation_save"]
        if not rows:
            return None
        if not rows[0]["fresh"]:
            raise ConflictError("the conversation was saved since it was loaded: load it again")
        return Conversation(id_, owner, version + 1, state, now + self._kept)

    async def adopt(self, id_: str, owner: str) -> bool:
        """Give a conversation of nobody to a shopper, who signed in meanwhile; say whether that could be."""
        steps = {"conversation_adopt": {"id": id_, "owner": owner, "now": self._clock()}}
        return bool((await self._statements.write(steps))["conversation_adopt"])

    async def end(self, id_: str, owner: str | None) -> None:
        """Remove a conversation; another's stays."""
        await self._statements.write({"conversation_end": {"id": id_, "owner": owner}})

    async def of(self, owner: str) -> list[Conversation]:
        """Return a shopper's conversations, the one saved last first."""
        params = {"owner": owner, "now": self._clock(), "limit": MOST}
        rows = await self._statements.read("conversations_of", **params)
        return [_conversation(row, row["id"], owner) for row in rows]


def _conversation(row: Row, id_: str, owner: str | None) -> Conversation:
    return Conversation(id_, owner, row["version"], json.loads(row["state"]), row["expires"].to_native())


def _document(state: Mapping[str, Any]) -> str:
    # What is no character cannot be sent; a shopper may type it all the same.
    document = json.dumps(state, ensure_ascii=False).encode("utf-8", "replace")
    if len(document) > LARGEST:
        raise TooLargeError(f"the state has {len(document):,} bytes, expected at most {LARGEST:,}")
    return document.decode("utf-8")

"""Conversations that are kept: a message is answered within the one it belongs to, and the next state is saved."""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol, TypeVar

from assistant.answers import Answer
from assistant.engine import Assistant
from assistant.errors import ConversationError
from assistant.slots import Need
from assistant.state import State


class Kept(Protocol):
    """A conversation as it was last saved: an id that nobody can guess, and what `State.to_json` gave."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> Mapping[str, Any]: ...


K = TypeVar("K", bound=Kept)


class Conversations(Protocol[K]):
    """Keeps conversations for a while; one is its owner's alone."""

    async def create(self, owner: str | None, state: Mapping[str, Any]) -> K: ...
    async def load(self, id_: str, owner: str | None) -> K | None: ...
    async def save(self, conversation: K, state: Mapping[str, Any]) -> K | None: ...


class Guide:
    """The assistant with its conversations."""

    def __init__(self, assistant: Assistant, conversations: Conversations[Any]) -> None:
        self._assistant, self._conversations = assistant, conversations

    async def ask(
        self,
        text: str,
        *,
        conversation: str | None = None,
        user: str | None = None,
        setting: str = "shop",
        need: Need | None = None,
    ) -> AsyncIterator[tuple[str, Answer]]:
        """Yield the conversation's id and the answer as it grows; without an id a conversation begins.

        The state is saved before the last answer is given, so that whoever has it may go on.

        Raises:
            ConversationError: there is no such conversation of theirs, or no more.
        """
        kept = await self._kept(conversation, user) if conversation else None
        state = State.from_json(kept.state) if kept else State()
        last: tuple[Answer, State] | None = None
        async for each in self._assistant.stream(text, state, user=user, setting=setting, need=need):
            kept = kept or await self._conversations.create(user, state.to_json())
            if last:
                yield kept.id, last[0]
            last = each
        if kept and last:
            if await self._conversations.save(kept, last[1].to_json()) is None:
                raise ConversationError(f"the conversation {kept.id!r} is over; begin another")
            yield kept.id, last[0]

    async def _kept(self, conversation: str, user: str | None) -> Any:  # noqa: ANN401 (whatever keeps it)
        kept = await self._conversations.load(conversation, user)
        if kept is None:
            raise ConversationError(
                f"found no conversation {conversation[:80]!r} of yours; leave `conversation` out to begin one"
            )
        return kept

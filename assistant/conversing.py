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
    async def adopt(self, id_: str, owner: str) -> bool: ...


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

        The state is saved before each answer is given that changes it, so that whoever has it may go on, and of two
        messages at once one is told before it has products. A conversation of nobody becomes the shopper's.

        Raises:
            ConversationError: there is no such conversation of theirs, or no more.
        """
        kept = await self._kept(conversation, user) if conversation else None
        saved = State.from_json(kept.state) if kept else State()
        async for answer, state in self._assistant.stream(text, saved, user=user, setting=setting, need=need):
            if kept is None:
                kept = await self._conversations.create(user, state.to_json())
            elif state != saved:
                kept = await self._saved(kept, state)
            saved = state
            yield kept.id, answer

    async def _saved(self, kept: Any, state: State) -> Any:  # noqa: ANN401 (whatever keeps it)
        saved = await self._conversations.save(kept, state.to_json())
        if saved is None:
            raise ConversationError(f"the conversation {kept.id!r} is over; begin another")
        return saved

    async def _kept(self, conversation: str, user: str | None) -> Any:  # noqa: ANN401 (whatever keeps it)
        kept = await self._conversations.load(conversation, user)
        if kept is None and user and await self._conversations.adopt(conversation, user):
            kept = await self._conversations.load(conversation, user)
        if kept is None:
            raise ConversationError(
                f"found no conversation {conversation[:80]!r} of yours; leave `conversation` out to begin one"
            )
        return kept

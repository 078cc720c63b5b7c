"""The assistant in GraphQL."""

from collections.abc import AsyncIterator
from typing import Annotated, Final

import strawberry

from api.documented import mutation, object_type
from api.entities import Info
from api.errors import BadInputError
from api.replies import Reply, Setting, reply_of
from assistant.answers import Answer
from assistant.slots import read_slot

MAX_MESSAGE: Final = 10_000
"""Characters of a message."""
MAX_SLOTS: Final = 40
Message = Annotated[
    str,
    strawberry.argument(
        description="What the shopper says; at most 10,000 characters, of which the first 2,000 are read."
    ),
]
Conversation = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The conversation to go on with; without it one begins."),
]
Where = Annotated[
    Setting, strawberry.argument(description="An online shop, a store with shelves, or a site with articles.")
]
Need = Annotated[
    list[str] | None,
    strawberry.argument(
        description="What is wanted, as the shopper corrected it; the message adds nothing to it."
    ),
]


@object_type
class Asking:
    """The assistant's mutation."""

    @mutation
    async def ask(
        self,
        info: Info,
        message: Message,
        conversation: Conversation = None,
        setting: Where = Setting.SHOP,
        need: Need = None,
    ) -> Reply:
        """Say something to the assistant; every sentence of its answer names the facts that state it."""
        last: tuple[str, Answer] | None = None
        async for last in said(info, message, conversation, setting, need):  # noqa: B007 (the last one is the answer)
            pass
        assert last is not None  # noqa: S101 (there is always an answer)
        return reply_of(*last)


def said(
    info: Info, message: str, conversation: str | None, setting: Setting, need: list[str] | None
) -> AsyncIterator[tuple[str, Answer]]:
    """Return the answer as it grows, with the conversation's id."""
    if len(message) > MAX_MESSAGE:
        raise BadInputError(f"`message` has {len(message)} characters; at most {MAX_MESSAGE} are taken")
    if need and len(need) > MAX_SLOTS:
        raise BadInputError(f"`need` has {len(need)} slots; at most {MAX_SLOTS} are taken")
    return info.context.services.guide.ask(
        message,
        conversation=conversation,
        user=info.context.shopper,
        setting=setting.value,
        need=tuple(map(read_slot, need)) if need is not None else None,
    )

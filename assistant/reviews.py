"""What reviews say where no fact does: the sentence that answers, or nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from assistant.claims import Claim
from assistant.naming import say

if TYPE_CHECKING:
    from assistant.passages import Passages
    from assistant.sentences import SentenceReader
    from assistant.views import Card
    from assistant.wording import Language

QUOTED: Final = 2
"""Sentences of an answer."""


class Reviews:
    """Answers questions about a product by sentences of its reviews: one statement, and a thread's milliseconds."""

    def __init__(self, reader: SentenceReader, passages: Passages) -> None:
        self._reader, self._passages = reader, passages

    async def quoted(
        self, card: Card, question: str, asks: str | None, language: Language
    ) -> tuple[Claim, ...]:
        """Return the sentences that answer a question, each with its source; none where no one has said.

        Those are of what it `asks` about, an attribute or the id of a feature, where that is known.
        """
        sentences = await self._reader.sentences(card.id)
        if not sentences:
            return ()
        found = await asyncio.to_thread(self._passages.find, question, sentences, QUOTED, asks)
        head = Claim(say("reviews_say", language, title=card.title))
        said = [
            Claim(say("quote", language, sentence=each.sentence.text), records=(each.sentence.source,))
            for each in found
        ]
        return (head, *said) if said else ()

"""What reviews and expert reviews say of a product, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.sentences import sentences_of

if TYPE_CHECKING:
    from graph.statements import Statements

KINDS: Final = ("expert_review", "review")


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a source: `text` is `Source.text[start:end]`; `product` is what the source is about."""

    source: str
    kind: str
    product: str
    text: str
    start: int
    end: int


class PassageReader:
    """Reads the sentences that may answer a question about a product. Errors are `graph.errors`'.

    Args:
        texts: at most so many are read of a product, and of its model's other products together.
        longest: characters that are read of a text.
    """

    def __init__(self, statements: Statements, *, texts: int = 200, longest: int = 4_000) -> None:
        self._statements = statements
        self._texts, self._longest = texts, longest

    async def sentences(self, product: str) -> list[SentenceView]:
        """Return the sentences of reviews and expert reviews, one statement.

        The product's own texts come before those of its model's other products, expert reviews before others, those of
        more weight first; a text's sentences follow one another. What bears a sign of spam is left out.
        """
        rows = await self._statements.read("product_texts", product=product, kinds=KINDS, limit=self._texts)
        return [
            SentenceView(row["source"], row["kind"], row["product"], row["text"][start:end], start, end)
            for row in rows
            for start, end in sentences_of(row["text"][: self._longest])
        ]

"""A language model that says better what is already known, and may say nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from assistant.breaker import Breaker
from assistant.errors import ModelError
from assistant.quotations import Hidden
from assistant.said import read_choice, read_order, read_sentences
from assistant.support import complete, foreign, supported
from assistant.wording import Language, read_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.claims import Claim

T = TypeVar("T")
MOST_CLAIMS: Final = 30
LONGEST: Final = 6_000
"""Characters of all claims together; a longer answer keeps its own words."""
MOST_TEXTS: Final = 20
LONGEST_TEXT: Final = 400
"""Texts that are put in another order, or chosen from, and characters that are shown of each and of the question."""


class Model(Protocol):
    """Answers a system and a user message."""

    async def ask(self, system: str, user: str) -> str:
        """Return what the model says.

        Raises:
            ModelError: there is no answer that can be used.
        """
        ...

    async def close(self) -> None:
        """Let go of what is held open."""
        ...


class LanguageModel:
    """Words claims anew, and gives a second opinion where there is a choice. Whatever fails, the first one stands.

    Args:
        model: who is asked.
        breaker: spares a model that does not answer.
        counted: is told what became of each question (`answered`, `timeout`, `outage`, `garbage`, `refusal`,
            `too_long`, `resting`) and of sentences (`dropped`), with how many.
    """

    def __init__(
        self,
        model: Model,
        *,
        breaker: Breaker | None = None,
        counted: Callable[[str, int], None] = lambda _what, _count: None,
    ) -> None:
        self._model, self._counted = model, counted
        self._breaker = breaker or Breaker()

    async def close(self) -> None:
        """Let go of what the model holds open."""
        await self._model.close()

    async def phrase(self, claims: Sequence[Claim], language: Language) -> tuple[Claim, ...]:
        """Return the same claims, each with what proves it, in the model's words where these say the same.

        What others wrote and a claim quotes never reaches the model: a mark stands for it until the answer is back.
        Each sentence is checked against the claim that it says, and dropped where that does not support it.
        """
        if not claims:
            return ()
        if len(claims) > MOST_CLAIMS or sum(len(claim.text) for claim in claims) > LONGEST:
            self._counted("too_long", 1)
            return tuple(claims)
        hidden = [Hidden(claim.text) for claim in claims]
        listed = [{"id": place, "text": one.shown} for place, one in enumerate(hidden, start=1)]
        read = partial(read_sentences, claims=len(claims))
        said = await self._ask("phrase", language, {"claims": listed}, read)
        if said is None:
            return tuple(claims)
        return tuple(
            replace(claim, text=self._checked(one, sentences, language))
            for claim, one, sentences in zip(claims, hidden, said, strict=True)
        )

    async def order(self, question: str, texts: Sequence[str], language: Language) -> list[int]:
        """Return the places of texts, those that answer a question best first: as they are where nobody says better.

        The first `MOST_TEXTS` are put in order. Whatever a text asks for, it can but come earlier.
        """
        asked = {"question": question[:LONGEST_TEXT], "texts": _numbered(texts)}
        count = min(len(texts), MOST_TEXTS)
        found = (
            await self._ask("order", language, asked, partial(read_order, texts=count)) if count > 1 else None
        )
        return [*(found or range(count)), *range(count, len(texts))]

    async def choose(self, question: str, options: Sequence[str], language: Language) -> int | None:
        """Return the place of the reading that fits a shopper's words best; None where none does or nobody says."""
        if not 0 < len(options) <= MOST_TEXTS:
            return None
        asked = {"question": question[:LONGEST_TEXT], "options": _numbered(options)}
        return await self._ask("choose", language, asked, partial(read_choice, options=len(options)))

    async def _ask(
        self, prompt: str, language: Language, question: Mapping[str, Any], read: Callable[[str], T]
    ) -> T | None:
        """Return an answer as `read` reads it; None, counted, where there is none that can be used."""
        if not self._breaker.allows():
            self._counted("resting", 1)
            return None
        document = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace").decode()
        try:
            said = read(await self._model.ask(read_wording("phrasing", language).texts[prompt], document))
        except ModelError as error:
            self._breaker.failed(outage=error.kind in {"timeout", "outage"})
            self._counted(error.kind, 1)
            return None
        except BaseException:
            self._breaker.abandoned()
            raise
        self._breaker.answered()
        self._counted("answered", 1)
        return said

    def _checked(self, one: Hidden, sentences: Sequence[str], language: Language) -> str:
        """Return the sentences that the claim supports if they say all of it, else its own words."""
        good = [
            sentence
            for sentence in sentences
            if supported(sentence, one.shown) and not foreign(sentence, one.shown, language)
        ]
        text = ("" if language == "zh" else " ").join(good)
        taken = bool(good) and complete(text, one.shown)
        if dropped := len(sentences) - (len(good) if taken else 0):
            self._counted("dropped", dropped)
        return one.restored(text) if taken else one.text


def _numbered(texts: Sequence[str]) -> list[dict[str, object]]:
    return [
        {"id": place, "text": text[:LONGEST_TEXT]} for place, text in enumerate(texts[:MOST_TEXTS], start=1)
    ]

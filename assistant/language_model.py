"""A language model that says better what is already known, and may say nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, Protocol

from assistant.breaker import Breaker
from assistant.errors import ModelError
from assistant.support import complete, supported
from assistant.wording import Language, read_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.claims import Claim

MOST_CLAIMS: Final = 30
LONGEST: Final = 6_000
"""Characters of all claims together; a longer answer keeps its own words."""
QUOTED: Final = re.compile(r'(“[^”]*”|「[^」]*」|『[^』]*』|(?<![\w"])"[^"]*"(?![\w"]))')
FENCE: Final = re.compile(r"^\s*```\w*\s*(.*?)\s*```\s*$", re.DOTALL)
MARK: Final = re.compile(r"⟦(\d+)⟧")


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
    """Words claims anew. Whatever fails, the claims come back in their own words.

    What others wrote and a claim quotes never reaches the model: a mark stands for it until the answer is back. Each
    sentence is checked against the claim that it says, and dropped where that does not support it.

    Args:
        model: who is asked.
        breaker: spares a model that does not answer.
        counted: is told what became of each answer (`phrased`, `timeout`, `outage`, `garbage`, `refusal`, `too_long`,
            `resting`) and of sentences (`dropped`), with how many.
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
        """Return the same claims, each with what proves it, in the model's words where these say the same."""
        if not claims:
            return ()
        if len(claims) > MOST_CLAIMS or sum(len(claim.text) for claim in claims) > LONGEST:
            self._counted("too_long", 1)
            return tuple(claims)
        if not self._breaker.allows():
            self._counted("resting", 1)
            return tuple(claims)
        hidden = [_Hidden(claim.text) for claim in claims]
        try:
            said = await self._ask(hidden, language)
        except ModelError as error:
            self._breaker.failed(outage=error.kind in {"timeout", "outage"})
            self._counted(error.kind, 1)
            return tuple(claims)
        except BaseException:
            self._breaker.abandoned()
            raise
        self._breaker.answered()
        self._counted("phrased", 1)
        return tuple(
            replace(claim, text=self._checked(one, sentences, language))
            for claim, one, sentences in zip(claims, hidden, said, strict=True)
        )

    async def _ask(self, hidden: Sequence[_Hidden], language: Language) -> list[list[str]]:
        prompt = read_wording("phrasing", language).texts["prompt"]
        listed = [{"id": place, "text": one.shown} for place, one in enumerate(hidden, start=1)]
        question = json.dumps({"claims": listed}, ensure_ascii=False).encode("utf-8", "replace").decode()
        return _sentences(await self._model.ask(prompt, question), len(hidden))

    def _checked(self, one: _Hidden, sentences: Sequence[str], language: Language) -> str:
        """Return the sentences that the claim supports if they say all of it, else its own words."""
        good = [sentence for sentence in sentences if supported(sentence, one.shown)]
        text = ("" if language == "zh" else " ").join(good)
        taken = bool(good) and complete(text, one.shown)
        if dropped := len(sentences) - (len(good) if taken else 0):
            self._counted("dropped", dropped)
        return one.restored(text) if taken else one.text


class _Hidden:
    """A text with marks in the places of what it quotes."""

    def __init__(self, text: str) -> None:
        parts = QUOTED.split(text)
        self.text, self._quotes = text, parts[1::2]
        # Marks that a text has of its own are not shown: none of them then passes for one of ours.
        plain = [re.sub("[⟦⟧]", "", part) for part in parts[::2]]
        marks = [f"⟦{place}⟧" for place in range(1, len(plain))]
        self.shown = "".join(part + mark for part, mark in zip_longest(plain, marks, fillvalue=""))

    def restored(self, text: str) -> str:
        """Return a text that has each mark once, with the quotations in their places."""
        return MARK.sub(lambda mark: self._quotes[int(mark[1]) - 1], text)


def _sentences(answer: str, claims: int) -> list[list[str]]:
    """Return what an answer says of each claim, sentence by sentence.

    Raises:
        ModelError: it is not the JSON that was asked for.
    """
    fenced = FENCE.match(answer)
    try:
        document = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError) as error:
        raise ModelError("garbage", "no JSON") from error
    rows = document.get("sentences") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        raise ModelError("garbage", "no list of sentences")
    said: list[list[str]] = [[] for _ in range(claims)]
    for number, text in _rows(rows):
        if 1 <= number <= claims:
            said[number - 1].append(text)
    return said


def _rows(rows: Sequence[Any]) -> Iterator[tuple[int, str]]:
    for row in rows:
        match row:
            case {"claim": int(number), "text": str(text)} if text.strip():
                yield number, " ".join(text.split())
            case _:
                raise ModelError("garbage", "a sentence without claim or text")

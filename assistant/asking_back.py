"""Where too much fits: the one question that tells most, by what there is among the products."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.naming import listed, name_in, quantity, say
from assistant.plan import plan
from assistant.ports import Counts
from assistant.slots import Need, first
from assistant.views import Facets, Named
from assistant.wording import Language

FEW: Final = 6
"""Products from which on there is too much to show."""
OPTIONS: Final = 4
"""Answers that a question offers."""
KEPT_SECONDS: Final = 600.0
"""How long it is remembered what there is in a category."""
CURRENCY: Final = {"zh": "CNY", "en": "USD"}
STEPS: Final = ((2000.0, 500.0), (300.0, 100.0), (0.0, 10.0))
"""Prices from which on they are rounded to so much, as people say them."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question by its name in the wording, the answers that it offers, and the bits that its answer tells."""

    name: str
    options: tuple[str, ...]
    bits: float


def is_open(need: Need) -> bool:
    """Say whether so little is wanted that a question helps more than a list: a category or less."""
    return all(slot.name == "category" for slot in need)


class Asker:
    """Asks back; what there is in a category is read once in a while."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._kept: dict[str, tuple[float, Facets]] = {}

    async def question(self, need: Need, language: Language, asked: Collection[str] = ()) -> Answer | None:
        """Return the question whose answer is expected to tell most bits, none of those `asked` before.

        None where there is nothing to tell apart, or so little that it may as well be shown.
        """
        category = first(need, "category") or ""
        facets = await self._facets(need, category)
        found = _questions(facets, language, category=bool(category))
        open_ = [question for question in found if question.name not in asked]
        if not open_ or facets.total < FEW:
            return None
        best = max(open_, key=lambda question: question.bits)
        text = say(f"ask_{best.name}", language, options=listed(best.options, language))
        return Answer(
            language,
            "find",
            "question",
            need,
            (Claim(text),),
            total=facets.total,
            options=best.options,
            question=best.name,
        )

    async def _facets(self, need: Need, category: str) -> Facets:
        read, facets = self._kept.get(category, (0.0, None))
        if facets is None or time.monotonic() - read >= KEPT_SECONDS:
            facets = await self._counts.counted(plan(need))
            self._kept[category] = (time.monotonic(), facets)
        return facets


def _questions(facets: Facets, language: Language, *, category: bool) -> Iterator[_Question]:
    """Yield the questions that tell anything: the category, and once that is known the brand and the price."""
    found = (
        [_of("brand", facets.brands, facets.total, language), _price(facets, language)]
        if category
        else [_of("category", facets.categories, facets.total, language)]
    )
    yield from (question for question in found if question and question.bits > 0)


def _of(name: str, counted: Sequence[tuple[Named, int]], total: int, language: Language) -> _Question | None:
    options = counted[:OPTIONS]
    if len(options) < 2:
        return None
    names = tuple(name_in(node, language) for node, _ in options)
    return _Question(name, names, information([count for _, count in options], total))


def _price(facets: Facets, language: Language) -> _Question | None:
    """Return the question for a budget, its options quarters of the prices in the currency of the language."""
    currency = CURRENCY[language]
    own = [(price, count) for code, price, count in facets.prices if code == currency]
    count = sum(n for _, n in own)
    if count < OPTIONS:
        return None
    edges = _quarters(own, count)
    options = (
        f"≤ {quantity(edges[0], currency)}",
        *(f"{quantity(low, currency)}–{quantity(high, currency)}" for low, high in pairwise(edges)),
        f"> {quantity(edges[-1], currency)}",
    )
    return _Question("price", options, information([count // len(options)] * len(options), facets.total))


def _quarters(prices: Sequence[tuple[float, int]], count: int) -> list[float]:
    """Return the rounded prices, each once, at which a further quarter of `count` products is passed."""
    edges: list[float] = []
    passed = 0
    for price, n in prices:
        passed += n
        if passed * OPTIONS >= count * (len(edges) + 1) and len(edges) < OPTIONS - 1:
            edges.append(_round(price))
    return list(dict.fromkeys(edges))


def _round(price: float) -> float:
    step = next(step for least, step in STEPS if price >= least)
    return max(step, round(price / step) * step)


def information(counts: Sequence[int], total: int) -> float:
    """Return the bits that an answer among options of these sizes is expected to tell; the rest is one more.

    Source: Shannon, A Mathematical Theory of Communication (1948).
    """
    shares = [count / total for count in (*counts, total - sum(counts)) if count > 0]
    return -sum(share * math.log2(share) for share in shares)

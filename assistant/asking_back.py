"""Where too much fits: the one question that tells most, by what there is among the products."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.finding import information
from assistant.naming import listed, name_in, quantity, say
from assistant.plan import plan
from assistant.slots import Need, first
from assistant.wording import Language

OPTIONS: Final = 4
"""Answers that a question offers."""
KEPT_SECONDS: Final = 600.0
"""How long it is remembered what there is in a category."""
CURRENCY: Final = {"zh": "CNY", "en": "USD"}
NOTHING: Final = "nothing"


class Counts(Protocol):
    """What there is among the products that meet a plan: entities with counts, and prices."""

    async def counted(self, sought: dict[str, Any]) -> Any:
        """Return `total`, `brands`, `categories`, `prices` as `graph.views.Facets` has them."""


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    options: tuple[str, ...]
    bits: float


class Asker:
    """Asks back; what there is in a category is read once in a while."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._kept: dict[str, tuple[float, Any]] = {}

    async def question(self, need: Need, language: Language) -> Answer | None:
        """Return the question whose answer is expected to tell most bits; None where there is nothing to tell apart."""
        category = first(need, "category") or ""
        facets = await self._facets(need, category)
        asked = _questions(facets, language, category=bool(category))
        if not asked:
            return None
        best = max(asked, key=lambda question: question.bits)
        text = say(f"ask_{best.name}", language, options=listed(list(best.options), language))
        return Answer(
            language, "find", "question", need, (Claim(text),), total=facets.total, options=best.options
        )

    async def _facets(self, need: Need, category: str) -> Any:
        read, facets = self._kept.get(category, (0.0, None))
        if facets is None or time.monotonic() - read >= KEPT_SECONDS:
            facets = await self._counts.counted(plan(need))
            self._kept[category] = (time.monotonic(), facets)
        return facets


def _questions(facets: Any, language: Language, *, category: bool) -> list[_Question]:
    if not facets.total:
        return []
    found = [] if category else [_of("category", facets.categories, facets.total, language)]
    if category:
        found = [
            _of("brand", facets.brands, facets.total, language),
            _price(facets.prices, facets.total, language),
        ]
    return [question for question in found if question and question.bits > 0]


def _of(name: str, counted: Sequence[tuple[Any, int]], total: int, language: Language) -> _Question | None:
    options = list(counted)[:OPTIONS]
    if len(options) < 2:
        return None
    return _Question(
        name,
        tuple(name_in(node, language) for node, _ in options),
        information([n for _, n in options], total),
    )


def _price(prices: Sequence[tuple[str, float, int]], total: int, language: Language) -> _Question | None:
    """Return the question for a budget, its options quarters of the prices in the currency of the language."""
    currency = CURRENCY[language]
    own = [(price, count) for code, price, count in prices if code == currency]
    count = sum(n for _, n in own)
    if count < OPTIONS:
        return None
    edges, passed = [], 0
    for price, n in own:
        passed += n
        if passed * OPTIONS >= count * (len(edges) + 1) and len(edges) < OPTIONS - 1:
            edges.append(_round(price))
    edges = list(dict.fromkeys(edges))
    marks = [
        f"≤ {quantity(edges[0], currency)}",
        *(f"{quantity(a, currency)}–{quantity(b, currency)}" for a, b in zip(edges, edges[1:], strict=False)),
        f"> {quantity(edges[-1], currency)}",
    ]
    return _Question("price", tuple(marks), information([count // len(marks)] * len(marks), total))


def _round(price: float) -> float:
    """Return a price with one or two digits that count, as people say it."""
    step = 500.0 if price >= 2000 else 100.0 if price >= 300 else 10.0
    return max(step, round(price / step) * step)

"""What the recommender answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.ports import Rule
    from recommend.proofs import Fact, Step


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is recommended: words for people, and the path of the graph that proves them."""

    kind: str
    text_zh: str
    text_en: str
    path: tuple[Step, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommended product.

    `recalls` holds each recall's score in [0, 1], the ones at 0 left out; `rules` the rules that acted on it.
    """

    product: str
    score: float
    recalls: Mapping[str, float]
    reasons: tuple[Reason, ...]
    rules: tuple[Rule, ...] = ()

"""What texts say of a thing, each with where to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest

from assistant.articles import articles
from assistant.ports import Facts, Finding
from assistant.wording import Language


@dataclass(frozen=True)
class Source:
    """A text."""

    origin: str
    id: str = "s1"
    kind: str = "expert_review"


@dataclass(frozen=True)
class Fact:
    """What it says."""

    source: Source
    id: str = "f1"
    sentence: str = "It charges."


@dataclass(frozen=True)
class Text:
    """A text that speaks of NFC."""

    fact: Fact
    url: str | None
    title: str | None = "Mate 40"
    product: str | None = None


@dataclass(frozen=True)
class Shop:
    """Knows texts, and no names."""

    texts: Sequence[Text] = ()

    async def articles(self, entity: str, first: int) -> Sequence[Text]:
        assert entity
        return self.texts[:first]

    async def nodes(self, ids: Sequence[str]) -> Mapping[str, Any]:
        assert ids
        return {}


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "“It charges.”（Mate 40）"), ("en", "“It charges.” (Mate 40)")]
)
@pytest.mark.parametrize(
    ("origin", "url", "link"),
    [
        ("https://tests.example/mate-40", "https://shop.example/1", " https://tests.example/mate-40"),
        ("expert_reviews.jsonl 7", "https://shop.example/1", " https://shop.example/1"),
        ("expert_reviews.jsonl 7", None, ""),
        ("javascript:alert(1)", "javascript:alert(2)", ""),
    ],
)
async def test_a_text_is_told_with_its_link(
    language: Language, said: str, origin: str, url: str | None, link: str
) -> None:
    shop = Shop((Text(Fact(Source(origin)), url),))
    answer = await articles(cast("Facts", shop), cast("Finding", shop), "feature/nfc", language)
    assert answer.claims[1].text == said + link
    assert answer.claims[1].facts == ("f1",)

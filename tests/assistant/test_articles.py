"""What texts say of a thing, each with where to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.articles import articles
from assistant.ports import Facts, Finding
from assistant.wording import Language
from tests.assistant.test_telling import Known


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


class Wet:
    """Has one article, on water resistance."""

    async def articles(self, entity: str, _first: int) -> Any:
        source = SimpleNamespace(id="s", kind="expert_review", origin="page")
        fact = SimpleNamespace(
            id="f", predicate="", object=entity, sentence="IP68 keeps water out.", source=source
        )
        article = SimpleNamespace(fact=fact, title="Wet", product=None, url=None)
        return [article] if entity == "feature/water-resistance" else []


@pytest.mark.parametrize(
    ("asks", "language", "said"),
    [
        ("water_resistance", "en", "What our texts say about water resistance:"),
        ("water_resistance", "zh", "关于防水，资料里这样说："),
        ("soc", "en", "There is no article about chip yet."),
        ("soc", "zh", "还没有讲芯片的文章。"),
    ],
)
async def test_an_attribute_is_read_about_by_what_it_measures(
    asks: str, language: Language, said: str
) -> None:
    finding: Any = Wet()
    assert (await articles(Known(), finding, asks, language)).claims[0].text == said

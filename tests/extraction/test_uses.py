"""What a product is good for: said outright, called by it, or praised; not what somebody merely did with it."""

from __future__ import annotations

import pytest

from daogou.settings import PROJECT
from extraction.components.uses import Uses
from extraction.documents import Text
from extraction.folding import fold
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

LEXICON = read_lexicon(PROJECT / "seeds" / "lexicon")


def found(text: str, kind: str) -> list[str]:
    uses = Uses()
    uses.learn(LEXICON)
    return sorted(
        (use.feature or "").removeprefix("usecase/") for use in uses.predict(text, fold(text), kind)
    )


@pytest.mark.parametrize(
    ("kind", "text", "uses"),
    [
        ("description", "大屏追剧，日常打游戏不卡", ["gaming", "watching-films"]),
        ("title", "ROG 电竞手机 16GB+512GB", ["gaming"]),
        ("description", "A weather-sealed hiking companion.", ["hiking"]),
        ("description", "不适合潜水", []),
        ("expert_review", "这块屏更适合看电影。", ["watching-films"]),
        ("expert_review", "It is the fastest gaming phone we know.", ["gaming"]),
        ("expert_review", "It is great for long video editing sessions.", ["video-editing"]),
        ("expert_review", "We logged ten hours of mixed work.", []),
        ("expert_review", "Sustained gaming warms the frame within ten minutes.", []),
        ("expert_review", "骁龙8 Gen3足够应付中画质游戏。", ["gaming"]),
        ("review", "870真是神U，打游戏还是稳。", ["gaming"]),
        ("review", "晚上宿舍打游戏被室友骂。", []),
        ("review", "给学生党不太值。", []),
        ("review", "大型游戏力不从心。", []),
        ("review", "Not good for gaming at all.", []),
        ("review", "I take minutes in meetings with the screen off.", []),
    ],
)
def test_what_a_text_says_its_product_suits(kind: str, text: str, uses: list[str]) -> None:
    assert found(text, kind) == uses


def test_a_use_is_told_once_where_it_stands() -> None:
    text = "Half-width Ｇａｍｉｎｇ phone, a gaming phone"
    (extraction,) = build(LEXICON).extract([Text("1", text, "description")])
    (use,) = extraction.uses
    assert (text[use.start : use.end], use.text, use.feature) == (
        "Ｇａｍｉｎｇ",
        "Ｇａｍｉｎｇ",
        "usecase/gaming",
    )


def test_a_search_is_for_something_and_suits_nothing() -> None:
    (extraction,) = build(LEXICON).extract([Text("1", "gaming phone", "query")])
    assert extraction.uses == ()

"""Wording and choice of reasons."""

from __future__ import annotations

import pytest

from graph.evidence import Node, Path, Step
from graph.views.facts import FactView, SourceView
from recommend.reasons import choose, reason

ANN = Node("user/ann", "User", "")
SEEN = Node("product/1", "Product", "Mate 40 Pro")
HUAWEI = Node("brand/huawei", "Brand", "Huawei", ("华为",))
FANS = Node("segment/1", "Segment", "Early adopters")
ASKED = Node("query/x", "Query", "小米手机")
OTHER = Node("", "User", "")
MODEL = Node("model/huawei/mate-40-pro", "Model", "Mate 40 Pro")
P40 = Node("product/3", "Product", "P40")
VIEWED = Step(ANN, "VIEWED", SEEN)
MADE = Step(P40, "MADE_BY", HUAWEI)


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        (
            Path("item", P40.id, SEEN, None, 1, (VIEWED, Step(SEEN, "ALSO_BOUGHT", P40))),
            "买了您看过的“Mate 40 Pro”的人也买了它",
            "People who bought Mate 40 Pro, which you looked at, also bought this",
        ),
        (
            Path("shared", P40.id, SEEN, HUAWEI, 1, (VIEWED, Step(SEEN, "MADE_BY", HUAWEI), MADE)),
            "华为品牌，与您看过的“Mate 40 Pro”一样",
            "By Huawei, like Mate 40 Pro, which you looked at",
        ),
        (
            Path("asked", P40.id, ASKED, HUAWEI, 1, (Step(ANN, "SEARCHED", ASKED), MADE)),
            "华为品牌，您搜索过“小米手机”",
            "By Huawei, as you searched for “小米手机”",
        ),
        (
            Path("preferred", P40.id, FANS, HUAWEI, 1, (Step(ANN, "IN_SEGMENT", FANS), MADE)),
            "华为品牌，“Early adopters”人群偏爱",
            "By Huawei, which shoppers of “Early adopters” prefer",
        ),
        (
            Path("peers", P40.id, FANS, None, 2, (Step(ANN, "IN_SEGMENT", FANS),)),
            "“Early adopters”人群中有2人购买",
            "Bought by 2 shoppers of “Early adopters”, your segment",
        ),
        (
            Path("item", P40.id, SEEN, None, 1, (Step(SEEN, "ALSO_BOUGHT", P40),)),
            "买了“Mate 40 Pro”的人也买了它",
            "People who bought Mate 40 Pro also bought this",
        ),
        (
            Path(
                "together",
                P40.id,
                SEEN,
                None,
                2,
                (Step(OTHER, "PURCHASED", SEEN), Step(OTHER, "PURCHASED", P40)),
            ),
            "买了“Mate 40 Pro”的2人也买了它",
            "Bought by 2 shoppers who also bought Mate 40 Pro",
        ),
        (
            Path(
                "shared",
                P40.id,
                SEEN,
                MODEL,
                1,
                (Step(SEEN, "OF_MODEL", MODEL), Step(P40, "OF_MODEL", MODEL)),
            ),
            "同为Mate 40 Pro，与“Mate 40 Pro”一样",
            "A Mate 40 Pro, like Mate 40 Pro",
        ),
        (Path("popular", P40.id, None, None, 1), "1人购买", "Bought by 1 shopper"),
        (Path("stated", P40.id, None, HUAWEI, 1, (MADE,)), "华为品牌", "By Huawei"),
    ],
    ids=lambda value: value.kind if isinstance(value, Path) else "",
)
def test_every_kind_has_words_in_both_languages(path: Path, zh: str, en: str) -> None:
    said = reason(path)
    assert (said.text_zh, said.text_en) == (zh, en)
    assert said.path == path.steps


def test_each_recall_speaks_before_any_speaks_twice() -> None:
    item = Path("item", P40.id, SEEN, None, 1, (VIEWED, Step(SEEN, "SIMILAR_TO", P40)))
    shared = Path("shared", P40.id, SEEN, HUAWEI, 1, (VIEWED, MADE))
    peers = Path("peers", P40.id, FANS, None, 2, (Step(ANN, "IN_SEGMENT", FANS),))
    recalls = {"path": 1.0, "item": 0.5, "segment": 0.1}
    kinds = [said.kind for said in choose([shared, shared, item, peers], recalls)]
    assert kinds == ["shared", "item", "peers"]


def test_a_path_that_no_recall_took_stands_only_alone() -> None:
    item = Path("item", P40.id, SEEN, None, 1, (VIEWED, Step(SEEN, "SIMILAR_TO", P40)))
    popular = Path("popular", P40.id, None, None, 1)
    assert [said.kind for said in choose([popular, item], {"item": 0.5})] == ["item"]
    assert [said.kind for said in choose([popular], {"embedding": 0.5})] == ["popular"]
    assert choose([], {"item": 1.0}) == ()


def test_a_product_with_a_sentence_shows_one() -> None:
    source = SourceView("text/1", "review", "seeds", "en")
    fact = FactView("1", P40.id, "MADE_BY", HUAWEI.id, "Huawei", None, 0.9, 0, 6, "Huawei P40", source)
    item = Path("item", P40.id, SEEN, None, 1, (VIEWED, Step(SEEN, "SIMILAR_TO", P40)))
    stated = Path("stated", P40.id, None, HUAWEI, 1, (MADE,), (fact,))
    assert [said.kind for said in choose([item, stated], {"item": 0.5})] == ["item", "stated"]
    assert [said.kind for said in choose([item, item, stated], {"item": 0.5}, limit=2)] == ["item", "stated"]

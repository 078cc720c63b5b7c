from pathlib import Path

import pytest

from daogou.pipeline.claims import Findings, collect
from extraction.documents import Text
from extraction.lexicon import Entry, read_lexicon
from extraction.pipeline import build
from extraction.team import Team
from graph.export import UnreadSource

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
EXTRACTOR = build(
    LEXICON.extended(
        [
            Entry("MODEL", "model/xiaomi/14", "小米14", ("14",), "brand/xiaomi"),
            Entry("MODEL", "model/honor/60", "60", (), "brand/honor"),
        ]
    )
)


def findings(text: str) -> Findings:
    source = UnreadSource(
        id="source/1", kind="description", text=text, product="p1", model="model/xiaomi/14", language="zh"
    )
    found, team = Findings(), Team(lambda: EXTRACTOR, 1)
    (extraction,) = team.extract([Text("1", text, "description")])
    collect(source, extraction, team, found)
    return found


def facts(text: str) -> set[tuple[str, str]]:
    return {(fact.predicate, fact.mention) for fact in findings(text).facts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小米14 4610mAh，比起魅族20的4700mAh小", {("HAS_PARAMETER", "4610mAh")}),
        ("小米14 不支持5G 只有4G", {("HAS_PARAMETER", "4G")}),
        ("小米14 无线充电 NFC", {("HAS_FEATURE", "无线充电"), ("HAS_FEATURE", "NFC")}),
        ("小米14 没有NFC或红外", {("LACKS_FEATURE", "NFC"), ("LACKS_FEATURE", "红外")}),
    ],
)
def test_facts_are_of_the_product_that_they_are_stated_of(text: str, expected: set[tuple[str, str]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "重188克，续航两天，但荣耀60更轻",
        "比荣耀60好看。亮度1500尼特",
        "荣耀60是对手。电池4610mAh",
        "The panel reaches 1500 nits, although the Honor 60 is brighter",
    ],
)
def test_another_model_has_nothing_of_other_sentences_and_clauses_before_it(text: str) -> None:
    assert {fact.subject for fact in findings(text).facts} == {"model/xiaomi/14"}


def test_what_two_models_share_is_a_fact_of_each() -> None:
    stated = {
        (fact.subject, fact.predicate, fact.mention) for fact in findings("小米14和荣耀60都支持NFC").facts
    }
    assert stated == {
        ("model/xiaomi/14", "HAS_FEATURE", "NFC"),
        ("model/honor/60", "HAS_FEATURE", "NFC"),
    }

from pathlib import Path

import pytest

from extraction.documents import Extraction, Text
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

EXTRACTOR = build(read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon"))


def read(text: str) -> Extraction:
    return next(EXTRACTOR.extract([Text("1", text, "title")]))


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("小米14 无线充电 NFC 双扬声器", set()),
        ("荣耀Play7 无边框 OLED", set()),
        ("小米14 不支持无线充电 NFC", {"无线充电"}),
        ("红米12C 不支持NFC和无线充电 OLED", {"NFC", "无线充电"}),
        ("红米12C 没有NFC、红外、无线充电", {"NFC", "红外", "无线充电"}),
        ("Moto E13 no NFC or wireless charging", {"NFC", "wireless charging"}),
        ("Moto E13 no NFC, no wireless charging, OLED", {"NFC", "wireless charging"}),
        ("Moto E13 no doubt NFC", set()),
        ("红米12C 没有66W快充 NFC", {"快充"}),
    ],
)
def test_a_feature_is_missing_where_a_negation_is_said_of_it(text: str, lacks: set[str]) -> None:
    found = read(text)
    assert {found.spans[r.tail].text for r in found.relations if r.type == "LACKS_FEATURE"} == lacks


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("三星S24 不支持5G 只有4G", {"4G"}),
        ("Moto E13 no 5G 64GB", {"64GB"}),
        ("红米12C 没有4G或5G 64GB", {"64GB"}),
        ("Nokia 3310 non-5G 4G", {"4G"}),
        ("华为Mate60 无线快充50W", {"50W"}),
        ("荣耀Play7 无NFC/5000mAh", {"5000mAh"}),
    ],
)
def test_a_value_that_is_denied_is_nobodys(text: str, has: set[str]) -> None:
    found = read(text)
    assert {found.spans[r.tail].text for r in found.relations if r.type == "HAS_PARAMETER"} == has

from pathlib import Path

import pytest

from extraction.documents import Text
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

EXTRACTOR = build(read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("66W超级快充 4800mAh大电池", {("66W", "超级快充"), ("4800mAh", "大电池")}),
        ("无线快充50W", {("50W", "无线快充")}),
        ("120Hz的OLED 50米防水", {("120Hz", "OLED"), ("50米", "防水")}),
        ("iPad 10 64GB WiFi", set()),
        ("双卡双待 全网通 黑色 NFC", set()),
        ("5000mAh NFC", set()),
    ],
)
def test_a_value_measures_a_feature_of_its_kind(text: str, expected: set[tuple[str, str]]) -> None:
    found = next(EXTRACTOR.extract([Text("1", text, "title")]))
    assert {
        (found.spans[r.head].text, found.spans[r.tail].text)
        for r in found.relations
        if r.type == "QUANTIFIES"
    } == expected

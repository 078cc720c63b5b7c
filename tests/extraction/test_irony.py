from pathlib import Path

import pytest

from extraction.documents import Text
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

EXTRACTOR = build(read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon"))


def polarities(text: str) -> list[tuple[str, str]]:
    (found,) = EXTRACTOR.extract([Text("1", text, "review")])
    return [(aspect.text, aspect.polarity) for aspect in found.aspects]


@pytest.mark.parametrize(
    ("ironic", "meant", "aspect"),
    [
        ("相机真是“好”，人脸全糊成一团", "相机真是好，人脸拍得清楚", "相机"),
        ("The camera is “great”, every face is soup", "The camera is great, every face is sharp", "camera"),
        ("要是屏幕再亮点多好", "屏幕亮，在外面也看得清", "屏幕"),
        ("如果续航再长些", "续航长，两天一充", "续航"),
        (
            "The battery life could be better",
            "The battery life is better than that of my old one",
            "battery life",
        ),
        ("I wish the screen were a great one", "The screen is a great one", "screen"),
        ("So much for the great battery life", "I bought it for the great battery life", "battery life"),
        ("Great camera, broke in a week", "Great camera, bought it in a week of sales", "camera"),
        (
            "Great, another phone with a sharp screen. It is not one",
            "A phone with a sharp screen. It is one",
            "screen",
        ),
        ("Just what I needed: a loud speaker that hums", "Just a loud speaker that sings", "speaker"),
        ("这屏幕还好意思说清晰？", "这屏幕可以说清晰", "屏幕"),
        ("系统可太流畅了，一天死机三次", "系统可太流畅了，从没死机过", "系统"),
        ("系统真是太流畅了，一天死机三次", "系统真是太流畅了，但是有一次死机", "系统"),
    ],
)
def test_praise_that_is_none_is_criticism(ironic: str, meant: str, aspect: str) -> None:
    assert dict(polarities(ironic)).get(aspect) == "negative"
    assert dict(polarities(meant)).get(aspect) == "positive"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("屏幕没有店员说的那么清晰", "negative"),
        ("屏幕没有店员说的那么差", "positive"),
        ("没见过这么清晰的屏幕", "positive"),
        ("屏幕特别清晰", "positive"),
        ("屏幕级别高", "positive"),
        ("屏幕不仅清晰", "positive"),
        ("屏幕不太清晰", "negative"),
        ("The screen is not only sharp", "positive"),
        ("The screen is not that sharp", "negative"),
        ("屏幕很清晰，呵呵", "positive"),
        ('The 15" bright 2K screen', "positive"),
        ("The screen is bad, thanks for nothing", "negative"),
    ],
)
def test_negation_and_what_only_looks_like_it(text: str, polarity: str) -> None:
    found = dict(polarities(text))
    assert found.get("屏幕", found.get("screen")) == polarity

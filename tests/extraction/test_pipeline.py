from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.documents import Extraction, Text
from extraction.lexicon import Entry, read_lexicon
from extraction.pipeline import Extractor, build

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
EXTRACTOR = build(LEXICON.extended([Entry("MODEL", "model/xiaomi/13-ultra", "13 Ultra", (), "brand/xiaomi")]))


def read(text: str, kind: str = "title", extractor: Extractor = EXTRACTOR) -> Extraction:
    (found,) = extractor.extract([Text("1", text, kind)])
    return found


def spans(text: str, kind: str = "title") -> list[tuple[str, str]]:
    return [(span.label, span.text) for span in read(text, kind).spans]


CASES = [
    (
        "华为Mate 40 Pro 5G手机",
        [("BRAND", "华为"), ("MODEL", "Mate 40 Pro"), ("PARAMETER", "5G"), ("CATEGORY", "手机")],
    ),
    ("荣耀60 双曲设计", [("BRAND", "荣耀"), ("MODEL", "60"), ("FEATURE", "双曲设计")]),
    ("66W超级快充", [("PARAMETER", "66W"), ("FEATURE", "超级快充")]),
    ("苹果iPhone13ProMax 远峰蓝", [("BRAND", "苹果"), ("MODEL", "iPhone13ProMax"), ("PARAMETER", "远峰蓝")]),
    ("ＨＵＡＷＥＩ　ｍａｔｅ６０", [("BRAND", "ＨＵＡＷＥＩ"), ("MODEL", "ｍａｔｅ６０")]),
    (
        "Moto E (2nd Generation) smartphone",
        [("MODEL", "Moto E (2nd Generation)"), ("CATEGORY", "smartphone")],
    ),
    ("Product of a promaxed phoneme", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text) == expected


def test_names_are_linked_across_languages_and_spellings() -> None:
    brands = {read(name + " P60").spans[0].id for name in ("华为", "HUAWEI", "huawei")}
    assert brands == {"brand/huawei"}
    assert read("红米K60").spans[0].id == "brand/redmi"
    assert [span.id for span in read("小米13Ultra").spans] == ["brand/xiaomi", "model/xiaomi/13-ultra"]
    assert read("华为 Zzz 999").spans[1].id is None


def test_relations_and_what_is_missing() -> None:
    found = read("小米 13 Ultra 支持光学防抖 不支持NFC 5000mAh", "description")
    named = {(r.type, found.spans[r.head].text, found.spans[r.tail].text) for r in found.relations}
    assert ("MADE_BY", "13 Ultra", "小米") in named
    assert ("HAS_FEATURE", "13 Ultra", "光学防抖") in named
    assert ("LACKS_FEATURE", "13 Ultra", "NFC") in named
    assert ("HAS_PARAMETER", "13 Ultra", "5000mAh") in named
    quick = read("66W的超级快充")
    assert [relation.type for relation in quick.relations] == ["QUANTIFIES"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("屏幕很清晰，就是续航不好", [("屏幕", "positive"), ("续航", "negative")]),
        ("续航不错", [("续航", "positive")]),
        (
            "The screen is gorgeous but the battery life is terrible",
            [("screen", "positive"), ("battery life", "negative")],
        ),
        ("The sound is not good", [("sound", "negative")]),
        ("I bought it on Monday", []),
    ],
)
def test_opinions(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(aspect.text, aspect.polarity) for aspect in read(text, "review").aspects] == expected


def test_a_description_is_no_opinion() -> None:
    assert read("屏幕很清晰", "description").aspects == ()


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(codec=None), max_size=80)
    | st.text("华为Mate40Pro5G8+128手机 屏幕好\u200f\U0001f600\ud800<b>\x07", max_size=60)
)
def test_offsets_count_code_points_of_the_text_as_given(text: str) -> None:
    found = read(text, "review")
    end = 0
    for span in found.spans:
        assert span.start >= end
        assert text[span.start : span.end] == span.text
        end = span.end
    assert all(text[aspect.start : aspect.end] == aspect.text for aspect in found.aspects)


def test_a_line_of_a_megabyte_is_read() -> None:
    found = read("小米13 5000mAh " * 35_000)
    assert len(found.spans) > 60_000


def test_texts_come_back_in_their_order() -> None:
    texts = [Text(str(n), f"小米{n}") for n in range(600)]
    assert [found.id for found in EXTRACTOR.extract(texts)] == [text.id for text in texts]


def test_the_version_is_another_one_when_names_are_but_not_when_models_are() -> None:
    known = build(LEXICON).version
    assert build(LEXICON).version == known
    assert EXTRACTOR.version == known
    assert build(LEXICON.extended([Entry("BRAND", "brand/new", "Newbrand")])).version != known

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.documents import Extraction, Text
from extraction.lexicon import Entry, Lexicon, read_lexicon
from extraction.pipeline import Extractor, build

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
KNOWN = LEXICON.extended([
    Entry("MODEL", "model/xiaomi/13-ultra", "13 Ultra", (), "brand/xiaomi"),
    Entry("MODEL", "model/honor/60", "60", (), "brand/honor"),
    Entry("MODEL", "model/apple/iphone-14-pro", "iPhone 14 Pro", (), "brand/apple"),
])  # fmt: skip
EXTRACTOR = build(KNOWN)


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple iPhone XR A1984", ["iPhone XR", "A1984"]),
        ("Samsung Galaxy S9+ SM-G965U 64GB", ["Galaxy S9+", "SM-G965U"]),
        ("Apple iPhone 14 Pro Max MQ8R3LL/A", ["iPhone 14 Pro Max", "MQ8R3LL/A"]),
        ("LG V60 ThinQ 5G LM-V600AM", ["V60 ThinQ", "LM-V600AM"]),
        ("OnePlus Nord CE 3 Lite 5G CPH2467", ["Nord CE 3 Lite", "CPH2467"]),
        ("Sony Xperia 1 VI XQ-EC72", ["Xperia 1 VI", "XQ-EC72"]),
        ("ASUS VivoBook 15 F512DA", ["VivoBook 15", "F512DA"]),
        ("索尼WH-1000XM5", ["WH-1000XM5"]),
        ("Motorola Moto G Power (2022)", ["Moto G Power"]),
        ("ASUS ROG Phone 6D Ultimate", ["ROG Phone 6D Ultimate"]),
        ("SAMSUNG Galaxy Book4 Pro 360", ["Galaxy Book4 Pro 360"]),
        ("Dell Inspiron 14 7440", ["Inspiron 14 7440"]),
        ("联想拯救者Y7000P", ["拯救者Y7000P"]),
        ("联想小新Pro16", ["小新Pro16"]),
        ("Redmi Note 13 Pro+ 5G", ["Note 13 Pro+"]),
        ("Canon EOS R6 Mark II", ["EOS R6 Mark II"]),
        ("Apple Watch Ultra 2", ["Watch Ultra 2"]),
        ("苹果 iPhone SE（第二代）", ["iPhone SE（第二代）"]),
        ("GoPro HERO13 Black", ["HERO13 Black"]),
        ("vivoX200Ultra蔡司影像", ["X200Ultra"]),
        ("POCO X7 Pro 国际版", ["X7 Pro"]),
        ("Canon EOS R10 RF-S18-45mm", ["EOS R10"]),
    ],
)
def test_models_and_part_codes(text: str, expected: list[str]) -> None:
    assert [name for label, name in spans(text) if label == "MODEL"] == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("微星 2.8K OLED星云屏", "FEATURE", ["OLED星云屏"]),
        ("荣耀V20 魅眼全视屏", "FEATURE", ["魅眼全视屏"]),
        ("小米10 支持光学防抖", "FEATURE", ["光学防抖"]),
        ("180MP Periscope Telephoto Camera", "FEATURE", ["Periscope Telephoto Camera"]),
        ("50MP AI Triple Camera", "FEATURE", ["AI Triple Camera"]),
        ("FHD IPS Display", "FEATURE", ["IPS Display"]),
        ("ASUS NanoEdge Display", "FEATURE", ["NanoEdge Display"]),
        ("HP 2-in-1 Laptop", "CATEGORY", ["Laptop"]),
        ("Canon DSLR Camera with 18-55mm Lens", "CATEGORY", ["DSLR Camera"]),
        ("小米10 50MP Camera without charger", "CATEGORY", []),
        ("OPPO手机 学习 平板", "CATEGORY", ["手机", "平板"]),
        ("Transparency sounds like nothing", "BRAND", []),
        ("小米15 徕卡1英寸主摄", "BRAND", ["小米"]),
        ("redmiK60", "BRAND", ["redmi"]),
    ],
)
def test_features_categories_and_brands(text: str, label: str, expected: list[str]) -> None:
    assert [name for found, name in spans(text) if found == label] == expected


def test_names_are_linked_across_languages_and_spellings() -> None:
    brands = {read(name + " P60").spans[0].id for name in ("华为", "HUAWEI", "huawei")}
    assert brands == {"brand/huawei"}
    assert read("红米K60").spans[0].id == "brand/redmi"
    assert [span.id for span in read("小米13Ultra").spans] == ["brand/xiaomi", "model/xiaomi/13-ultra"]
    assert read("华为 Zzz 999").spans[1].id is None


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("honor60 5G手机", "model/honor/60"),
        ("honor 60 256gb", "model/honor/60"),
        ("荣耀60", "model/honor/60"),
        ("榮耀60", "model/honor/60"),
        ("Mi 13 Ultra", "model/xiaomi/13-ultra"),
        ("mi 13 ultra手机", "model/xiaomi/13-ultra"),
        ("Xiaomi Mi 13 Ultra", "model/xiaomi/13-ultra"),
        ("13 Ultra 小米手机", "model/xiaomi/13-ultra"),
        ("三星 S23 和 iPhone14Pro", "model/apple/iphone-14-pro"),
    ],
)
def test_models_are_linked_within_the_brand_that_stands_anywhere_or_that_their_line_tells(
    text: str, model: str
) -> None:
    assert [span.id for span in read(text).spans if span.label == "MODEL"][-1] == model


def test_a_brand_behind_a_model_is_its_own() -> None:
    found = read("14 Ultra 小米手机")
    assert [span.text for span in found.spans] == ["14 Ultra", "小米", "手机"]
    assert [(r.type, r.head, r.tail) for r in found.relations] == [("MADE_BY", 0, 1)]


@pytest.mark.parametrize("text", ["cat6 cable", "nothing 60 of it", "5 mi 10 min"])
def test_words_before_a_number_are_no_brand_of_a_model(text: str) -> None:
    assert not [span for span in read(text).spans if span.label in {"BRAND", "MODEL"}]


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("華為 Mate 60 手機", "brand/huawei"),
        ("小米手機 13 Ultra", "brand/xiaomi"),
        ("榮耀60 雙卡雙待", "brand/honor"),
        ("三星電子 Galaxy S23", "brand/samsung"),
        ("聯想 ThinkPad X1", "brand/lenovo"),
        ("紅米 Note 13 護眼螢幕", "brand/redmi"),
    ],
)
def test_traditional_characters_name_the_same(text: str, brand: str) -> None:
    found = read(text)
    assert found.spans[0].id == brand
    assert all(text[span.start : span.end] == span.text for span in found.spans)


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
        ("音质没想象中的好", [("音质", "negative")]),
        ("拍照不如上一代清楚", [("拍照", "negative")]),
        ("I bought it on Monday", []),
        ("Wish the battery lasted longer", [("battery", "negative")]),
        ("The battery lasted a day", []),
        ("希望电池再撑得久点", [("电池", "negative")]),
        ("No complaints about the screen", [("screen", "positive")]),
        ("My one complaint is the screen", [("screen", "negative")]),
        ("The screen is anything but dim", [("screen", "positive")]),
        ("The screen is nothing but great", [("screen", "positive")]),
        ("半天就没电", [("半天就没电", "negative")]),
        ("电池半天就没电了", [("电池", "negative")]),
        ("It is dead by noon", [("dead by noon", "negative")]),
        ("小米14电池4610mAh，比小米13大", []),
        ("小米14电池比小米13大", [("电池", "positive")]),
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


@pytest.mark.parametrize(
    "piece",
    [
        "Galaxy S9+ SM-G965U 8GB ",
        "a-1-",
        "智能屏",
        "x1 ",
        "pro",
        "Blue ",
        "ai dual ",
        "12+",
        "vivox",
        "5G",
        "1,111",
        "小米14 5000mAh，",
        "比小米13轻20克，",
        "小米14和",
        "小米13和小米14都有NFC，",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert read(piece * (200_000 // len(piece))) is not None


def test_texts_come_back_in_their_order() -> None:
    texts = [Text(str(n), f"小米{n}") for n in range(600)]
    assert [found.id for found in EXTRACTOR.extract(texts)] == [text.id for text in texts]


def test_the_version_is_another_one_when_names_are_but_not_when_models_are() -> None:
    known = build(LEXICON).version
    assert build(LEXICON).version == known
    assert EXTRACTOR.version == known
    assert build(Lexicon(LEXICON.entries.values())).version != known
    assert build(LEXICON.extended([Entry("BRAND", "brand/new", "Newbrand")])).version != known


def test_words_that_were_seen_once_are_forgotten() -> None:
    words = EXTRACTOR._nlp.vocab.strings
    before = len(words)
    list(EXTRACTOR.extract(Text(str(n), f"word{n}abc qwerty {n}") for n in range(3000)))
    assert len(words) == before

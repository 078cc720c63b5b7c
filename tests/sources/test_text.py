import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import language_of, normalise

TRICKY = (
    "aé\u0301e\u0301ﬁ①ｶﾞが\u3099한\u1112\u1161\u11ab １２ＡＢ，½\u00a8\ufdfa"  # fuse and fall apart
    "\u3000\u00a0\t\n\r\u2028\u200b\u200d\ufeff\u202e\u00ad\x00\x85"  # spaces and what is not seen
    "😀👨\u200d👩שלום\ud800\udfff"
)
anything = st.one_of(st.text(), st.text(st.sampled_from(TRICKY)), st.text(st.characters()))


@given(anything)
def test_every_character_stands_for_a_part_of_the_original(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.offsets) == len(normal.ends)
    assert list(normal.offsets) == sorted(normal.offsets)
    for index, (start, end) in enumerate(zip(normal.offsets, normal.ends, strict=True)):
        assert 0 <= start < end <= len(text)
        assert normal.original_span(index, index + 1) == (start, end)
        assert normal.text[index] == " " or normal.text[index] in normalise(text[start:end]).text


@given(anything)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(anything)
def test_the_result_is_clean(text: str) -> None:
    normal = normalise(text).text
    normal.encode("utf-8")
    assert normal == " ".join(normal.split())
    assert not {unicodedata.category(char) for char in normal} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"])))
def test_it_is_nfkc(text: str) -> None:
    expected = " ".join(unicodedata.normalize("NFKC", text).split())
    assert normalise(text).text == expected


@pytest.mark.parametrize(
    ("text", "normal", "mention", "original"),
    [
        ("５０００ｍＡｈ　电池", "5000mAh 电池", "5000mAh", "５０００ｍＡｈ"),
        ("ｶﾞﾗｽ 6.5英寸", "ガラス 6.5英寸", "ガ", "ｶﾞ"),
        ("oﬃce", "office", "f", "ﬃ"),
        ("a\u200bb \t\n c", "ab c", "b c", "b \t\n c"),
        ("a \t b", "a b", " ", " \t "),
        ("\u1112\u1161\u11abx", "한x", "한", "\u1112\u1161\u11ab"),
        ("e\u200b\u0301x", "éx", "é", "e\u200b\u0301"),
        ("  华为\u00a0Mate  ", "华为 Mate", "Mate", "Mate"),
    ],
)
def test_spans_lead_back(text: str, normal: str, mention: str, original: str) -> None:
    result = normalise(text)
    assert result.text == normal
    at = normal.index(mention)
    assert text[slice(*result.original_span(at, at + len(mention)))] == original


def test_languages() -> None:
    assert language_of("华为 Mate 40 手机") == "zh"
    assert language_of("Huawei Mate 40 (华为)") == "en"
    assert language_of("") == "en"

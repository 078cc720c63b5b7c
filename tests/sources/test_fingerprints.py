import string

import pytest

from sources.fingerprints import fingerprint

REVIEW = "用了三个月才来说，屏幕在太阳底下也看得清，电池一天一充刚好，就是拍夜景的时候噪点多，别的都满意。"
TURNED = "The screen of this phone is easily the finest I have had, and the speakers are loud enough for a kitchen."


def share(one: str, other: str) -> bool:
    return bool(set(fingerprint(one).bands) & set(fingerprint(other).bands))


@pytest.mark.parametrize(
    "other",
    ["屏幕很清晰 续航不好!!", "屏幕很清晰，续航不好👍", "  屏幕很清晰，\n续航不好。"],
)
def test_case_width_spaces_and_signs_make_no_other_text(other: str) -> None:
    assert fingerprint(other).exact == fingerprint("屏幕很清晰，续航不好").exact
    assert (
        fingerprint("GREAT screen, Poor battery").exact
        == fingerprint("ｇｒｅａｔ screen; poor battery!").exact
    )


def test_a_copy_with_a_few_words_more_shares_a_key() -> None:
    copy = REVIEW.replace("三个月", "四个月").replace("别的都满意", "别的都挺满意的")
    assert fingerprint(copy).exact != fingerprint(REVIEW).exact
    assert share(copy, REVIEW)
    assert share(TURNED + " Buy it.", TURNED)


def test_other_reviews_share_none() -> None:
    other = "快递很快，手机比想象的轻，屏幕在太阳底下有点反光，电池倒是能用两天，拍夜景没试过，总体满意，值这个价。"
    assert not share(other, REVIEW)


def test_short_texts_are_copies_only_when_equal() -> None:
    assert fingerprint("屏幕很清晰，续航不好").exact != fingerprint("屏幕很清晰，续航很好").exact
    assert fingerprint("屏幕很清晰，续航不好").bands == ()


@pytest.mark.parametrize("text", ["", "!!!", "屏幕很好", "Great phone"])
def test_what_many_shoppers_say_is_no_copy(text: str) -> None:
    assert fingerprint(text).exact is None


def test_keys_are_the_same_on_every_machine() -> None:
    keys = fingerprint(string.ascii_lowercase * 3)
    assert keys.exact == "81b7b229647ce667bd2719d4c7702188"
    assert keys.bands[0] == -6642759416974653140

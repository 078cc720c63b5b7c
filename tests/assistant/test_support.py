"""A sentence that a claim does not support is told, however it came about; one that says the same is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support import complete, content, foreign, supported
from assistant.wording import Language

BATTERY = "Mate 40 Pro: battery 4,400 mAh"
PRAISE = "37 of 52 reviews praise the screen of the Mate 40, 9 criticise the battery."
LACKS = "The P40 has no wireless charging but has NFC."
COMPARED = "Mate 40 is lighter than P40 by 12 g."
HEDGED = "The battery may last about 2 days."
YOU_PAY = "You pay the return postage unless the product is faulty."
ZH_WE_PAY = "若商品有质量问题，运费由我们承担。"
ZH = "52 条评价里有 37 条称赞小米13的屏幕，9 条批评续航。"
ZH_LACKS = "小米13不支持无线充电，重 189 克。"


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The Mate 40 Pro has a 4400 mAh battery.", BATTERY),
        ("The Mate 40 Pro comes with a battery of 4,400mAh.", BATTERY),
        (
            "Of the Mate 40: 37 of 52 reviews praise its screen",
            "37 of 52 reviews praise the screen of the Mate 40",
        ),
        ("37 of 52 reviews praise the screen of this Mate 40, and 9 criticise its battery.", PRAISE),
        ("The P40 has no wireless charging, but it has NFC.", LACKS),
        ("The P40 doesn't have wireless charging but NFC", LACKS),
        ("This Mate 40 is lighter than the P40, by 12 g.", COMPARED),
        ("Its battery might last around 2 days.", HEDGED),
        ("在 52 条评价里，37 条称赞了小米13的屏幕，也有 9 条批评了它的续航。", ZH),
        ("这款小米13不支持无线充电，重 189 克哦。", ZH_LACKS),
        ("Which one do you mean, please?", "Which one do you mean?"),
        ("Reviews say: ⟦1⟧", "Reviews: ⟦1⟧"),
        ("The P40 supports wireless charging.", "P40 has wireless charging."),
        ("The P40 weighs 168 grams.", "P40: weight is 168 g."),
        ("小米13支持无线充电哦。", "小米13有无线充电。"),
        ("小米13的重量是175克哟，电池容量是5000毫安时呀。", "小米13：重量是 175 g，电池容量是 5000 mAh。"),
        ("Our price is lower than yours.", "Our price is lower than yours"),
        ("你指的是哪一件呢？", "您指的是哪一件？"),
    ],
)
def test_what_says_the_same_is_supported(sentence: str, claim: str) -> None:
    assert supported(sentence, claim)
    assert complete(sentence, claim)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The Mate 40 Pro has a 5000 mAh battery.", BATTERY),
        ("The Mate 40 Pro has a 4400 W battery.", BATTERY),
        ("The Mate 40 Pro has a 4.4 mAh battery.", BATTERY),
        ("The Mate 50 Pro has a 4400 mAh battery.", BATTERY),
        ("The Huawei Mate 40 Pro has a 4400 mAh battery.", BATTERY),
        ("The Mate 40 Pro has a great 4400 mAh battery.", BATTERY),
        ("The Mate 40 Pro has no 4400 mAh battery.", BATTERY),
        ("The Mate 40 Pro has a 4400 mAh battery and NFC.", BATTERY),
        ("Does the Mate 40 Pro have a 4400 mAh battery?", BATTERY),
        ("<b>Mate 40 Pro</b>: battery 4400 mAh", BATTERY),
        ("The Mate 40 Pro has a 4400 mAh battery 🎉", BATTERY),
        ("Buy the Mate 40 Pro: battery 4400 mAh", BATTERY),
        ("52 of 37 reviews praise the screen of the Mate 40", PRAISE),
        ("37 of 52 reviews criticise the screen of the Mate 40, 9 praise the battery.", PRAISE),
        ("37 of 52 reviews praise the battery of the Mate 40, 9 criticise the screen.", PRAISE),
        ("37 of 52 reviews praise the Mate 40, 9 criticise the screen and the battery.", PRAISE),
        ("All of 52 reviews praise the screen.", PRAISE),
        ("The P40 has wireless charging but no NFC.", LACKS),
        ("P40 is lighter than Mate 40 by 12 g.", COMPARED),
        ("Mate 40 is lighter than P40 by 12 kg.", COMPARED),
        ("Lighter than Mate 40 is the P40, by 12 g.", COMPARED),
        ("It is $4999 here and ¥699 there.", "It is ¥4,999 here and $699 there."),
        ("小米13支持无线充电，不重 189 克。", ZH_LACKS),
        ("小米14不支持无线充电，重 189 克。", ZH_LACKS),
        ("52 条评价里有 37 条批评小米13的屏幕，9 条称赞续航。", ZH),
        ("52 条评价里有 37 条称赞小米13的续航，9 条批评屏幕。", ZH),
        ("52 条评价里有 37 条称赞小米13的屏幕，防水很好。", ZH),
        ("52 个评价里有 37 个称赞小米13的屏幕。", ZH),
        ("¥4400", "$4400"),
        ("We pay the return postage unless the product is faulty.", YOU_PAY),
        ("The return postage you pay unless the product is faulty is ours.", YOU_PAY),
        ("You refund the price within 7 days.", "We refund the price within 7 days."),
        ("We refund your price within 7 days.", "We refund the price within 7 days."),
        ("They refund the price within 7 days.", "We refund the price within 7 days."),
        ("It is paid by you for us.", "It is paid for you by us."),
        ("若商品有质量问题，运费由您承担。", ZH_WE_PAY),
        ("若商品有质量问题，您的运费由我们承担。", ZH_WE_PAY),
        ("若商品有质量问题，运费由他们承担。", ZH_WE_PAY),
        ("我给您退差价。", "您给我们退差价。"),
        ("The P40 weighs 168 kilograms.", "P40: weight is 168 g."),
        ("小米13的重量是175公斤。", "小米13：重量是 175 g。"),
        ("", BATTERY),
        ("!!!", BATTERY),
        (BATTERY + " and" * 60, BATTERY),
        ("⟦1⟧ ⟦1⟧", "Reviews: ⟦1⟧"),
        ("⟦2⟧", "Reviews: ⟦1⟧"),
    ],
)
def test_what_the_claim_does_not_say_is_not(sentence: str, claim: str) -> None:
    assert not supported(sentence, claim)
    assert not complete(sentence, claim)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("37 of 52 reviews praise the screen of the Mate 40.", PRAISE),
        ("The P40 has NFC.", LACKS),
        ("The battery lasts 2 days.", HEDGED),
        ("The P40 has wireless charging, and NFC.", LACKS),
        ("小米13支持无线充电，重 189 克。", ZH_LACKS),
        ("The Mate 40 Pro has a battery.", BATTERY),
        ("Mate 40: memory 4400 mAh, 8 GB", "Mate 40: battery 4400 mAh, memory 8 GB"),
        ("One.", "Which one?"),
    ],
)
def test_half_of_a_claim_is_not_the_claim(sentence: str, claim: str) -> None:
    assert not complete(sentence, claim)


@pytest.mark.parametrize(
    "text", [BATTERY, PRAISE, LACKS, COMPARED, HEDGED, ZH, ZH_LACKS, "Which one?", '“a” ⟦1⟧ 6.7" 50%']
)
def test_a_claim_supports_itself(text: str) -> None:
    assert supported(text, text)
    assert complete(text, text)


@pytest.mark.parametrize(
    ("sentence", "claim", "language"),
    [
        ("这款呢，Which one do you mean?", "Which one do you mean?", "en"),
        ("the小米13有无线充电。", "小米13有无线充电。", "zh"),
    ],
)
def test_words_of_the_other_language_are_told(sentence: str, claim: str, language: Language) -> None:
    assert foreign(sentence, claim, language)
    assert not foreign(claim, claim, language)
    assert not foreign("小米13 NFC", "小米13: NFC", language)


PIECES = st.sampled_from(
    [
        *[
            "1",
            "A",
            "b",
            "好",
            "不",
            "?",
            "¥",
            "⟦1⟧",
            "%",
            "than",
            "praise",
            "40",
            "¾",
            "٣",
            "፩",
            "🎉",
            "g",
            "4,5",
            "1.2.3",
        ],
        " ",
        ", ",
        "…",
    ]
) | st.text(max_size=4)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_any_text_supports_itself_or_says_nothing(text: str) -> None:
    said = content(text)
    assert supported(text, text) is complete(text, text) is bool(said.all or said.marks)


def test_a_long_row_of_numbers_is_told() -> None:
    assert supported("1 " * 3_000, "1 " * 3_000)
    assert not supported("1 " * 100_000, BATTERY)

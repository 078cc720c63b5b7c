from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue import heard
from assistant.errors import SlotError
from assistant.slots import read_slot
from assistant.state import State, Turn
from tests.assistant.shopping import said


def after(*messages: str) -> set[str]:
    """Return the need after some messages, each of which found products."""
    state = State()
    for text in messages:
        before = state.before()
        shown = dict.fromkeys(("shown",), 3) if state.need else {}
        fields = {name: getattr(before, name) for name in ("bounds", "currency", "category")}
        state = heard(state, said(text, intent="find" if state.need else "", **shown, **fields))
    return {str(slot) for slot in state.need}


PHONE, LAPTOP, NFC = "category=category/smartphone", "category=category/laptop", "feature=feature/nfc"


@pytest.mark.parametrize(
    ("messages", "need"),
    [
        (("华为手机", "三千以内"), {PHONE, "brand=brand/huawei", "price<=3000 CNY"}),
        (("华为手机 三千以内", "预算加到四千"), {PHONE, "brand=brand/huawei", "price<=4000 CNY"}),
        (("小米手机", "不要小米了，华为吧"), {PHONE, "brand=brand/huawei"}),
        (("小米手机", "华为呢"), {PHONE, "brand=brand/huawei"}),
        (("小米手机", "华为也行"), {PHONE, "brand=brand/xiaomi", "brand=brand/huawei"}),
        (("小米手机", "品牌无所谓"), {PHONE}),
        (("手机 不要oppo", "oppo可以"), {PHONE}),
        (("华为手机 三千以内", "还是贵了"), {PHONE, "brand=brand/huawei", "price<=3000 CNY", "price=lower"}),
        (("华为手机 三千以内", "还是贵了", "两千以内吧"), {PHONE, "brand=brand/huawei", "price<=2000 CNY"}),
        (("华为手机 三千以内", "算了，看看相机"), {"category=category/camera"}),
        (("笔记本 八千以内", "要游戏本"), {"category=category/gaming-laptop", "price<=8000 CNY"}),
        (("phone, £300 max", "raise the limit to four hundred"), {PHONE, "price<=400 GBP"}),
        (("phone with nfc and a headphone jack", "jack isn't a must"), {PHONE, "feature=feature/nfc"}),
        (("phone, £250 to £350", "make the ceiling 150"), {PHONE, "price<=150 GBP"}),
        (("手机 存储256G以上", "两千以内"), {PHONE, "storage>=256 GB", "price<=2000 CNY"}),
        (("手机 三千以内", "笔记本，预算不变"), {"category=category/laptop", "price<=3000 CNY"}),
        (
            ("小米手机 三千以内", "看看平板", "回到手机，要NFC"),
            {PHONE, "brand=brand/xiaomi", "price<=3000 CNY", NFC},
        ),
        (
            ("小米手机 三千以内", "看看平板", "再看看耳机", "手机接着看，要NFC"),
            {PHONE, "brand=brand/xiaomi", "price<=3000 CNY", NFC},
        ),
        (("手机 三千以内", "还是看平板吧，预算不变"), {"category=category/tablet", "price<=3000 CNY"}),
        (
            ("a foldable phone under 1200", "forget folding, just a normal phone, same budget"),
            {PHONE, "price<=1200 USD"},
        ),
        (("手机 莫超过一千块钱，莫给我推苹果",), {PHONE, "price<=1000 CNY", "brand!=brand/apple"}),
        (("小米手机", "小米算了"), {PHONE, "brand!=brand/xiaomi"}),
        (("laptop between a thousand n twelve hundred",), {LAPTOP, "price>=1000 USD", "price<=1200 USD"}),
        (("a phone, big battery, cheap", "max 200"), {PHONE, "battery_capacity=high", "price<=200 USD"}),
        (("a tablet, don't wanna spend more than 150",), {"category=category/tablet", "price<=150 USD"}),
        (("平板，别太伤眼",), {"category=category/tablet", "feature=feature/eye-protection"}),
        (("手机 六百镑以内",), {PHONE, "price<=600 GBP"}),
        (("a green phone", "green is not important"), {PHONE}),
        (("a phone", "the charger should be minimum 80W"), {PHONE, "charging_power>=80 W"}),
        (("a phone", "well the camera has to be good"), {PHONE, "praised=feature/camera"}),
        (("手机", "她说要白色"), {PHONE, "color=白色"}),
        (("手机", "23年以后出的"), {PHONE, "year>=2023"}),
        (("a cheap phone", "250 max"), {PHONE, "price<=250 USD"}),
        (("something simple, not an iphone",), {PHONE, "brand!=brand/apple", "praised=feature/ease-of-use"}),
        (("phone under 300 with 256 GB", "raise it to 350"), {PHONE, "price<=350 USD", "storage>=256 GB"}),
        (
            ("笔记本，戴尔或者惠普，联想除外",),
            {LAPTOP, "brand=brand/dell", "brand=brand/hp", "brand!=brand/lenovo"},
        ),
        (("laptop, 4070",), {LAPTOP, "gpu=RTX 4070"}),
        (("Android, at least 66W charging",), {PHONE, "os=Android", "charging_power>=66 W"}),
        (("平板 11寸", "再大一号的"), {"category=category/tablet", "screen_size=higher"}),
        (("送他的手机，他只用苹果", "他想换安卓"), {PHONE, "os=Android"}),
        (("an Apple laptop", "it must run macOS"), {LAPTOP, "brand=brand/apple", "os=macos"}),
        (("a laptop, not apple", "apple's ok, just apple in fact"), {LAPTOP, "brand=brand/apple"}),
        (
            ("camera", "something compact", "under $500"),
            {"category=category/compact-camera", "price<=500 USD"},
        ),
    ],
)
def test_what_is_wanted_after_some_messages(messages: tuple[str, ...], need: set[str]) -> None:
    assert after(*messages) == need


def test_what_goes_on_about_a_product_that_was_asked_about_is_of_its_kind() -> None:
    state = State(intent="detail", spoken=("product/1",), kind="category/smartphone")
    assert set(map(str, heard(state, said("要粉色的，三千以内")).need)) == {
        PHONE,
        "color=粉色",
        "price<=3000 CNY",
    }
    assert "category=category/smartphone" not in map(str, heard(state, said("看看平板，三千以内")).need)


@pytest.mark.parametrize(("text", "wanted"), [
    ("有没有更轻的", {"weight<like"}),
    ("something lighter", {"weight<like"}),
    ("anything comparable under $500", {"price<=500 USD"}),
    ("what else is there like it but with a better camera", {"praised=feature/camera"}),
])  # fmt: skip
def test_what_is_looked_for_after_a_product_was_asked_about_is_compared_with_it(
    text: str, wanted: set[str]
) -> None:
    before = {"intent": "opinion", "spoken": 1, "model": "model/huawei/p40", "kind": "category/smartphone"}
    like = {PHONE, "like=model/huawei/p40"}
    assert set(map(str, heard(State(), said(text, **before)).need)) == like | wanted
    # Where a list was shown meanwhile, it is what is lighter than that.
    listed = {str(slot) for slot in heard(State(), said("something lighter", **before, shown=3)).need}
    assert "weight=lower" in listed
    assert not any("like" in slot for slot in listed)
    other = {str(slot) for slot in heard(State(), said("a cheaper tablet", **before)).need}
    assert other == {"category=category/tablet", "price=low"}


def test_a_state_is_read_as_it_was_written() -> None:
    state = heard(State(), said("华为手机 三千以内 别太重"))
    state = replace(
        state,
        past=(state.need,),
        beside=("product/1", "product/2"),
        bounds={"price": (99.0, "CNY")},
        seen=("model/1",),
        questions=("brand",),
    )
    state = state.remembering(Turn("华为手机", "find", "products", ("product/1",), "…", ("fact/1",)))
    assert State.from_json(state.to_json()) == state
    older = {**state.to_json(), "past": ["category=category/tablet"], "asked": 1}
    assert State.from_json(older) == replace(state, past=())


def test_only_so_many_turns_are_remembered() -> None:
    state = State()
    for number in range(100):
        state = state.remembering(Turn(str(number), "talk"))
    assert len(state.turns) == 40
    assert state.turns[-1].said == "99"


@pytest.mark.parametrize(
    "text", ["", "price", "price<=cheap", "brand=huawei", "weight<=", "price<=3000 CNY\nx=y; DROP"]
)
def test_a_slot_that_cannot_be(text: str) -> None:
    with pytest.raises(SlotError):
        read_slot(text)


@pytest.mark.parametrize(
    "text",
    [
        "price<=3000 CNY",
        "brand!=brand/apple",
        "soc=Snapdragon 8 Gen 2",
        "weight<like",
        "year>=2023",
        "price=lower",
    ],
)
def test_slots_are_read_as_they_are_written(text: str) -> None:
    assert str(read_slot(text)) == text


@pytest.mark.parametrize(("messages", "foremost"), [
    (("最便宜的手机",), "price"),
    (("lightest laptop you have",), "weight"),
    (("最轻的笔记本", "八千以内"), "weight"),
    (("最轻的笔记本", "看看手机"), ""),
    (("便宜的手机",), ""),
    (("最好轻一点的笔记本",), ""),
])  # fmt: skip
def test_which_number_goes_before_all_else(messages: tuple[str, ...], foremost: str) -> None:
    state = State()
    for text in messages:
        state = heard(state, said(text))
    assert state.foremost == foremost


@pytest.mark.parametrize(("messages", "need"), [
    (("手机 3000以内", "预算加500呢", "预算加1000"), {PHONE, "price<=4500 CNY"}),
    (("phone under $300", "with $49 more"), {PHONE, "price<=349 USD"}),
    (("phone around $300", "add 50 dollars"), {PHONE, "price~350 USD"}),
    (("手机 3000以内", "预算减500"), {PHONE, "price<=2500 CNY"}),
    (("手机 3000以内", "预算加到5000"), {PHONE, "price<=5000 CNY"}),
    (("phone under 7000 yuan", "ok 5500 then"), {PHONE, "price<=5500 CNY"}),
    (("phone between 5000 and 3000 yuan",), {PHONE, "price>=3000 CNY", "price<=5000 CNY"}),
    (("手机 5000到3000",), {PHONE, "price>=3000 CNY", "price<=5000 CNY"}),
    (("白色手机 存储256g", "不要求存储"), {PHONE, "color=白色"}),
    (("白色手机 180g以内", "放宽重量"), {PHONE, "color=白色"}),
    (("白色手机 180g以内", "去掉白色"), {PHONE, "weight<=180 g"}),
    (("白色手机 180g以内", "不要求“颜色 白色”"), {PHONE, "weight<=180 g"}),
    (("white phone under $300", "without “price at most $300”"), {PHONE, "color=white"}),
    (("手机 3000以内", "不是手机，是相机"), {"category=category/camera"}),
    (("phone under $300", "not a phone, a camera"), {"category=category/camera"}),
])  # fmt: skip
def test_how_a_message_changes_what_was_wanted(messages: tuple[str, ...], need: set[str]) -> None:
    assert after(*messages) == need

from __future__ import annotations

import pytest

from tests.assistant.shopping import said, slots

PHONE = "category=category/smartphone"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "预算三千左右，拍照好、续航久的小屏手机，别要苹果",
            {
                *("price~3000 CNY", "praised=feature/camera", "praised=feature/battery-life"),
                *("screen_size=low", "brand!=brand/apple", PHONE),
            },
        ),
        ("手机 两千到三千", {PHONE, "price>=2000 CNY", "price<=3000 CNY"}),
        ("五六千的手机", {PHONE, "price>=5000 CNY", "price<=6000 CNY"}),
        ("1k5以内的手机", {PHONE, "price<=1500 CNY"}),
        ("手机，三k五", {PHONE, "price<=3500 CNY"}),
        ("a phone for two hundred bucks", {PHONE, "price<=200 USD"}),
        ("phone under two fifty", {PHONE, "price<=250 USD"}),
        ("phone between $1,500 and $2,000", {PHONE, "price>=1500 USD", "price<=2000 USD"}),
        ("a phone, €1.600", {PHONE, "price<=1600 EUR"}),
        ("不要苹果和三星的手机", {PHONE, "brand!=brand/apple", "brand!=brand/samsung"}),
        ("手机，苹果和三星除外", {PHONE, "brand!=brand/apple", "brand!=brand/samsung"}),
        ("a phone, anything but Apple or Samsung", {PHONE, "brand!=brand/apple", "brand!=brand/samsung"}),
        ("phone without a curved screen, with NFC", {PHONE, "feature!=feature/curved-screen", "feature=feature/nfc"}),
        ("重量180克以内的手机", {PHONE, "weight<=180 g"}),
        ("laptop, 32 gigs of ram, 1tb ssd", {"category=category/laptop", "ram>=32 GB", "storage>=1024 GB"}),
        ("笔记本，一公斤半以下", {"category=category/laptop", "weight<=1500 g"}),
        ("手机，不要太重", {PHONE, "weight=low"}),
        ("a phone, not too expensive", {PHONE, "price=low"}),
        ("手机 内存加到16", {PHONE, "ram>=16 GB"}),
        ("给我妈买个手机，打王者", {PHONE, "use=usecase/elderly", "use=usecase/gaming"}),
        ("a smartwatch for my Android phone", {"category=category/smartwatch"}),
        ("手机，得能插两张sim卡", {PHONE, "sim=dual"}),
        ("a phone, 128gb, 400, any brand", {PHONE, "storage>=128 GB", "price<=400 USD"}),
        ("an iphone for 700?", {PHONE, "brand=brand/apple", "price<=700 USD"}),
        ("laptop, 32 ram", {"category=category/laptop", "ram>=32 GB"}),
        ("今年七十一了，要个手机", {PHONE, "use=usecase/elderly"}),
        ("a phone, nine hundred holiday videos filled mine", {PHONE, "use=usecase/travel"}),
        ("budget's 500, a phone", {PHONE, "price<=500 USD"}),
        ("手机，苹果的剔掉", {PHONE, "brand!=brand/apple"}),
        ("an iPhone with 256gb", {PHONE, "brand=brand/apple", "storage>=256 GB"}),
        ("samsng phone with long batery life", {PHONE, "brand=brand/samsung", "praised=feature/battery-life"}),
        ("無線充電的手機", {PHONE, "feature=feature/wireless-charging"}),
        ("索尼的贵，别的牌子的手机呢", {PHONE, "brand!=brand/sony"}),
        ("华为小米都用腻了，换个别的牌子的手机", {PHONE, "brand!=brand/huawei", "brand!=brand/xiaomi"}),
        ("苹果或者别的牌子的手机都行", {PHONE, "brand=brand/apple"}),
        ("a phone of another brand than sony", {PHONE, "brand!=brand/sony"}),
        ("一千七内的手机，屏得一秒一百二十下", {PHONE, "price<=1700 CNY", "praised=feature/screen"}),
        ("a laptop for video editing, 4K footage", {"category=category/laptop", "use=usecase/video-editing"}),
        ("red magic, a phone with nfc", {PHONE, "brand=brand/redmagic", "feature=feature/nfc"}),
        ("a red phone", {PHONE, "color=red"}),
        ("手机，内存少于十二个G的就别让我看见了", {PHONE, "ram>=12 GB"}),
        ("两千以内不要苹果的手机", {PHONE, "price<=2000 CNY", "brand!=brand/apple"}),
        ("三千以内别推小米的手机", {PHONE, "price<=3000 CNY", "brand!=brand/xiaomi"}),
        ("手机，两千以上的不要", {PHONE, "price<=2000 CNY"}),
        ("a phone, anything under 8gb ram is out", {PHONE, "ram>=8 GB"}),
        ("a phone, not under 400 dollars", {PHONE, "price>=400 USD"}),
        ("a laptop, one point three kilos max", {"category=category/laptop", "weight<=1300 g"}),
        ("手机，有线快充一百二以上", {PHONE, "charging_power>=120 W", "feature=feature/fast-charging"}),
        ("a phone with 4g, no wait, 5g", {PHONE, "network=5G"}),
        ("手机 2500 散热好", {PHONE, "price<=2500 CNY", "praised=feature/heat"}),
        ("a phone, 400 dollars about", {PHONE, "price~400 USD"}),
        (
            "not another pixel. 6.3 inch or so",
            {PHONE, "brand!=brand/google", "screen_size~6.3 inch"},
        ),
        ("不想要刘海也不想要挖孔的手机", {PHONE, "feature=feature/notchless-screen"}),
        ("a camera that answers in a heartbeat", {"category=category/camera"}),
        ("a tablet, no ipads", {"category=category/tablet", "brand!=brand/apple"}),
        ("folding phone", {"category=category/foldable-phone"}),
        ("笔记本，三斤以内", {"category=category/laptop", "weight<=1500 g"}),
        ("手机 一千三四", {PHONE, "price>=1300 CNY", "price<=1400 CNY"}),
        ("phone, six to nine hundred quid", {PHONE, "price>=600 GBP", "price<=900 GBP"}),
        ("a laptop under 2000", {"category=category/laptop", "price<=2000 USD"}),
        ("学生用的笔记本 4500", {"category=category/laptop", "use=usecase/study", "price<=4500 CNY"}),
        ("手机，三千改成两千封顶", {PHONE, "price<=2000 CNY"}),
        ("手机，前置3200万", {PHONE, "front_camera>=32 MP"}),
        ("earbuds for my iphone", {"category=category/earbuds"}),
        # What is only at hand is not looked for, unless nothing else is.
        ("a camera, on my phone everything is a blur", {"category=category/camera"}),
        ("i want something to replace my phone", {PHONE}),
        ("my old Nokia died, a phone with nfc", {PHONE, "feature=feature/nfc"}),
        ("手机，除苹果外", {PHONE, "brand!=brand/apple"}),
        ("手机，千万别超过三千", {PHONE, "price<=3000 CNY"}),
        ("a laptop, low light does not matter", {"category=category/laptop"}),
        ("phone, weight around 8 g", {PHONE, "weight~8 g"}),
        ("phone from zte, ram at least 8 GB", {PHONE, "brand=brand/zte", "ram>=8 GB"}),
        ("phone. omg the prices. 250 max", {PHONE, "price<=250 USD"}),
        ("phone w/ nfc", {PHONE, "feature=feature/nfc"}),
        ("给八十岁的人买手机", {PHONE, "use=usecase/elderly"}),
        ("touch screen 的 phone, budget 7000", {PHONE, "feature=feature/touch-screen", "price<=7000 CNY"}),
        ("27 inch 4k monitor", {"category=category/monitor", "screen_size~27 inch", "resolution=4k"}),
        ("钛合金手机", {PHONE, "feature=feature/titanium"}),
    ],
)  # fmt: skip
def test_what_is_wanted(text: str, wanted: set[str]) -> None:
    assert slots(text) == wanted


def test_a_comparative_is_one_with_what_was_shown_or_else_a_wish() -> None:
    assert slots("便宜一点的手机") == {PHONE, "price=low"}
    assert slots("还是贵了", intent="find", shown=3) == {"price=lower"}


def test_what_is_to_be_lower_is_not_any() -> None:
    cheaper = said("drop the price a bit", intent="find", shown=3)
    assert [str(slot) for slot in cheaper.said] == ["price=lower"]
    assert [str(slot) for slot in said("价格不限").dropped] == ["price=any"]
    assert [str(slot) for slot in said("any phone, drop the year").dropped] == ["year=any"]


def test_a_number_that_is_no_price_is_none() -> None:
    assert slots("RTX 4070 的游戏本") == {"category=category/gaming-laptop", "gpu=rtx 4070"}
    assert not any(slot.startswith("price") for slot in slots("买2台手机，用了3年了"))


def test_a_camera_is_a_kind_of_product_or_a_part_of_one() -> None:
    assert slots("camera under $900") == {"category=category/camera", "price<=900 USD"}
    assert slots("phone with a good camera") == {PHONE, "praised=feature/camera"}
    assert slots("good camera too", intent="find", shown=3, category="category/smartphone") == {
        "praised=feature/camera"
    }


def test_the_longest_messages_are_read_as_far_as_they_are() -> None:
    assert PHONE in slots("手机 " + "很好" * 20_000)
    assert slots("x" * 10_000) == set()


@pytest.mark.parametrize(("text", "wanted"), [
    ("phone, 2-3 hundred", {"category=category/smartphone", "price>=200 USD", "price<=300 USD"}),
    ("6k到8k", {"price>=6000 CNY", "price<=8000 CNY"}),
    ("微单，2w以内", {"category=category/mirrorless-camera", "price<=20000 CNY"}),
    ("a phone, mid 600s", {"category=category/smartphone", "price~650 USD"}),
    ("phone for a grand and a half", {"category=category/smartphone", "price<=1500 USD"}),
    ("ah grand, a router", {"category=category/router"}),
    ("a teeny android phone", {"category=category/smartphone", "os=Android", "screen_size=low"}),
    ("笔记本，没小红点不考虑", {"category=category/laptop", "feature=feature/trackpoint"}),
    ("a tablet that works", {"category=category/tablet"}),
    ("手机 2-3千", {"category=category/smartphone", "price>=2000 CNY", "price<=3000 CNY"}),
    ("a gaming laptop for gaming", {"category=category/gaming-laptop"}),
    ("moving on from phone snaps to a proper mirrorless", {"category=category/mirrorless-camera"}),
    ("coming from an iphone, an android phone", {"category=category/smartphone", "os=Android"}),
    ("手机不要骁龙，要天玑", {PHONE, "soc!=snapdragon", "soc=dimensity"}),
    ("no Snapdragon phones please", {PHONE, "soc!=snapdragon"}),
    ("phone, sd 8 gen 3", {PHONE, "soc=snapdragon 8 gen 3"}),
    ("a phone, storage at most 4 GB, camera at least 0.3 MP", {PHONE, "storage<=4 GB", "main_camera>=0.3 MP"}),
    ("gaming laptop with a 4060 in it", {"category=category/gaming-laptop", "gpu=RTX 4060"}),
    ("a phone, 600 or thereabouts", {PHONE, "price~600 USD"}),
    ("a camera, 2000 or thereabouts", {"category=category/camera", "price~2000 USD"}),
    ("a phone, anyone but Apple", {PHONE, "brand!=brand/apple"}),
    ("OLED yes. Mac no.", {"category=category/laptop", "feature=feature/oled", "brand!=brand/apple"}),
])  # fmt: skip
def test_in_other_words(text: str, wanted: set[str]) -> None:
    assert slots(text) == wanted

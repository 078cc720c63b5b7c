import time

import pytest

from extraction.spam import sign_of

SPAM = [
    ("五星好评返现，姐妹们冲", "paid"),
    ("晒图返红包，手机还可以吧", "paid"),
    ("收到了5元红包才来评价", "paid"),
    ("帮朋友刷单，随便写写", "paid"),
    ("I received this product for free in exchange for my honest review.", "paid"),
    ("They sent a $10 gift card for a 5 star review, so here it is", "paid"),
    ("此用户没有填写评价。", "stock"),
    ("系统默认好评！", "stock"),
    ("The customer did not leave a comment", "stock"),
    ("网上找的模板，粘贴一下换积分", "stock"),
    ("便宜出二手机，加我微信", "advertising"),
    ("想要优惠的加微信", "advertising"),
    ("低价手机，ＱＱ：１２３４５６７８", "advertising"),
    ("有货，需要的打13912345678", "advertising"),
    ("Visit www.very-cheap-phones.com for the best price", "advertising"),
    ("好好好好好好好好", "repetition"),
    ("good good good good!", "repetition"),
    ("屏幕不错，屏幕不错，屏幕不错", "repetition"),
    ("👍👍👍", "empty"),
    ("！！！", "empty"),
]
HONEST = [
    "屏幕很清晰，续航不好",
    "很好",
    "好好好",
    "哈哈哈哈，拍照真的很好玩，孩子抢着用",
    "说好的好评返现一分没给，骗子店",
    "不是刷单，用了两个月才来说",
    "全是刷单刷出来的好评，别信",
    "I was not paid to write this review, the phone is just good",
    "赶上活动返现200，很划算",
    "听说不评价会默认好评，所以来讲讲，屏幕漏光厉害",
    "开着QQ和微信也不卡",
    "Drivers for the 1280 are on www.example.com and install quickly",
    "The screen is great, great colours, great angles",
]


@pytest.mark.parametrize(("text", "sign"), SPAM)
def test_a_sign_of_spam_is_named(text: str, sign: str) -> None:
    assert sign_of(text) == sign


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_review_bears_none(text: str) -> None:
    assert sign_of(text) is None


@pytest.mark.parametrize("piece", ["加", "www.a", "in exchange for ", "返现1", "12345", "a.b-", "晒图", "ab"])
def test_time_grows_with_the_text(piece: str) -> None:
    started = time.perf_counter()
    sign_of(piece * (200_000 // len(piece)) + "。")
    assert time.perf_counter() - started < 20

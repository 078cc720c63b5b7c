from pathlib import Path

import pytest

from extraction.components.comparisons import Products
from extraction.documents import Extraction, Text
from extraction.folding import fold
from extraction.lexicon import Entry, read_lexicon
from extraction.pipeline import build

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
MODELS = [
    Entry("MODEL", "model/xiaomi/14", "小米14", ("14",), "brand/xiaomi"),
    Entry("MODEL", "model/xiaomi/13", "小米13", ("Mi 13",), "brand/xiaomi"),
    Entry("MODEL", "model/apple/iphone-15-pro", "iPhone 15 Pro", (), "brand/apple"),
]
EXTRACTOR = build(LEXICON.extended(MODELS))


def read(text: str) -> Extraction:
    return next(EXTRACTOR.extract([Text("1", text, "expert_review")]))


def values(text: str) -> set[tuple[str, str]]:
    found = read(text)
    return {
        (found.spans[relation.head].text, found.spans[relation.tail].text)
        for relation in found.relations
        if relation.type == "HAS_PARAMETER"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iPhone 15 Pro比小米13轻20克，电池3274mAh", {("iPhone 15 Pro", "3274mAh")}),
        (
            "比起小米13的4500mAh，iPhone 15 Pro只有3274mAh",
            {("小米13", "4500mAh"), ("iPhone 15 Pro", "3274mAh")},
        ),
        ("iPhone 15 Pro不如小米13，6.1英寸也小", {("iPhone 15 Pro", "6.1英寸")}),
        ("没有小米13那样的4500mAh大电池，但有120Hz高刷屏", {("小米13", "4500mAh")}),
        (
            "The iPhone 15 Pro is 19g lighter than the Xiaomi Mi 13 and has a 3274mAh battery",
            {("iPhone 15 Pro", "3274mAh")},
        ),
        (
            "iPhone 15 Pro: 6.1 inch, Mi 13: 6.36 inch",
            {("iPhone 15 Pro", "6.1 inch"), ("Mi 13", "6.36 inch")},
        ),
        ("电池比小米13大300mAh", set()),
        (
            "The Mi 13 at 185g is heavier than the iPhone 15 Pro at 187g",
            {("Mi 13", "185g"), ("iPhone 15 Pro", "187g")},
        ),
        ("20000mAh充电宝 适用小米14/小米13 22.5W", set()),
        ("Case for iPhone 15 Pro 6.1 inch", set()),
        ("小米14 4610mAh，适配器67W", {("小米14", "4610mAh"), ("小米14", "67W")}),
    ],
)
def test_a_value_is_the_right_products(text: str, expected: set[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("小米13和小米14都支持NFC", {"小米13", "小米14"}),
        ("小米13、小米14均不支持NFC", {"小米13", "小米14"}),
        ("Both the iPhone 15 Pro and the Mi 13 have NFC", {"iPhone 15 Pro", "Mi 13"}),
        ("The Mi 13 and iPhone 15 Pro support NFC", {"iPhone 15 Pro", "Mi 13"}),
        ("小米13和小米14都很好。iPhone 15 Pro有NFC", {"iPhone 15 Pro"}),
        ("小米13和小米14都很好，iPhone 15 Pro有NFC", {"iPhone 15 Pro"}),
        ("小米13很好，小米14有NFC", {"小米14"}),
        ("I sold the Mi 13 and the iPhone 15 Pro has NFC", {"iPhone 15 Pro"}),
        ("iPhone 15 Pro有NFC，比小米13和小米14都快", {"iPhone 15 Pro"}),
        ("比小米13和小米14都快，iPhone 15 Pro有NFC", {"iPhone 15 Pro"}),
        ("iPhone 15 Pro比小米13和小米14快，还有NFC", {"iPhone 15 Pro"}),
    ],
)
def test_what_is_said_of_several_is_each_ones(text: str, models: set[str]) -> None:
    found = read(text)
    relations = (r for r in found.relations if r.type.endswith("_FEATURE"))
    assert {found.spans[r.head].text for r in relations} == models


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("比上一代轻20克", "20克"),
        ("It is 20 g lighter than before", "20 g"),
        ("the move to titanium trims about 19 g from last year's", "19 g"),
    ],
)
def test_a_difference_is_nobodys_value(text: str, value: str) -> None:
    found = read(text)
    products = Products(fold(text), found.spans)
    (position,) = (n for n, span in enumerate(found.spans) if span.text == value)
    assert products.is_difference(position)


def test_a_stated_value_is_no_difference() -> None:
    found = read("重量只有188克，比小米13更好看")
    assert not Products(fold("重量只有188克，比小米13更好看"), found.spans).is_difference(0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("比小米13省330美元、重130克，默认面板一般", "130克"),
        ("重量相同，500元差价花得明白", "500元"),
        ("素质相当，且便宜800元。", "800元"),
        ("相比上代，增重43克换来防抖", "43克"),
        ("便宜了两百美元", "两百美元"),
        ("the Mi 13 costs $300 less with twice the memory", "$300"),
        ("it weighs 190 g less and is quiet", "190 g"),
        ("It is $100 cheaper", "$100"),
        ("an extra 500 mAh does not help", "500 mAh"),
    ],
)
def test_a_difference_is_told_by_the_words_around_it(text: str, value: str) -> None:
    found = read(text)
    products = Products(fold(text), found.spans)
    (position,) = (n for n, span in enumerate(found.spans) if span.text == value)
    assert products.is_difference(position)


@pytest.mark.parametrize(
    "text",
    [
        "电池增加到5000mAh",
        "首发价3999元",
        "比小米13更好看，重188克",
        "adds a 4500 mAh battery",
        "powered by 4500 mAh",
        "1.53 kg is more than most",
        "轻薄188g",
    ],
)
def test_words_like_those_of_differences_leave_values_alone(text: str) -> None:
    found = read(text)
    products = Products(fold(text), found.spans)
    assert not any(
        products.is_difference(n) for n, span in enumerate(found.spans) if span.label == "PARAMETER"
    )


def test_a_value_joined_to_the_compared_model_is_that_ones() -> None:
    assert values("iPhone 15 Pro续航比4500mAh的小米13更长") == {("小米13", "4500mAh")}

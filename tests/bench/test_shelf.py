"""The judge of the assistant, on a shelf laid out by hand: what it finds wrong, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from bench.shelf import Shelf, Slots


def product(id_: str, **row: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        **dict.fromkeys(("model", "price", "currency", "in_stock", "shelf")),
        **{name: [] for name in ("brands", "categories", "features", "lacks", "doubted", "judged", "values")},
    }
    return {"id": id_, **nothing, **row}


SHELF = Shelf(
    {
        "product/fold": product(
            "product/fold",
            model="model/huawei/mate-x",
            price=9999.0,
            currency="CNY",
            in_stock=False,
            brands=["brand/huawei"],
            categories=["category/smartphone"],
            features=["feature/foldable-screen", "feature/nfc", "feature/esim"],
            doubted=["feature/esim"],
            lacks=["feature/headphone-jack"],
            judged=["feature/camera"],
            values=[["weight", 250.0, "g", "250"], ["ram", 8.0, "GB", "8"], ["ram", 12.0, "GB", "12"]],
        ),
        "product/game": product(
            "product/game",
            model="model/lenovo/legion",
            price=7000.0,
            currency="CNY",
            brands=["brand/lenovo"],
            categories=["category/gaming-laptop"],
            values=[["year", 2023.0, "", "2023"], ["gpu", None, "", "RTX 4060"]],
        ),
        "product/phone": product(
            "product/phone",
            categories=["category/smartphone"],
            values=[["screen_size", 6.1, "inch", "6.1"]],
        ),
        "product/bare": product("product/bare", categories=["category/camera"]),
    }
)


def violated(id_: str, *slots: str, shown: tuple[str, ...] = ()) -> list[str]:
    return list(SHELF.violations(id_, Slots(slots), list(shown)))


@pytest.mark.parametrize(
    ("id_", "slot"),
    [
        ("fold", "category=category/smartphone"),
        ("fold", "category=category/foldable-phone"),
        ("game", "category=category/laptop"),
        ("fold", "brand=brand/huawei"),
        ("fold", "brand!=brand/apple"),
        ("fold", "feature=feature/nfc"),
        ("game", "feature!=feature/nfc"),
        ("fold", "price<=9999 CNY"),
        ("fold", "price~9000 CNY"),
        ("fold", "weight~240 g"),
        ("phone", "screen_size~6 inch"),
        ("fold", "ram>=12 GB"),
        ("fold", "ram=8 GB"),
        ("game", "year>=2023"),
        ("game", "gpu=rtx4060"),
        ("game", "gpu!=RTX 4090"),
    ],
)
def test_what_a_product_meets(id_: str, slot: str) -> None:
    assert violated(f"product/{id_}", slot) == []


@pytest.mark.parametrize(
    ("id_", "slot"),
    [
        ("game", "category=category/smartphone"),
        ("game", "category=category/2-in-1-laptop"),
        ("phone", "category=category/foldable-phone"),
        ("bare", "category=category/compact-camera"),
        ("fold", "brand=brand/apple"),
        ("fold", "brand!=brand/huawei"),
        ("fold", "feature=feature/headphone-jack"),
        ("fold", "feature!=feature/nfc"),
        ("fold", "feature=feature/esim"),
        ("fold", "feature!=feature/esim"),
        ("fold", "price<=9998 CNY"),
        ("fold", "price<=20000 USD"),
        ("fold", "price~8000 CNY"),
        ("fold", "weight~220 g"),
        ("phone", "screen_size~5.5 inch"),
        ("fold", "ram>=16 GB"),
        ("game", "year>=2024"),
        ("game", "gpu=RTX 4090"),
        ("game", "gpu!=RTX 4060"),
        ("bare", "price<=9999 CNY"),
        ("bare", "weight<=500 g"),
    ],
)
def test_what_a_product_violates(id_: str, slot: str) -> None:
    assert len(violated(f"product/{id_}", slot)) == 1


def test_wishes_are_never_violated() -> None:
    assert violated("product/bare", "praised=feature/camera", "use=usecase/travel", "price=low") == []


def test_one_of_several_brands_is_enough_but_every_feature_is_wanted() -> None:
    assert violated("product/fold", "brand=brand/apple", "brand=brand/huawei") == []
    assert violated("product/fold", "feature=feature/nfc", "feature=feature/esim") == ["feature=feature/esim"]


def test_lower_is_lower_than_the_dearest_that_was_shown() -> None:
    shown = ("product/game",)
    assert violated("product/fold", "price=lower", shown=shown) == ["price=lower"]
    assert violated("product/fold", "price=higher", shown=shown) == []
    assert violated("product/game", "price=lower", shown=("product/fold", "product/game")) == []
    assert violated("product/fold", "price=lower") == []


def test_beside_an_example() -> None:
    like = "like=model/huawei/mate-x"
    assert violated("product/game", like, "price<like") == []
    assert violated("product/game", like, "price>like") == ["price>like"]
    assert violated("product/bare", like, "price<like") == ["price<like"]


def test_every_violation_is_told() -> None:
    slots = ("category=category/laptop", "brand=brand/apple", "price<=5000 CNY", "feature=feature/nfc")
    assert len(violated("product/fold", *slots)) == 3
    assert SHELF.meets("product/fold", Slots(["brand=brand/huawei"]), [])
    assert not SHELF.meets("product/fold", Slots(slots), [])


@pytest.mark.parametrize(
    "asked", ["price", "stock", "weight", "feature/nfc", "feature/headphone-jack", "feature/camera"]
)
def test_what_is_known_of_a_product(asked: str) -> None:
    assert SHELF.knows("product/fold", asked)
    assert not SHELF.knows("product/bare", asked)
    assert not SHELF.knows("product/none", asked)


def test_models() -> None:
    assert SHELF.models == {"model/huawei/mate-x", "model/lenovo/legion"}
    assert SHELF.model("product/fold") == "model/huawei/mate-x"
    assert SHELF.model("product/bare") == "product/bare"

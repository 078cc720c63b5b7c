"""How two products differ in the numbers that both state, and in price: which is better, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


# ruff: noqa: D102 (each class says what its properties hold)
class Value(Protocol):
    """A number in its unit; `id` is the node of the graph that holds it."""

    @property
    def number(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def id(self) -> str: ...


class Comparable(Protocol):
    """A product: its model's id, its price, and the one value that stands of each attribute."""

    @property
    def id(self) -> str: ...
    @property
    def model(self) -> str | None: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def values(self) -> Mapping[str, Value]: ...


@dataclass(frozen=True, slots=True)
class Measure:
    """An attribute that is compared.

    `better` is 1 where more is better, -1 where less is, 0 where it is a matter of taste. `percent` says a difference
    in parts of the first value, otherwise it is said in the unit. Without names the unit says what it is.
    """

    better: Literal[-1, 0, 1]
    zh: str = ""
    en: str = ""
    percent: bool = False
    tolerance: float = 0.03
    """The logarithm of a ratio up to which two values count as the same."""


MEASURES: Final[Mapping[str, Measure]] = {
    "battery_capacity": Measure(1, "电池", "battery", percent=True),
    "charging_power": Measure(1, "充电功率", "charging power", percent=True),
    "brightness": Measure(1, "亮度", "brightness", percent=True),
    "refresh_rate": Measure(1, "刷新率", "refresh rate"),
    "ram": Measure(1, "内存", "RAM"),
    "storage": Measure(1, "存储", "storage"),
    "main_camera": Measure(0, "主摄", "main camera"),
    "front_camera": Measure(0, "前摄", "front camera"),
    "camera": Measure(0, "摄像头", "camera"),
    "optical_zoom": Measure(1, "光学变焦", "optical zoom"),
    "water_resistance": Measure(1, "防水", "water resistance"),
    "screen_size": Measure(0, "屏幕", "screen"),
    "weight": Measure(-1, tolerance=0.05),
}
"""Which direction is better, attribute by attribute; an attribute that is not here is not compared.

More megapixels are no better pictures: they tell devices apart, and are left to taste.
"""

PRICE: Final = "price"
SIGNS: Final[Mapping[str, str]] = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
UNITS_ZH: Final[Mapping[str, str]] = {"inch": "英寸", "x": "倍"}


@dataclass(frozen=True, slots=True)
class Difference:
    """How another product differs from the first in one attribute; `better` is None for a matter of taste.

    `origin_id` and `other_id` are the nodes that hold the two values, empty for a price that no fact states.
    """

    attribute: str
    origin: float
    other: float
    unit: str
    better: bool | None
    text_zh: str
    text_en: str
    origin_id: str = ""
    other_id: str = ""


def ratios(origin: Comparable, other: Comparable) -> dict[str, float]:
    """Return ln(other / origin) of each measure that both have above zero, in one unit."""
    pairs = (
        (name, origin.values[name], other.values[name]) for name in MEASURES if _both(name, origin, other)
    )
    return {
        name: log(second.number / first.number)
        for name, first, second in pairs
        if first.unit == second.unit and first.number > 0 and second.number > 0
    }


def price_ratio(origin: Comparable, other: Comparable) -> float | None:
    """Return ln(other / origin) of the prices, None where they are unknown or in two currencies."""
    if not origin.price or not other.price or origin.currency is None or origin.currency != other.currency:
        return None
    return log(other.price / origin.price)


def differences(origin: Comparable, other: Comparable) -> tuple[Difference, ...]:
    """Return how `other` differs: what is better first, by how much, then what is worse, the price last."""
    found = ratios(origin, other)
    gains = {name: MEASURES[name].better * ratio for name, ratio in found.items()}
    told = (_difference(name, origin, other) for name in sorted(gains, key=lambda name: -gains[name]))
    return tuple(difference for difference in (*told, _price(origin, other)) if difference)


def _both(name: str, origin: Comparable, other: Comparable) -> bool:
    return name in origin.values and name in other.values


def _difference(name: str, origin: Comparable, other: Comparable) -> Difference | None:
    measure, first, second = MEASURES[name], origin.values[name], other.values[name]
    step = second.number - first.number
    shown = step / first.number * 100 if measure.percent else step
    amount = f"{abs(shown):.0f}" if measure.percent else _amount(shown)
    if amount == "0":
        return None
    unit = "%" if measure.percent else first.unit
    said = f"{_sign(step)}{amount} "
    return Difference(
        attribute=name,
        origin=first.number,
        other=second.number,
        unit=first.unit,
        better=step * measure.better > 0 if measure.better else None,
        text_zh=f"{measure.zh}{said}{UNITS_ZH.get(unit, unit)}".strip(),
        text_en=f"{said}{unit} {measure.en}".strip(),
        origin_id=first.id,
        other_id=second.id,
    )


def _price(origin: Comparable, other: Comparable) -> Difference | None:
    if price_ratio(origin, other) is None or origin.price is None or other.price is None:
        return None
    step, currency = other.price - origin.price, origin.currency or ""
    amount = _amount(step)
    if amount == "0":
        return None
    sign = SIGNS.get(currency)
    said = f"{_sign(step)}{sign}{amount}" if sign else f"{_sign(step)}{amount} {currency}"
    ids = (next(_stated_price(product), "") for product in (origin, other))
    return Difference(PRICE, origin.price, other.price, currency, step < 0, said, said, *ids)


def _stated_price(product: Comparable) -> Iterator[str]:
    """Yield the node of the product's price, where facts state that price."""
    value = product.values.get(PRICE)
    if value and (value.number, value.unit) == (product.price, product.currency):
        yield value.id


def _sign(step: float) -> str:
    return "＋" if step > 0 else "−"


def _amount(step: float) -> str:
    return f"{abs(step):,.2f}".rstrip("0").rstrip(".")

"""From all values that facts state of a product's attributes to what a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graph.views.details import ParameterView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ONE_VALUED: Final = frozenset(
    {
        "battery_capacity",
        "dimensions",
        "optical_zoom",
        "refresh_rate",
        "screen_size",
        "sensor_size",
        "soc",
        "water_resistance",
        "weight",
        "year",
    }
)
"""Attributes of which a device has one value: two of them contradict each other. Others (colours, cameras,
networks, sizes of storage on sale) may have several."""

VARIANT_ATTRIBUTES: Final = frozenset({"ram", "storage", "color", "price", "sim"})
"""Attributes that tell variants of a model apart: their values hang on the Product."""


def settle(rows: Iterable[Mapping[str, Any]]) -> tuple[ParameterView, ...]:
    """Return one view for each value that stands; of contradicting ones the best supported, others beside it.

    Rows come in the order of attribute, then support, best first.
    """
    views = [ParameterView(**row) for row in rows]
    by_attribute: dict[str, list[ParameterView]] = {}
    for view in views:
        by_attribute.setdefault(view.attribute, []).append(view)
    settled: list[ParameterView] = []
    for attribute, values in by_attribute.items():
        if attribute in ONE_VALUED:
            settled.append(_with_others(values[0], tuple(values[1:])))
        else:
            settled.extend(values)
    return tuple(settled)


def _with_others(best: ParameterView, others: tuple[ParameterView, ...]) -> ParameterView:
    return best._replace(others=others) if others else best

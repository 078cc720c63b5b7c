import re
from collections import Counter

import pytest

from extraction.cells import read_values
from extraction.folding import fold, is_cjk
from seeds.shoppers import ATTRIBUTES, YUAN, Json
from tests.seeds.samples import lexicon, rows

DEVICES = rows("devices")


def ids(devices: list[Json]) -> list[str]:
    return [device["id"] for device in devices]


def test_a_shop_full_of_devices() -> None:
    categories = Counter(device["category"] for device in DEVICES)
    assert len(DEVICES) >= 300
    assert len({device["brand"] for device in DEVICES}) >= 30
    assert categories.keys() >= {"smartphone", "laptop", "tablet", "smartwatch", "headphones"}
    assert sum(count for name, count in categories.items() if "camera" in name) >= 30


def test_ids_are_unique_slugs() -> None:
    assert [name for name, count in Counter(ids(DEVICES)).items() if count > 1] == []
    assert [name for name in ids(DEVICES) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_titles_in_both_languages() -> None:
    def chinese(text: str) -> bool:
        return any(map(is_cjk, text))

    assert ids([device for device in DEVICES if not chinese(device["title_zh"])]) == []
    assert ids([device for device in DEVICES if not device["title_en"] or chinese(device["title_en"])]) == []
    titles = Counter(device[name] for device in DEVICES for name in ("title_zh", "title_en"))
    assert [title for title, count in titles.items() if count > 1] == []


def test_prices_have_a_currency_and_releases_a_month() -> None:
    unpriced = [
        d["id"] for d in DEVICES if "price" in d and not (d["price"] > 0 and d.get("currency") in YUAN)
    ]
    assert unpriced == []
    assert (
        ids([d for d in DEVICES if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", d.get("released", "2020-01"))])
        == []
    )


@pytest.mark.parametrize(
    ("label", "field"), [("BRAND", "brand"), ("CATEGORY", "category"), ("FEATURE", "features")]
)
def test_the_lexicon_knows_every_name(label: str, field: str) -> None:
    def names(device: Json) -> list[str]:
        return device[field] if isinstance(device[field], list) else [device[field]]

    unknown = {name for device in DEVICES for name in names(device) if not lexicon().resolve(label, name)}
    assert unknown == set()


def test_no_device_names_a_feature_twice() -> None:
    twice = [
        (device["id"], names)
        for device in DEVICES
        if len(names := [lexicon().resolve("FEATURE", name) for name in device["features"]]) > len(set(names))
    ]
    assert twice == []


def test_no_name_of_the_lexicon_means_two_things() -> None:
    entries: dict[tuple[str, str], set[str]] = {}
    for entry in lexicon().entries.values():
        for name in entry.names():
            entries.setdefault((entry.label, fold(name)), set()).add(entry.id)
    assert {name: ids for name, ids in entries.items() if len(ids) > 1} == {}


def test_every_parameter_is_understood() -> None:
    odd = [
        (device["id"], attribute, text)
        for device in DEVICES
        for attribute, text in device["parameters"].items()
        if attribute not in ATTRIBUTES or not read_values(text, attribute)
    ]
    assert odd == []


def test_every_number_is_read_as_one() -> None:
    cells = [
        (device["id"], attribute, text, read_values(text, attribute))
        for device in DEVICES
        for attribute, text in device["parameters"].items()
        if attribute in {"ram", "storage", "battery_capacity", "charging_power", "screen_size", "weight"}
    ]
    assert [cell for cell in cells if not isinstance(cell[3][0].value, int | float)] == []

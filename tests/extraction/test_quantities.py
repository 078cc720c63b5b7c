import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.quantities import find_values

ONE = [
    ("1亿像素", "camera", 100, "MP"),
    ("4800万像素", "camera", 48, "MP"),
    ("后置5000万主摄", "main_camera", 50, "MP"),
    ("前置3200万像素", "front_camera", 32, "MP"),
    ("三千五百毫安", "battery_capacity", 3500, "mAh"),
    ("五千毫安时", "battery_capacity", 5000, "mAh"),
    ("72Wh", "battery_capacity", 72, "Wh"),
    ("6.1英寸", "screen_size", 6.1, "inch"),
    ('15.6"', "screen_size", 15.6, "inch"),
    ("1/1.28英寸", "sensor_size", "1/1.28", "inch"),
    ("1TB", "storage", 1024, "GB"),
    ("1.2kg", "weight", 1200, "g"),
    ("3.5 lb", "weight", 1587.57, "g"),
    ("2400x1080", "resolution", "2400x1080", "px"),
    ("FHD+", "resolution", "FHD+", "px"),
    ("120Hz", "refresh_rate", 120, "Hz"),
    ("2000尼特", "brightness", 2000, "nit"),
    ("骁龙8 Gen3", "soc", "骁龙8 Gen3", ""),
    ("天玑9300", "soc", "天玑9300", ""),
    ("Snapdragon 8 Gen 2", "soc", "Snapdragon 8 Gen 2", ""),
    ("i7-13700H", "cpu", "i7-13700H", ""),
    ("RTX 4060", "gpu", "RTX 4060", ""),
    ("5G", "network", "5G", ""),
    ("Wi-Fi 6E", "wifi", "Wi-Fi 6E", ""),
    ("蓝牙5.3", "bluetooth", "5.3", ""),
    ("IP68", "water_resistance", "IP68", ""),
    ("双卡双待", "sim", "dual", ""),
    ("Dual SIM", "sim", "dual", ""),
    ("24-70mm", "focal_length", "24-70", "mm"),
    ("f/1.8", "aperture", "1.8", "f"),
    ("4K 60fps", "video", "4K 60fps", ""),
    ("¥3,999", "price", 3999, "CNY"),
    ("Midnight Black", "color", "Midnight Black", ""),
    ("八核", "other", "八核", ""),
]


@pytest.mark.parametrize(("text", "attribute", "value", "unit"), ONE)
def test_one_value(text: str, attribute: str, value: object, unit: str) -> None:
    (found,) = find_values(text)
    assert (found.attribute, found.value, found.unit) == (attribute, value, unit)


@pytest.mark.parametrize("text", ["8GB+128GB", "8+128G", "8GB/128GB", "8 GB RAM 128 GB SSD", "128GB 8GB"])
def test_memory_and_storage_are_told_apart(text: str) -> None:
    found = {value.attribute: value.value for value in find_values(text)}
    assert found == {"ram": 8, "storage": 128}


def test_a_network_is_no_memory_and_grams_are_no_gigabytes() -> None:
    found = [(value.text, value.attribute) for value in find_values("5G手机 185g 256GB")]
    assert found == [("5G", "network"), ("185g", "weight"), ("256GB", "storage")]


def test_a_number_of_hundreds_of_digits_is_none() -> None:
    found = find_values(f"电池{'9' * 400}mAh，屏幕{'9' * 400}英寸，重{'9' * 400}克，¥{'9' * 400}，5G")
    assert [value.text for value in found] == ["5G"]


@given(
    st.text(st.characters(codec=None), max_size=60)
    | st.from_regex(r"(\d{1,4}(GB|g|万|亿|mAh|W|x|\"| )?[+/ ]?){1,6}")
)
def test_spans_are_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for value in find_values(text):
        assert value.start >= end
        assert text[value.start : value.end] == value.text
        end = value.end

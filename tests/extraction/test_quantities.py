import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.folding import fold
from extraction.patterns import read_patterns
from extraction.quantities import find_values

SEEDS = Path(__file__).parents[2] / "seeds"

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
    ("一百八十九克", "weight", 189, "g"),
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
    ("799美元", "price", 799, "USD"),
    ("两百美元", "price", 200, "USD"),
    ("三千五百元", "price", 3500, "CNY"),
    ("6,299 yuan", "price", 6299, "CNY"),
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


TITLES = [
    ("16.42 cm Display", "screen_size", 6.46, "inch"),
    ("39.6 cm (15.6)", "screen_size", 15.59, "inch"),
    ("四千八百万像素", "camera", 48, "MP"),
    ("六十六瓦", "charging_power", 66, "W"),
    ("24-70mm", "focal_length", "24-70", "mm"),
    ("f/2.8-4.0", "aperture", "2.8-4", "f"),
    ("4/3英寸", "sensor_size", "4/3", "inch"),
    ("1英寸主摄", "sensor_size", 1, "inch"),
    ("up to 5000mAh", "battery_capacity", 5000, "mAh"),
    ("约188g", "weight", 188, "g"),
    ("1.5GB RAM", "ram", 1.5, "GB"),
    ("500GB HDD", "storage", 500, "GB"),
    ("4TB NVMe SSD", "storage", 4096, "GB"),
    ("Quad HD", "resolution", "Quad HD", "px"),
    ("Octa Core", "other", "Octa Core", ""),
    ("2.3GHz", "other", "2.3GHz", ""),
    ("LPDDR5X", "other", "LPDDR5X", ""),
    ("100%sRGB", "other", "100%sRGB", ""),
    ("33 ft Waterproof", "water_resistance", 10.06, "m"),
    ("40米潜水", "water_resistance", 40, "m"),
    ("5ATM", "water_resistance", "5ATM", ""),
    ("4K60", "video", "4K60", ""),
    ("Bluetooth 5.0", "bluetooth", "5", ""),
    ("win11", "os", "win11", ""),
    ("澎湃OS 2", "os", "澎湃OS 2", ""),
    ("Snapdragon 8 Elite", "soc", "Snapdragon 8 Elite", ""),
    ("Snapdragon 8s Gen 3", "soc", "Snapdragon 8s Gen 3", ""),
    ("Snapdragon X Elite", "cpu", "Snapdragon X Elite", ""),
    ("Dimensity 8300-Ultra", "soc", "Dimensity 8300-Ultra", ""),
    ("骁龙8至尊版", "soc", "骁龙8至尊版", ""),
    ("骁龙855Plus", "soc", "骁龙855Plus", ""),
    ("天玑9300+", "soc", "天玑9300+", ""),
    ("Atom Z3580", "soc", "Atom Z3580", ""),
    ("Tensor G4", "soc", "Tensor G4", ""),
    ("12代酷睿i7", "cpu", "12代酷睿i7", ""),
    ("Core Ultra 7 155H", "cpu", "Core Ultra 7 155H", ""),
    ("Core 7 150U", "cpu", "Core 7 150U", ""),
    ("锐龙AI 9 HX 370", "cpu", "锐龙AI 9 HX 370", ""),
    ("Ryzen AI 9 365", "cpu", "Ryzen AI 9 365", ""),
    ("GeForce RTX 4060", "gpu", "GeForce RTX 4060", ""),
    ("Coral Blue", "color", "Coral Blue", ""),
    ("Asteroid Black", "color", "Asteroid Black", ""),
    ("GOLD PLATINUM", "color", "GOLD PLATINUM", ""),
    ("(PRODUCT)RED", "color", "(PRODUCT)RED", ""),
    ("Titanium Silverblue", "color", "Titanium Silverblue", ""),
    ("雅川青", "color", "雅川青", ""),
    ("沙漠色钛金属", "color", "沙漠色钛金属", ""),
    ("Unlocked Black", "color", "Black", ""),
]


@pytest.mark.parametrize(("text", "attribute", "value", "unit"), TITLES)
def test_one_value_as_titles_write_it(text: str, attribute: str, value: object, unit: str) -> None:
    (found,) = find_values(text)
    assert (found.attribute, found.value, found.unit) == (attribute, value, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iPhone 16 Pro A18 Pro", [("soc", "A18 Pro")]),
        ("OPPO A17", []),
        ("MacBook Pro M4 Max", [("cpu", "M4 Max")]),
        ('6.1" / 15.5 cm', [("screen_size", '6.1"'), ("screen_size", "15.5 cm")]),
        ("IP68/IP69K", [("water_resistance", "IP68"), ("water_resistance", "IP69K")]),
        ("120HzOLED", [("refresh_rate", "120Hz")]),
        ("POCO F5", []),
        ("送64G卡", []),
        ("64GB Memory Card", []),
        ("11th Gen Intel Core i5-1135G7", [("other", "11th Gen"), ("cpu", "Core i5-1135G7")]),
        ("720Hz触控采样率", [("other", "720Hz")]),
    ],
)
def test_values_in_company(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(value.attribute, value.text) for value in find_values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("红米note5 3+32", ["ram 3", "storage 32"]),
        ("8/256GB", ["ram 8", "storage 256GB"]),
        ("12GB 16GB 512GB", ["ram 12GB", "ram 16GB", "storage 512GB"]),
        ("64GB 128GB 256GB", ["storage 64GB", "storage 128GB", "storage 256GB"]),
        ("Nexus 5X 16GB", ["storage 16GB"]),
        ("Gaming Laptop 16GB", ["ram 16GB"]),
        ("Pixel 7 Pro 12GB", ["ram 12GB"]),
        ("8GB 1.5GB RAM", ["storage 8GB", "ram 1.5GB"]),
        ("RTX 4050 6GB / 16GB / 512GB", ["ram 16GB", "storage 512GB"]),
        ("RTX3050 4G独显 16G 512G", ["ram 16G", "storage 512G"]),
        ("8GB/12GB/16GB+256GB", ["ram 8GB", "ram 12GB", "ram 16GB", "storage 256GB"]),
        ("RTX4070/16G/1T", ["ram 16G", "storage 1T"]),
    ],
)
def test_lists_of_memory(text: str, expected: list[str]) -> None:
    found = [f"{v.attribute} {v.text}" for v in find_values(text) if v.attribute in {"ram", "storage"}]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5000±50mAh", [("battery_capacity", 5000, "5000±50mAh")]),
        ("电池容量5000mAh±5%", [("battery_capacity", 5000, "5000mAh")]),
        ("5000 ± 5% mAh", [("battery_capacity", 5000, "5000 ± 5% mAh")]),
        ("6.1±0.1英寸 120Hz", [("screen_size", 6.1, "6.1±0.1英寸"), ("refresh_rate", 120, "120Hz")]),
        ("重量 168g±3g，4G", [("weight", 168, "168g"), ("network", "4G", "4G")]),
        ("重168±3克", [("weight", 168, "168±3克")]),
        ("1.24 kg (+/- 0.05 kg)", [("weight", 1240, "1.24 kg")]),
        ("屏幕6.67英寸（±0.05）", [("screen_size", 6.67, "6.67英寸")]),
        ("误差±3%", []),
    ],
)
def test_a_tolerance_is_no_value(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert [(value.attribute, value.value, value.text) for value in find_values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小米14，120Hz，67W快充，256GB", ["refresh_rate 120", "charging_power 67", "storage 256"]),
        ("小米14,120W快充", ["charging_power 120"]),
        ("Find X7,100W闪充", ["charging_power 100"]),
        ("1,200W 1,000Hz", ["charging_power 1200", "refresh_rate 1000"]),
        ('iPhone 14 15,5 cm (6,1")', ["screen_size 6.1", "screen_size 6.1"]),
        ("5,000mAh 1,24 kg", ["battery_capacity 5000", "weight 1240"]),
    ],
)
def test_a_comma_is_in_a_number_only_where_people_write_one(text: str, expected: list[str]) -> None:
    assert [f"{value.attribute} {value.value}" for value in find_values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持512GB扩展 4GB+64GB", ["ram 4GB", "storage 64GB"]),
        ("可扩展至1TB，64GB", ["storage 64GB"]),
        ("64GB, expandable up to 1TB microSD", ["storage 64GB"]),
        ("microSD up to 512GB, 64GB storage", ["storage 64GB"]),
        ("iPhone 15 with 20W charger, 27W", ["charging_power 27W"]),
        ("含67W快充充电器 120W快充", ["charging_power 120W"]),
        ("送20000mAh充电宝 5000mAh", ["battery_capacity 5000mAh"]),
        ("顺丰配送 128GB", ["storage 128GB"]),
        ("原价5999元 现价4999元", ["price 4999元"]),
        ("满3000减200元 到手2799元", ["price 2799元"]),
        ("$299 (was $399)", ["price $299"]),
        ("it was $199", ["price $199"]),
    ],
)
def test_what_may_be_added_given_or_saved_is_no_value(text: str, expected: list[str]) -> None:
    assert [f"{value.attribute} {value.text}" for value in find_values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("后置1亿800万像素 前置3200万", ["main 108", "front 32"]),
        ("后置50MP+12MP+10MP 前置12MP", ["main 50", "main 12", "main 10", "front 12"]),
        ("后置6400万主摄，前置1600万", ["main 64", "front 16"]),
        ("前置3200万双主摄", ["front 32"]),
        ("5000万后置3200万前置", ["main 50", "front 32"]),
        ("5000万主摄 前置3200万像素", ["main 50", "front 32"]),
        ("50MP rear 16MP front camera", ["main 50", "front 16"]),
        ("rear 50MP front 16MP", ["main 50", "front 16"]),
        ("108MP main camera, 16MP selfie, 8MP", ["main 108", "front 16", "camera 8"]),
    ],
)
def test_a_number_of_pixels_is_of_the_camera_that_is_named_beside_it(text: str, expected: list[str]) -> None:
    found = [f"{value.attribute.removesuffix('_camera')} {value.value}" for value in find_values(text)]
    assert found == expected


def test_what_a_rule_needs_stands_wherever_its_pattern_matches() -> None:
    texts = [text for text, *_ in ONE]
    for file in sorted(SEEDS.glob("annotated/*.jsonl")):
        texts += [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    folded = [fold(text) for text in texts]
    needy = [row for row in read_patterns("parameters") if "needs" in row]
    assert len(needy) > len(read_patterns("parameters")) / 2
    for row in needy:
        pattern = re.compile(row["pattern"])
        without = [text for text in folded if not any(word in text for word in row["needs"])]
        assert not [text for text in without if pattern.search(text)], row


SEVERAL = [
    ("支持60/90/120Hz刷新率", [("60", 60, "Hz"), ("90", 90, "Hz"), ("120Hz", 120, "Hz")]),
    ("60、120 赫兹", [("60", 60, "Hz"), ("120 赫兹", 120, "Hz")]),
    ("128/256/512GB", [("128", 128, "GB"), ("256", 256, "GB"), ("512GB", 512, "GB")]),
    ("8/12GB+256GB", [("8", 8, "GB"), ("12GB", 12, "GB"), ("256GB", 256, "GB")]),
    ("小米14/120Hz", [("120Hz", 120, "Hz")]),
    ("小米13/67W", [("67W", 67, "W")]),
    ("1-120Hz LTPO", [("1-120Hz", 120, "Hz")]),
    ("4500~5000mAh", [("4500~5000mAh", 5000, "mAh")]),
]


@pytest.mark.parametrize(("text", "values"), SEVERAL)
def test_a_list_has_each_of_its_values_and_a_range_counts_with_its_end(
    text: str, values: list[tuple[str, float, str]]
) -> None:
    assert [(value.text, value.value, value.unit) for value in find_values(text)] == values


@pytest.mark.parametrize(
    "text", ["4GB+4GB扩展内存 64GB", "4+4GB虚拟内存 64GB", "4GB + 4GB extended RAM 64GB", "4G+4G内存拓展 64G"]
)
def test_memory_that_is_made_of_storage_is_none(text: str) -> None:
    assert [(value.attribute, value.value) for value in find_values(text)] == [("ram", 4), ("storage", 64)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("water resistant to 50 meters", ("50 meters", "water_resistance", 50)),
        ("waterproof up to 30 feet", ("30 feet", "water_resistance", 9.14)),
        ("防水50米智能手表", ("50米", "water_resistance", 50)),
        ("2023新款", ("2023", "year", 2023)),
        ("2023款", ("2023", "year", 2023)),
        ("780M核显", ("780M", "gpu", "780M")),
    ],
)
def test_values_are_told_by_the_words_beside_them(text: str, found: tuple[str, str, object]) -> None:
    assert [(value.text, value.attribute, value.value) for value in find_values(text)] == [found]


def test_a_distance_of_something_else_is_no_depth() -> None:
    assert find_values("防水蓝牙耳机10米连接") == []


@pytest.mark.parametrize(("text", "attribute"), [
    ("Attenuation below 200 Hz was the strongest", "other"),
    ("降噪在200Hz以下最强", "other"),
    ("3840Hz零风险调光", "other"),
    ("a 200 Hz screen", "refresh_rate"),
    ("200Hz电竞屏", "refresh_rate"),
    ("200Hz", "refresh_rate"),
    ("120Hz 双扬声器 sound by AKG", "refresh_rate"),
])  # fmt: skip
def test_a_frequency_of_sound_or_dimming_is_no_refresh_rate(text: str, attribute: str) -> None:
    (found,) = find_values(text)
    assert found.attribute == attribute

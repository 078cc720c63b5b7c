from pathlib import Path

import pytest

from daogou.pipeline.titles import settled, spaced
from extraction.lexicon import read_lexicon
from sources.catalog import read_catalog
from sources.mapping import Column, Mapping
from sources.records import CatalogRecord

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
BRANDS = [name for entry in LEXICON.of("BRAND") for name in entry.names()]


def read(folder: Path, title: str) -> CatalogRecord:
    file = folder / "shop.tsv"
    file.write_text(f"id\ttitle\n1\t{title}\n", "utf-8")
    mapping = Mapping((Column("id", "id"), Column("title", "title")))
    (record,) = settled(read_catalog(file, mapping, brands=BRANDS), LEXICON)
    assert isinstance(record, CatalogRecord)
    return record


@pytest.mark.parametrize(
    ("title", "model", "categories"),
    [
        ("小米14 16GB+1TB 黑色 5G手机 4610mAh 无线充电 NFC", "14", ("手机",)),
        ("Xiaomi 14 12GB/256GB White Smartphone Leica Camera", "14", ("Smartphone",)),
        ("HUAWEI 华为 Mate60Pro 12GB+512GB 雅川青 卫星通话", "Mate 60 Pro", ()),
        ("苹果 iPhone13ProMax 256GB 远峰蓝色 全网通", "iPhone 13 Pro Max", ()),
        ("三星Galaxy S24 Ultra 12GB+256GB 比 S23 Ultra 轻2克 232克", "Galaxy S24 Ultra", ()),
        ("Zorbatech Q9 Max 8+256G 手机 曲面屏", "Q9 Max", ("手机",)),
        ("倍思 65W氮化镓充电器 适用小米14/iPhone 15 Pro", None, ()),
        ("Spigen Case for iPhone 15 Pro 6.1 inch Black", None, ()),
        ("ASUS 13.3 inch Zenbook S 13 OLED Laptop (Basalt Gray)", "Zenbook S 13 OLED", ("Laptop",)),
        ("Moto G 5G (2022) 128GB", "G (2022)", ()),
    ],
)
def test_a_models_name_is_what_a_title_calls_it(
    title: str, model: str | None, categories: tuple[str, ...], tmp_path: Path
) -> None:
    record = read(tmp_path, title)
    assert (record.model, record.categories) == (model, categories)
    for field in ("model", "category"):
        for start, end in record.spans.get(field, ()):
            assert record.specification[start:end] in title


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("iPhone13ProMax", "iPhone 13 Pro Max"),
        ("13Ultra", "13 Ultra"),
        ("iPad Air5", "iPad Air 5"),
        ("Galaxy S24+", "Galaxy S24+"),
        ("WH-1000XM5", "WH-1000XM5"),
        ("X100", "X100"),
    ],
)
def test_the_words_of_a_name_stand_apart(name: str, expected: str) -> None:
    assert spaced(name) == expected

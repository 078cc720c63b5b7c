from pathlib import Path

import pytest

from sources.errors import ColumnError
from sources.guess import guess_mapping
from sources.mapping import Mapping


def guess(folder: Path, text: str, name: str = "shop.csv") -> Mapping:
    path = folder / name
    path.write_text(text, "utf-8")
    return guess_mapping(path)


def meanings(mapping: Mapping) -> dict[str, tuple[str, str, str]]:
    return {column.header: (column.field, column.attribute, column.unit) for column in mapping.columns}


def test_chinese_headers(tmp_path: Path) -> None:
    mapping = guess(
        tmp_path,
        "商品编号,品牌,型号,价格(元),电池容量(mAh),屏幕尺寸,上市时间,功能,库存\n"
        "1,华为,Mate 40,4999,4200,6.5英寸,2020年10月,NFC、无线充电,3\n"
        "2,华为,Mate 50,5999,4460,6.7英寸,2022年9月,NFC、红外,4\n"
        "3,小米,11,3999,4600,6.81英寸,2021年1月,NFC、红外、无线充电,5\n",
    )
    assert meanings(mapping) == {
        "商品编号": ("id", "", ""),
        "品牌": ("brand", "", ""),
        "型号": ("model", "", ""),
        "价格(元)": ("price", "", ""),
        "电池容量(mAh)": ("parameter", "battery_capacity", "mAh"),
        "屏幕尺寸": ("parameter", "screen_size", ""),
        "上市时间": ("released", "", ""),
        "功能": ("feature", "", ""),
        "库存": ("in_stock", "", ""),
    }
    assert mapping.currency == "CNY"


def test_units_stand_in_the_header_in_the_cells_or_are_the_usual_ones(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "name,Weight (kg),ram,storage\nA b,1.2,8,256 GB\nA c,1.3,16,512 GB\n")
    units = {column.attribute: column.unit for column in mapping.columns}
    assert units == {"": "", "weight": "kg", "ram": "GB", "storage": ""}


def test_cells_speak_where_headers_do_not(tmp_path: Path) -> None:
    mapping = guess(
        tmp_path,
        "name,a,b,c,d,e,f,g\n"
        "A b,Yes,5000 mAh,https://x.org/1,https://x.org/1.jpg,gps / nfc,17,No\n"
        "A c,No,4000 mAh,https://x.org/2,https://x.org/2.jpg,gps,18,RJ45\n"
        "A d,,4100 mAh,https://x.org/3,https://x.org/3.jpg,gps / nfc,19,RJ45\n",
    )
    assert [meaning[:2] for meaning in meanings(mapping).values()] == [
        ("name", ""),
        ("flag", ""),
        ("parameter", "battery_capacity"),
        ("url", ""),
        ("image", ""),
        ("feature", ""),
        ("ignore", ""),
        ("flag", ""),
    ]
    assert all(column.because for column in mapping.columns)


def test_a_header_that_its_cells_belie_is_not_believed(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "name,price,resolution\nA b,cheap,blurry\nA c,dear,sharp\n")
    assert [column.field for column in mapping.columns] == ["name", "ignore", "ignore"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("brand,name\nAcme,Acme X1\nAcme,acme X2\n", "name"),
        ("brand,name\nAcme,X1\nAcme,X2\n", "model"),
        ('brand,name\nAcme,"Acme 13"" X1 Laptop (Black)"\nAcme,Acme X2 Laptop\n', "title"),
        ("model,ram\nAcme X1,3GB\nAcme X2,3GB\n", "name"),
    ],
)
def test_names_models_and_shop_titles_are_told_apart(tmp_path: Path, text: str, field: str) -> None:
    mapping = guess(tmp_path, text)
    assert field in {column.field for column in mapping.columns}


def test_a_field_is_read_from_one_column(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "name,price,msrp,ram,memory\nA b,1,2,3GB,4GB\n")
    assert [column.field for column in mapping.columns] == ["name", "price", "ignore", "parameter", "ignore"]
    assert mapping.columns[2].because == "price is read from price"


def test_prose_is_no_list_of_features(tmp_path: Path) -> None:
    prose = "".join(f'A {i},"one {i}x, two {i}y"\n' for i in "abcdefgh")
    assert guess(tmp_path, "name,notes\n" + prose).columns[1].field == "ignore"


def test_values_in_several_columns(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "name,length,width,height,os_type,os_version\nA b,1,2,3,Android,11\n")
    assert [(item.columns, item.attribute) for item in mapping.composites] == [
        (("length", "width", "height"), "dimensions"),
        (("os_type", "os_version"), "os"),
    ]


def test_a_weight_of_zero_means_unknown(tmp_path: Path) -> None:
    assert "0" in guess(tmp_path, "name,weight\nA b,0\nA c,120\n").missing
    assert "0" not in guess(tmp_path, "name,weight\nA b,110\nA c,120\n").missing


def test_the_files_name_may_say_the_kind(tmp_path: Path) -> None:
    assert guess(tmp_path, "name,ram\nA b,3GB\n", "our_laptops.csv").category == "laptop"


def test_without_names_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(
        ColumnError, match="found no column of names among foo, bar; expected one called title"
    ):
        guess(tmp_path, "foo,bar\n1,2\n")

import tracemalloc
from pathlib import Path

import pytest

from sources.catalog import read_catalog
from sources.errors import ColumnError
from sources.guess import guess_mapping
from sources.mapping import Column, Mapping
from sources.mapping_files import read_mapping
from sources.records import CatalogRecord, Reject

MAPPINGS = Path(__file__).parents[2] / "seeds" / "mappings"
HEADER = "id,brand,name,price,released\n"
GSMARENA = (
    "id,brand,name,url,type,network_technology,network_types,sensors_count,sensors_types,length,width,height,"
    "weight,resolution_l,resolution_w,screen_body_ratio,screen_size,ppi,battery_type,battery_capacity,sim_type,"
    "sim_count,os_type,os_version,price,released_date,cpu_core,ram,internal_storage,fan_count,view_count\n"
    '1,INFINIX,"Infinix S3X",https://www.gsmarena.com/infinix_s3x-9420.php,phone,4G,"GSM / HSPA / LTE",5,'
    '"fingerprint / accelerometer/ gyro; compass",156.7,75.3,8,150.0,"720 "," 1500",82.0,6.2,268,NULL,4000,nano,2,'
    "Android,8.1,90,2018,8,3GB,32GB,10,485\n"
    '2,APPLE,"Apple Watch",u,watch,2G,"No cellular connectivity",NULL,NULL,156.7,NULL,8,NULL,NULL,NULL,NULL,NULL,'
    "NULL,NULL,NULL,NULL,0,watchOS,NULL,NULL,NULL,NULL,NULL,NULL,1,1\n"
)
CAMERAS = (
    "Model,Release date,Max resolution,Low resolution,Effective pixels,Zoom wide (W),Zoom tele (T),"
    "Normal focus range,Macro focus range,Storage included,Weight (inc. batteries),Dimensions,Price\n"
    "Agfa ePhoto 1280,1997,1024,640,0,38,114,70,40,4,420,95,179\n"
    "Agfa ePhoto CL18,2000,640,0,0,45,45,0,0,2,0,0,179\n"
)


def read(folder: Path, text: str, mapping: Mapping | None = None) -> list[CatalogRecord | Reject]:
    path = folder / "catalog.csv"
    path.write_text(text, "utf-8", newline="")
    return list(read_catalog(path, mapping or guess_mapping(path)))


def records(folder: Path, text: str, mapping: Mapping | None = None) -> list[CatalogRecord]:
    return [record for record in read(folder, text, mapping) if isinstance(record, CatalogRecord)]


def test_gsmarena(tmp_path: Path) -> None:
    phone, watch = records(tmp_path, GSMARENA, read_mapping(MAPPINGS / "gsmarena.toml"))
    assert (phone.id, phone.brand, phone.model, phone.categories) == (
        "gsmarena-1",
        "INFINIX",
        "S3X",
        ("phone",),
    )
    assert (phone.price, phone.currency, phone.released) == (90.0, "EUR", "2018")
    cells = [(cell.attribute, cell.text, cell.unit) for cell in phone.cells]
    assert {
        ("dimensions", "156.7 x 75.3 x 8", "mm"),
        ("resolution", "720 x 1500", "px"),
        ("os", "Android 8.1", ""),
        ("battery_capacity", "4000", "mAh"),
        ("sim", "dual", ""),
        ("ram", "3GB", ""),
    } <= set(cells)
    assert [text for kind, text, _ in cells if kind == "feature"] == [
        "fingerprint",
        "accelerometer",
        "gyro",
        "compass",
    ]
    assert [text for kind, text, _ in cells if kind == "network"] == ["4G", "GSM", "HSPA", "LTE"]
    assert (watch.model, watch.released, watch.price) == ("Watch", None, None)
    assert [(cell.attribute, cell.text) for cell in watch.cells] == [("network", "2G"), ("os", "watchOS")]


def test_cameras(tmp_path: Path) -> None:
    first, second = records(tmp_path, CAMERAS, read_mapping(MAPPINGS / "cameras.toml"))
    assert (first.brand, first.model, first.categories) == ("Agfa", "ePhoto 1280", ("digital camera",))
    assert (first.price, first.currency, first.released) == (179.0, "USD", "1997")
    assert ("focal_length", "38-114", "mm") in {
        (cell.attribute, cell.text, cell.unit) for cell in first.cells
    }
    lenses = [cell.text for cell in second.cells if cell.attribute == "focal_length"]
    assert lenses == ["45"]
    assert "weight" not in {cell.attribute for cell in second.cells}


def test_laptops(tmp_path: Path) -> None:
    mapping = read_mapping(MAPPINGS / "bh_laptops.toml")
    row = dict.fromkeys([column.header for column in mapping.columns], "")
    row |= {
        "Name": 'ASUS 13.3"" Zenbook S 13 OLED Laptop (Basalt Gray)',
        "Touch-Screen": "No",
        "Bluetooth": "Yes",
        "Weight": "2.2 lb / 1 kg",
        "Webcam": "User-Facing: 1080p",
        "Price": "$1,299.99",
    }
    text = ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    (laptop,) = records(tmp_path, text, mapping)
    assert (laptop.brand, laptop.model, laptop.categories) == ("ASUS", "Zenbook S 13 OLED", ("Laptop",))
    assert (laptop.price, laptop.currency) == (1299.99, "USD")
    assert [(cell.attribute, cell.text, cell.negated) for cell in laptop.cells] == [
        ("feature", "touchscreen", True),
        ("feature", "Bluetooth", False),
        ("weight", "2.2 lb / 1 kg", False),
        ("feature", "webcam", False),
        ("color", "Basalt Gray", False),
    ]


@pytest.mark.parametrize(("text", "name"), [(GSMARENA, "gsmarena"), (CAMERAS, "cameras")])
def test_every_value_stands_where_its_span_says(tmp_path: Path, text: str, name: str) -> None:
    for record in records(tmp_path, text, read_mapping(MAPPINGS / f"{name}.toml")):
        for cell in record.cells:
            assert record.specification[cell.start : cell.end] == cell.text
        stated = {"title": record.title, "brand": record.brand, "model": record.model}
        for field, value in stated.items():
            assert record.specification[slice(*record.spans[field][0])] == value
        places = record.spans["category"]
        assert tuple(record.specification[slice(*place)] for place in places) == record.categories


def test_every_bad_row_is_a_reject_and_the_good_ones_are_read(tmp_path: Path) -> None:
    hostile = "') DETACH DELETE n //"
    read_rows = read(
        tmp_path,
        HEADER
        + "1,Acme,Acme X1,10,2020\n2,Acme,Acme X2,-1,2020\n3,Acme,Acme X3,1,1823\n4,Acme,Acme X4,12 quux,2020\n"
        + f'5,Acme,,1,2020\n,Acme,Acme X6,1,2020\n7,Acme,"Acme {hostile}",1,2020\n8,Acme,Acme\n'
        + f'9,Acme,"Acme {"x" * 10_000_000}",1,2020\n10,Acme,Acme X10,1,2020\n',
    )
    assert [(row.line, row.reason) for row in read_rows if isinstance(row, Reject)] == [
        (3, "negative price"),
        (4, "release out of range"),
        (5, "unknown currency"),
        (6, "no name"),
        (7, "no id"),
        (9, "wrong number of cells"),
        (10, "row too long"),
    ]
    assert [row.model for row in read_rows if isinstance(row, CatalogRecord)] == ["X1", hostile, "X10"]


def test_an_unknown_unit_rejects_its_row(tmp_path: Path) -> None:
    bad, good = read(tmp_path, "name,weight\nA b,12 stone\nA c,12 g\n")
    assert isinstance(bad, Reject)
    assert (bad.reason, bad.found) == ("unknown unit of weight", "'stone'")
    assert isinstance(good, CatalogRecord)


def test_a_value_in_several_columns_is_checked_too(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,length,width,height\nA b,100,-5,8\n")
    assert isinstance(row, Reject)
    assert row.reason == "negative dimensions"


def test_a_repeated_product_is_read_again_and_another_under_its_id_is_not(tmp_path: Path) -> None:
    rows = read(tmp_path, HEADER + "1,A,A x,10,2020\n1,A,A x,12,2020\n1,A,A y,10,2020\n2,A,A z,10,2020\n")
    assert [type(row) for row in rows] == [CatalogRecord, CatalogRecord, Reject, CatalogRecord]
    assert isinstance(rows[2], Reject)
    assert (rows[2].line, rows[2].reason) == (4, "id used twice")
    assert "line 2" in rows[2].found


def test_without_an_id_equal_rows_are_one_product_and_variants_are_several(tmp_path: Path) -> None:
    rows = records(tmp_path, "name,ram,price\nA x,8 GB,10\nA x,8 GB,12\nA x,16 GB,12\n")
    assert rows[0].id == rows[1].id != rows[2].id


def test_a_brand_of_a_column_of_its_own_is_cut_from_the_model(tmp_path: Path) -> None:
    mapping = Mapping((Column("b", "brand"), Column("m", "model"), Column("t", "title")))
    (record,) = records(tmp_path, "b,m,t\nAcme,Acme X1,The fine Acme X1 phone\n", mapping)
    assert (record.brand, record.model, record.title) == ("Acme", "X1", "The fine Acme X1 phone")


def test_stock_is_read_where_a_column_says_it(tmp_path: Path) -> None:
    text = "id,name,stock\n1,A b,12\n2,A c,sold out\n3,A d,\n4,A e,In Stock\n5,A f,sometimes\n"
    found = read(tmp_path, text)
    assert [row.in_stock for row in found if isinstance(row, CatalogRecord)] == [True, False, None, True]
    (unclear,) = [row for row in found if isinstance(row, Reject)]
    assert (unclear.line, unclear.reason) == (6, "stock is unclear")


def test_a_mapping_puts_a_shops_own_word_for_stock(tmp_path: Path) -> None:
    columns = (Column("name", "name"), Column("state", "in_stock", values={"上架": "yes"}))
    (one,) = records(tmp_path, "name,state\nA b,上架\n", Mapping(columns))
    assert one.in_stock is True


def test_a_column_that_the_file_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="found no column weight, which the mapping names; it has name"):
        read(tmp_path, "name,ram\nA b,1\n", Mapping((Column("name", "name"), Column("weight", "ignore"))))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text(HEADER + "".join(f"{i},Acme,Acme X{i},12,2020\n" for i in range(rows)), "utf-8")
        mapping = guess_mapping(path)
        tracemalloc.start()
        assert sum(1 for _ in read_catalog(path, mapping)) == rows
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small = peak(500)
    assert peak(5_000) < small + 500_000

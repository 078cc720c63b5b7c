import gzip
from pathlib import Path

import pytest

from sources.errors import FileError
from sources.pgpr import PgprFolder
from sources.records import CatalogRecord, EventRecord, NeighbourRecord, Reject

FILES = {
    "users.txt.gz": "ann\nbob\n",
    "product.txt.gz": "P0\nP1\nP2\n",
    "brand.txt.gz": "Unknown\nAcme&amp;reg;\n\n",
    "brand_p_b.txt.gz": "1\n0\n2\n",
    "category.txt.gz": "Cases\nPhones &amp; More\n",
    "category_p_c.txt.gz": "0 1\n\n1\n",
    "related_product.txt.gz": "P1\nR1\n",
    "also_bought_p_p.txt.gz": "0 1\n\n\n",
    "train_label.txt": "0 0 2\n1 1\n",
}


def folder(path: Path, **changes: str | None) -> PgprFolder:
    for name, text in (FILES | {key.replace("__", "."): value for key, value in changes.items()}).items():
        if text is not None:
            data = text.encode()
            (path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return PgprFolder(path)


def test_products_have_brands_and_all_their_categories(tmp_path: Path) -> None:
    first, second, third = (item for item in folder(tmp_path).products() if isinstance(item, CatalogRecord))
    assert (first.id, first.brand, first.categories) == ("P0", "Acme®", ("Cases", "Phones & More"))
    assert first.specification == "brand: Acme®\ncategory: Cases\ncategory: Phones & More"
    assert [first.specification[slice(*span)] for span in first.spans["category"]] == [
        "Cases",
        "Phones & More",
    ]
    assert (second.brand, second.categories, third.brand) == (None, (), None)


def test_purchases_and_neighbours(tmp_path: Path) -> None:
    read = folder(tmp_path)
    bought = [item for item in read.purchases() if isinstance(item, EventRecord)]
    assert [(item.user, item.product, item.at) for item in bought] == [
        ("ann", "P0", None),
        ("ann", "P2", None),
        ("bob", "P1", None),
    ]
    assert len({item.id for item in bought}) == 3
    assert list(read.neighbours()) == [
        NeighbourRecord(1, "ALSO_BOUGHT", "P0", "P1"),
        NeighbourRecord(1, "ALSO_BOUGHT", "P0", "R1"),
    ]
    assert list(read.related()) == ["R1"]
    assert list(read.users()) == ["ann", "bob"]


def test_a_purchase_keeps_its_id(tmp_path: Path) -> None:
    def ids(**changes: str) -> list[str]:
        read = folder(tmp_path, **changes).purchases()
        return [item.id for item in read if isinstance(item, EventRecord)]

    assert ids()[0] == ids(train_label__txt="1 1\n0 0\n")[1]


def test_numbers_that_name_nothing_are_rejects_and_the_rest_is_read(tmp_path: Path) -> None:
    read = folder(tmp_path, train_label__txt="0 9 x 2\nq 1\n1 -1 1\n", brand_p_b__txt__gz="7\n1\n1\n")
    purchases = list(read.purchases())
    rejects = [item for item in purchases if isinstance(item, Reject)]
    assert [(item.line, item.found) for item in rejects] == [(1, "'9'"), (1, "'x'"), (2, "'q'"), (3, "'-1'")]
    assert rejects[0].reason == "train_label: no such line"
    assert rejects[0].expected == "a number from 0 to 2"
    assert [item.product for item in purchases if isinstance(item, EventRecord)] == ["P2", "P1"]
    assert [type(item) for item in read.products()] == [Reject, *[CatalogRecord] * 3]


def test_relations_may_be_missing(tmp_path: Path) -> None:
    missing = dict.fromkeys(["brand__txt__gz", "brand_p_b__txt__gz", "also_bought_p_p__txt__gz",
                             "related_product__txt__gz", "category_p_c__txt__gz"])  # fmt: skip
    read = folder(tmp_path, **missing)
    assert [item.id for item in read.products() if isinstance(item, CatalogRecord)] == ["P0", "P1", "P2"]
    assert list(read.neighbours()) == list(read.related()) == []


def test_a_file_that_is_needed_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"found neither users\.txt\.gz nor users\.txt"):
        list(folder(tmp_path, users__txt__gz=None).purchases())
    with pytest.raises(FileError, match="found no folder"):
        PgprFolder(tmp_path / "none")


@pytest.mark.parametrize(
    ("damage", "found"), [(slice(None, -12), "cut off"), (slice(3, None), "broken gzip")]
)
def test_damaged_gzip_data_is_named(tmp_path: Path, damage: slice, found: str) -> None:
    read = folder(tmp_path)
    path = tmp_path / "product.txt.gz"
    path.write_bytes(path.read_bytes()[damage])
    with pytest.raises(FileError, match=found) as error:
        list(read.products())
    assert str(path) in str(error.value)

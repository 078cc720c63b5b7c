"""Files and folders become data sets: what stands where, what is counted, what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from daogou.pipeline.datasets import read_counted, read_dataset
from recommend.dataset import Dataset, Matrix
from recommend.errors import DatasetError
from sources.errors import SourceError

FOLDER = {
    "users.txt.gz": "ann\nbob\ncid\n",
    "product.txt.gz": "P0\nP1\nP2\n",
    "brand.txt.gz": "Unknown\nAcme\n",
    "brand_p_b.txt.gz": "1\n0\n1\n",
    "category.txt.gz": "Cases\nPhones\n",
    "category_p_c.txt.gz": "0 1\n\n1\n",
    "related_product.txt.gz": "R0\nP1\nR1\n",
    "also_bought_p_p.txt.gz": "0 1 1\n\n2\n",
    "train_label.txt": "0 2 0\n1 1 1\n",
}


def ratings(path: Path, text: str) -> Path:
    file = path / "ratings.csv"
    file.write_text(text, "utf-8")
    return file


def folder(path: Path, **changes: str | None) -> Path:
    for name, text in (FOLDER | {key.replace("__", "."): value for key, value in changes.items()}).items():
        if text is not None:
            (path / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def triples(data: Dataset) -> list[tuple[str, str, float]]:
    cells = zip(data.rows, data.columns, data.values, strict=True)
    return [(data.users[row], data.items[column], float(value)) for row, column, value in cells]


def dense(matrix: Matrix) -> list[list[float]]:
    values: list[list[float]] = matrix.toarray().tolist()
    return values


def test_ratings_keep_their_order_and_times(tmp_path: Path) -> None:
    file = ratings(
        tmp_path, "userId,movieId,rating,timestamp\nb,x,4.5,964982703\na,y,2,964982700\nb,y,1,964982709\n"
    )
    data = read_dataset(file)
    assert triples(data) == [("b", "x", 4.5), ("a", "y", 2.0), ("b", "y", 1.0)]
    assert data.times is not None
    assert data.times.tolist() == [964982703, 964982700, 964982709]
    assert data.values.dtype == np.float32
    assert not data.knowledge.relations


def test_the_latest_of_several_ratings_counts(tmp_path: Path) -> None:
    rows = ("a,x,5,964982703", "a,x,1,964982701", "a,x,3,964982702", "b,x,2,964982701", "b,x,4,964982701")
    text = "\n".join(("user,item,rating,timestamp", *rows))
    data, loaded = read_counted(ratings(tmp_path, text))
    assert triples(data) == [("a", "x", 5.0), ("b", "x", 4.0)]
    assert loaded.shown() == {"rows": 5, "loaded": 5, "rejected": 0, "repeated": 3}


def test_without_a_time_the_last_row_counts(tmp_path: Path) -> None:
    data = read_dataset(ratings(tmp_path, "1,1,5,964982703\n1,1,2,\n2,1,3,964982701\n"))
    assert triples(data) == [("1", "1", 2.0), ("2", "1", 3.0)]
    assert data.times is None


def test_rows_that_are_no_rating_are_counted_and_written(tmp_path: Path) -> None:
    rows = "a,x,5\nb,x,3\na,y,nan\na,y,-1\na,y,99\na,,2\n,x,2\na,y\na,y,4\n"
    file = ratings(tmp_path, "user,item,rating\n" + rows)
    data, loaded = read_counted(file)
    assert triples(data) == [("a", "x", 5.0), ("b", "x", 3.0), ("a", "y", 4.0)]
    rejects = file.with_name("ratings.csv.rejected.jsonl")
    assert loaded.shown() == {
        "rows": 9, "loaded": 3, "rejected": 6, "repeated": 0, "rejects": str(rejects)
    }  # fmt: skip
    assert len(rejects.read_text().splitlines()) == 6


@pytest.mark.parametrize("text", ["", "user,item,rating\n", "user,item,rating\na,x,nan\n", "a,b\n1,2\n"])
def test_nothing_to_learn_from_is_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    file = ratings(tmp_path, text)
    with pytest.raises((SourceError, DatasetError), match=str(file)):
        read_dataset(file)


def test_a_folder_has_purchases_and_what_is_known_of_products(tmp_path: Path) -> None:
    data, loaded = read_counted(folder(tmp_path))
    assert (data.users, data.items) == (("ann", "bob", "cid"), ("P0", "P1", "P2"))
    assert triples(data) == [("ann", "P0", 1.0), ("ann", "P2", 1.0), ("bob", "P1", 1.0)]
    assert dense(data.knowledge.relations["brand"]) == [[1], [0], [1]]
    assert dense(data.knowledge.relations["category"]) == [[1, 1], [0, 0], [0, 1]]
    assert [len(text.split()) > 1 for text in data.knowledge.texts] == [True, False, True]
    # Columns: P0, P1, P2, R0, R1.
    assert dense(data.knowledge.neighbours["also_bought"]) == [[0, 1, 0, 1, 0], [0] * 5, [0, 0, 0, 0, 1]]
    assert (loaded.rejected, loaded.more) == (0, {"repeated": 1})


def test_relations_may_be_missing_or_broken(tmp_path: Path) -> None:
    names = ["brand__txt__gz", "brand_p_b__txt__gz", "also_bought_p_p__txt__gz", "related_product__txt__gz"]
    missing = dict.fromkeys(names)
    path = folder(tmp_path, **missing, train_label__txt="0 0 7\n1 x 1\n", category_p_c__txt__gz="9\n0\n\n")
    data, loaded = read_counted(path)
    assert triples(data) == [("ann", "P0", 1.0), ("bob", "P1", 1.0)]
    assert set(data.knowledge.relations) == {"category"}
    assert not data.knowledge.neighbours
    assert loaded.rejected == 3
    assert loaded.rejects == tmp_path / "train_label.txt.rejected.jsonl"


@pytest.mark.parametrize("label", ["", "9 9\n"])
def test_a_folder_without_purchases_is_an_error(tmp_path: Path, label: str) -> None:
    with pytest.raises(DatasetError, match="no purchase in train_label"):
        read_dataset(folder(tmp_path, train_label__txt=label))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="users"):
        read_dataset(tmp_path)

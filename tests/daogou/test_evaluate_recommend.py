"""`daogou evaluate recommend` on a file of ratings and on a folder of purchases."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.daogou.command import Daogou
from tests.daogou.test_datasets import folder

ACCURACIES = {"precision", "recall", "f1", "ndcg", "map", "hit rate"}
LISTS = {"coverage", "novelty", "diversity", "exposure gini"}
TWO = ("--algorithm", "popularity", "--algorithm", "item-cf")


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    chance = random.Random(3)
    rows = [
        f"u{user},m{item},{chance.choice((4, 5) if (user + item) % 2 else (1, 2))},{964_982_000 + user * item}"
        for user in range(30)
        for item in range(20)
        if chance.random() < (0.6 if (user + item) % 2 else 0.2)
    ]
    file = tmp_path / "ratings.csv"
    file.write_text("\n".join(("userId,movieId,rating,timestamp", *rows)) + "\n", "utf-8")
    return file


@pytest.mark.parametrize("split", ["random", "last", "temporal", "folds"])
def test_a_file_of_ratings(daogou: Daogou, ratings: Path, split: str) -> None:
    words = (*TWO, "--split", split, "--seeds", "2", "--k", "5", "--json")
    answer = daogou("evaluate", "recommend", ratings, *words)
    assert (answer.status, answer.err) == (0, "")
    found = answer.document
    assert (found["split"], found["k"], found["seeds"], found["users"]) == (split, 5, 2, 30)
    for name in ("popularity", "item-cf"):
        assert found["algorithms"][name].keys() == ACCURACIES | LISTS | {"rmse", "mae", "training seconds"}
        assert len(found["algorithms"][name]["ndcg"]["runs"]) == (10 if split == "folds" else 2)
    assert found["against"] == "popularity"
    assert found["differences"].keys() == {"item-cf"}
    assert found["differences"]["item-cf"]["ndcg"].keys() == {"mean", "low", "high", "p"}


def test_what_is_relevant_can_be_what_was_liked(daogou: Daogou, ratings: Path) -> None:
    words = (
        "--algorithm",
        "user-cf",
        "--algorithm",
        "popularity",
        "--relevant",
        "4",
        "--share",
        "0.4",
        "--json",
    )
    found = daogou("evaluate", "recommend", ratings, *words).document
    by_algorithm = found["algorithms"]
    assert by_algorithm["user-cf"]["rmse"]["mean"] < by_algorithm["popularity"]["rmse"]["mean"]
    assert by_algorithm["user-cf"]["ndcg"]["mean"] > by_algorithm["popularity"]["ndcg"]["mean"]


def test_a_folder_of_purchases(daogou: Daogou, tmp_path: Path) -> None:
    words = ("--algorithm", "item-cf", "--seeds", "1", "--k", "1", "--share", "0.5", "--json")
    label = "0 0 2\n1 1 2\n2 0 1\n"
    answer = daogou("evaluate", "recommend", folder(tmp_path, train_label__txt=label), *words)
    assert answer.status == 0
    measured = answer.document["algorithms"]["item-cf"]
    assert measured.keys() == ACCURACIES | LISTS | {"training seconds"}
    assert measured["diversity"]["mean"] is None
    assert answer.document["interactions"] == 6


def test_people_read_tables(daogou: Daogou, ratings: Path) -> None:
    answer = daogou("evaluate", "recommend", ratings, *TWO, "--seeds", "1")
    assert answer.out.startswith("NDCG: popularity 0.")
    for said in ("exposure gini", "differences from popularity", "95 % interval", "seed 1, item-cf"):
        assert said in answer.err


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_plots(daogou: Daogou, ratings: Path, ending: str) -> None:
    plot = ratings.with_name(f"report.{ending}")
    answer = daogou("evaluate", "recommend", ratings, *TWO, "--seeds", "2", "--output", plot, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert plot.read_bytes()[:5] in {b"\x89PNG\r", b"<?xml"}


def test_a_report_is_one_file_that_says_it_all(daogou: Daogou, ratings: Path) -> None:
    data = ratings.rename(ratings.with_name("<b>&.csv"))
    page = ratings.with_name("report.html")
    answer = daogou("evaluate", "recommend", data, *TWO, "--seeds", "2", "--report", page, "--json")
    assert (answer.status, answer.err) == (0, "")
    text, found = page.read_text("utf-8"), answer.document
    shown_means = [float(cell) for cell in re.findall(r"<td>([\d.]+) ± [\d.]+</td>", text)]
    assert len(shown_means) == sum(map(len, found["algorithms"].values()))
    for name in ("popularity", "item-cf"):
        figures = found["algorithms"][name]
        for measure, own in figures.items():
            assert f"<td>{measure}</td>" in text
            assert any(abs(cell - own["mean"]) < 1e-4 for cell in shown_means)
    runs = [
        [float(cell) for cell in row]
        for row in re.findall(r"<td>\d+</td><td>([\d.]+)</td><td>([\d.]+)</td>", text)
    ]
    wanted = [found["algorithms"][name]["ndcg"]["runs"] for name in ("popularity", "item-cf")]
    assert runs[-2:] == [pytest.approx(pair, abs=1e-4) for pair in zip(*wanted, strict=True)]
    ((difference,),) = [re.findall(r"<td>item-cf</td><td>ndcg</td><td>([-+.\d]+)</td>", text)]
    assert float(difference) == pytest.approx(found["differences"]["item-cf"]["ndcg"]["mean"], abs=1e-4)
    for fact in ("<td>users</td><td>30</td>", "<td>seeds</td><td>2</td>", "30% of each user&#x27;s"):
        assert fact in text
    assert "daogou evaluate recommend" in text
    assert "&lt;b&gt;&amp;.csv" in text
    assert "<b>" not in text
    assert text.count("<svg") == text.count("</svg>") == 1
    assert [part for part in ("<?xml", "<script", "src=", "<link", "url(http") if part in text] == []
    assert sorted(path.name for path in page.parent.iterdir()) == ["<b>&.csv", "report.html"]


def test_a_report_that_cannot_be_written_whole_leaves_the_one_before(
    daogou: Daogou, ratings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ratings.with_name("report.html")
    page.write_text("before", "utf-8")

    def full(self: Path, text: str, encoding: str) -> None:
        self.write_bytes(text.encode(encoding)[:9])
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    answer = daogou("evaluate", "recommend", ratings, *TWO, "--seeds", "1", "--report", page, "--json")
    assert answer.status == 1
    assert "No space left" in answer.err
    assert page.read_text("utf-8") == "before"
    assert {path.name for path in page.parent.iterdir()} == {"ratings.csv", "report.html"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "Missing option '--algorithm'"),
        (("--algorithm", "svd"), 1, "found the algorithm 'svd'"),
        ((*TWO, "--split", "weekly"), 2, "Invalid value for '--split'"),
        ((*TWO, "--output", "report.txt"), 2, "--output is 'report.txt', expected a name that ends in .png"),
        ((*TWO, "--report", "report.pdf"), 2, "--report is 'report.pdf', expected a name that ends in .html"),
        ((*TWO, "--report", "nowhere/report.html"), 2, "--report is in 'nowhere', expected a folder"),
        ((*TWO, "--relevant", "9"), 1, "nothing held out is at least 9"),
    ],
)
def test_wrong_words_are_one_line(
    daogou: Daogou, ratings: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = daogou("evaluate", "recommend", ratings, *words, "--json")
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_folder_has_no_times_to_split_by(daogou: Daogou, tmp_path: Path) -> None:
    answer = daogou("evaluate", "recommend", folder(tmp_path), *TWO, "--split", "last")
    assert answer.status == 1
    assert "the data has no times" in answer.err

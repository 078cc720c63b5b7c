"""`daogou recommend` on files of ratings, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommend.algorithms.registry import ALGORITHMS
from tests.daogou.command import Daogou

NEED_TEXTS = ("tfidf", "word2vec", "doc2vec", "encoder")
RATE_ALONE = [name for name in ALGORITHMS if name not in NEED_TEXTS]
ROWS = [
    (f"u{user}", f"m{item}", 5 if (user + item) % 2 else 2, 964_982_000 + user * 10 + item)
    for user in range(8)
    for item in range(10)
    if (user, item) not in {(0, 3), (0, 4), (0, 5)}
]


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    file = tmp_path / "ratings.csv"
    rows = [",".join(map(str, row)) for row in ROWS]
    file.write_text("\n".join(("userId,movieId,rating,timestamp", *rows)) + "\n", "utf-8")
    return file


@pytest.mark.parametrize("algorithm", RATE_ALONE)
def test_what_a_user_has_not_rated_is_ranked_with_a_reason(
    daogou: Daogou, ratings: Path, algorithm: str
) -> None:
    words = ("--ratings", ratings, "--user", "u0", "--algorithm", algorithm, "--json")
    answer = daogou("recommend", *words)
    assert (answer.status, answer.err) == (0, "")
    document = answer.document
    assert (document["user"], document["algorithm"]) == ("u0", algorithm)
    assert (document["rows"], document["rejected"], document["repeated"]) == (len(ROWS), 0, 0)
    found = document["recommendations"]
    assert {one["item"] for one in found} == {"m3", "m4", "m5"}
    assert all(one["reason"] for one in found)
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("similarity", ["pearson", "adjusted-cosine"])
def test_similar_users_decide_and_are_counted(daogou: Daogou, ratings: Path, similarity: str) -> None:
    words = ("--algorithm", "user-cf", "--similarity", similarity, "--top-k", "2", "--json")
    found = daogou("recommend", "--ratings", ratings, "--user", "u0", *words).document["recommendations"]
    assert {one["item"] for one in found} == {"m3", "m5"}
    assert {one["reason"] for one in found} == {"3 similar users rated it 5.0"}


def test_people_read_a_line_for_each_item(daogou: Daogou, ratings: Path) -> None:
    answer = daogou("recommend", "--ratings", ratings, "--user", "u1", "--algorithm", "item-cf")
    assert answer.out == "nothing is left for u1: every item of ratings.csv is known to them\n"
    answer = daogou("recommend", "--ratings", ratings, "--user", "u0", "--algorithm", "item-cf")
    first, *_ = answer.out.splitlines()
    place, item, score, reason = first.split(maxsplit=3)
    assert (place, item in {"m3", "m5"}, float(score) > 3) == ("1", True, True)
    assert reason.startswith("because you rated m")
    assert "rows 77, loaded 77, rejected 0, repeated 0" in answer.err


def test_repeated_and_impossible_ratings_are_counted(daogou: Daogou, ratings: Path) -> None:
    with ratings.open("a", encoding="utf-8") as file:
        file.write("u0,m0,1,964990000\nu0,m3,99,964990000\nu0,m3,nan,964990000\nu0,,3,964990000\n")
    document = daogou("recommend", "--ratings", ratings, "--user", "u0", "--json").document
    assert (document["rejected"], document["repeated"]) == (3, 1)
    assert Path(document["rejects"]).exists()
    assert "m3" in {one["item"] for one in document["recommendations"]}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--user", "nobody"), 1, "found no user 'nobody' among the 8 of the data, such as u0, u1, u2"),
        (("--user", "u0", "--algorithm", "svd"), 1, "found the algorithm 'svd', expected one of"),
        (("--user", "u0", "--similarity", "jaccard"), 1, "found the similarity 'jaccard'"),
        (("--user", "u0", "--algorithm", "mf", "--similarity", "cosine"), 1, "mf has no similarity"),
        (("--user", "u0", "--top-k", "0"), 2, "Invalid value for '--top-k'"),
        ((), 2, "--ratings and --user go together"),
    ],
)
def test_wrong_words_are_one_line(
    daogou: Daogou, ratings: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = daogou("recommend", "--ratings", ratings, *words)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("algorithm", NEED_TEXTS)
def test_ratings_say_nothing_of_items(daogou: Daogou, ratings: Path, algorithm: str) -> None:
    answer = daogou("recommend", "--ratings", ratings, "--user", "u0", "--algorithm", algorithm)
    assert (answer.status, answer.out) == (1, "")
    assert "no item has a text" in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("userId,movieId,rating\n", "found no row with user, item and rating"),
        ("userId,movieId,rating\n1,2,nan\n", "the reasons stand in"),
        ("userId,movieId\n1,2\n", "found no rating among userId, movieId"),
    ],
)
def test_a_file_without_ratings_is_one_line(daogou: Daogou, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(text, "utf-8")
    answer = daogou("recommend", "--ratings", file, "--user", "1", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_catalogue_of_one_item(daogou: Daogou, tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("userId,movieId,rating\na,only,4\nb,only,2\n", "utf-8")
    for algorithm in RATE_ALONE:
        words = ("--ratings", file, "--user", "a", "--algorithm", algorithm, "--json")
        assert daogou("recommend", *words).document["recommendations"] == []

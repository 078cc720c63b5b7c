from collections import Counter, defaultdict

import pytest

from extraction.folding import language_of
from sources.duplicates import find_duplicates
from tests.seeds.samples import rows

TEXTS = rows("texts")
LARGEST_OVERLAP = 0.3


def test_enough_texts_in_both_languages() -> None:
    languages = Counter(text["language"] for text in TEXTS)
    assert len(TEXTS) >= 1500
    assert languages.keys() == {"zh", "en"}
    assert 0.45 <= languages["zh"] / len(TEXTS) <= 0.55


def test_every_text_is_of_a_known_kind_and_device() -> None:
    products = {device["id"] for device in rows("devices")}
    assert {text["kind"] for text in TEXTS} == {"description", "review", "expert_review"}
    assert [text["id"] for text in TEXTS if text["product"] not in products] == []


def test_every_device_is_written_about() -> None:
    assert {device["id"] for device in rows("devices")} - {text["product"] for text in TEXTS} == set()


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(text["id"] for text in TEXTS).items() if count > 1] == []


def test_reviews_rate_and_descriptions_do_not() -> None:
    wrong = [
        text["id"]
        for text in TEXTS
        if (
            text.get("rating") is not None
            if text["kind"] == "description"
            else text.get("rating") not in range(1, 6)
        )
    ]
    assert wrong == []


def test_texts_are_in_the_language_they_claim() -> None:
    assert [text["id"] for text in TEXTS if language_of(text["text"]) != text["language"]] == []


def test_no_text_stands_twice() -> None:
    again = [
        item for item in find_duplicates((text["id"], text["text"]) for text in TEXTS) if item.similarity == 1
    ]
    assert again == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_texts_are_alike(language: str) -> None:
    """No template: of any two texts' five-character pieces at most three in ten are common to both."""
    texts = {text["id"]: pieces(text["text"]) for text in TEXTS if text["language"] == language}
    assert alike(texts) == []


def test_alike_finds_what_is_alike() -> None:
    texts = {
        "a": pieces("The battery is fine."),
        "b": pieces("The battery is poor."),
        "c": pieces("Colours pop."),
    }
    assert [(first, second) for first, second, _ in alike(texts)] == [("b", "a")]


def pieces(text: str) -> frozenset[str]:
    plain = "".join(text.lower().split())
    return frozenset(plain[start : start + 5] for start in range(max(1, len(plain) - 4)))


def alike(texts: dict[str, frozenset[str]]) -> list[tuple[str, str, float]]:
    """Return the pairs that overlap too much. Only texts with a common piece are compared, found by the pieces."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    found = []
    for name, mine in texts.items():
        common = Counter(other for piece in mine for other in holders[piece])
        for other, shared in common.items():
            overlap = shared / (len(mine) + len(texts[other]) - shared)
            if overlap > LARGEST_OVERLAP:
                found.append((name, other, round(overlap, 2)))
        for piece in mine:
            holders[piece].append(name)
    return found

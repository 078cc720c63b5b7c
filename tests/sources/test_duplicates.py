import random

from sources.duplicates import find_duplicates

REVIEW = (
    "The battery lasts two days, the screen is bright enough for the garden and the camera finds its focus at once; "
    "only the charger is slow and the case picks up every fingerprint I make."
)


def test_equal_texts_but_for_case_width_and_signs() -> None:
    found = list(
        find_duplicates(
            [("1", REVIEW), ("2", "  " + REVIEW.upper() + "!!!"), ("3", "手机　很好"), ("4", "手机很好。")]
        )
    )
    assert [(item.id, item.of, item.similarity) for item in found] == [("2", "1", 1.0), ("4", "3", 1.0)]


def test_a_word_changed_is_near_and_another_review_is_not() -> None:
    changed = REVIEW.replace("slow", "weak")
    other = (
        "Delivery took a week, but the keyboard is quiet and the hinge feels solid, so I am content with it."
    )
    found = list(find_duplicates([("1", REVIEW), ("2", other), ("3", changed)]))
    assert [(item.id, item.of) for item in found] == [("3", "1")]
    assert 0.8 <= found[0].similarity < 1


def test_the_estimate_is_the_jaccard_index_of_shingles() -> None:
    generator = random.Random(7)
    letters = [chr(ord("a") + generator.randrange(26)) for _ in range(2000)]
    text, cut = "".join(letters), "".join(letters[:1500])
    assert list(find_duplicates([("1", text), ("2", cut)], threshold=0.9)) == []
    (found,) = find_duplicates([("1", text), ("2", cut)], threshold=0.5)
    assert abs(found.similarity - 0.75) < 0.13


def test_texts_that_say_nothing_repeat_nothing() -> None:
    assert list(find_duplicates([("1", ""), ("2", "!!!"), ("3", "。。。")])) == []


def test_short_texts_are_compared_whole() -> None:
    assert [item.id for item in find_duplicates([("1", "好"), ("2", "差"), ("3", "好")])] == ["3"]

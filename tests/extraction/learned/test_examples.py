"""What there is to learn, and which texts are held out."""

from __future__ import annotations

import pytest

from extraction.learned.examples import Example, Labels, labels_of, split
from tests.extraction.learned.tiny import EXAMPLES, made

TEXTS = [Example(f"text {n}") for n in range(400)]


def test_aspects_that_stand_where_no_span_does_are_apart() -> None:
    assert labels_of(EXAMPLES) == Labels(("BRAND", "MODEL"), ("negative", "positive"), (), apart=True)


def test_aspects_that_are_spans_judge_their_labels() -> None:
    examples = [
        made("好屏幕", {"屏幕": "ASP"}, {"屏幕": "positive"}),
        made("差续航", {"续航": "PART"}, {"续航": "negative"}),
        made("华为", {"华为": "BRAND"}),
    ]
    assert labels_of(examples) == Labels(("ASP", "BRAND", "PART"), ("negative", "positive"), ("ASP", "PART"))


def test_one_aspect_apart_sets_all_apart() -> None:
    examples = [
        made("好屏幕", {"屏幕": "ASP"}, {"屏幕": "positive"}),
        made("华为的屏幕", {"华为": "BRAND"}, {"屏幕": "neutral"}),
    ]
    assert labels_of(examples) == Labels(("ASP", "BRAND"), ("neutral", "positive"), (), apart=True)


def test_an_aspect_that_covers_a_part_of_a_span_is_apart() -> None:
    assert labels_of([made("好屏幕", {"屏幕": "ASP"}, {"屏": "positive"})]).apart


def test_without_annotations_there_is_nothing_to_learn() -> None:
    assert labels_of([]) == labels_of([Example("x")]) == Labels(())


def test_about_a_share_is_held_out_in_order_and_nothing_is_lost() -> None:
    learned, held = split(TEXTS, 0.1, 7)
    assert 20 <= len(held) <= 60
    kept = set(map(id, held))
    assert [example for example in TEXTS if id(example) not in kept] == learned
    assert [example for example in TEXTS if id(example) in kept] == held


def test_the_same_seed_repeats_and_another_differs() -> None:
    assert split(TEXTS, 0.1, 7) == split(TEXTS, 0.1, 7)
    assert split(TEXTS, 0.1, 7) != split(TEXTS, 0.1, 8)


def test_a_group_stays_together() -> None:
    examples = [Example(f"text {n}", group=f"group {n % 40}") for n in range(400)]
    learned, held = split(examples, 0.2, 7)
    assert held
    assert not {example.group for example in learned} & {example.group for example in held}
    assert len(held) % 10 == 0


def test_equal_texts_stay_together() -> None:
    learned, held = split([*TEXTS, *(made(example.text) for example in TEXTS)], 0.2, 7)
    assert not {example.text for example in learned} & {example.text for example in held}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_text_stays_on_its_side_when_others_are_added(seed: int) -> None:
    before = split(TEXTS[:200], 0.2, seed)
    after = split([*TEXTS[200:], *TEXTS[:200]], 0.2, seed)
    assert set(before[0]) < set(after[0])
    assert set(before[1]) < set(after[1])


@pytest.mark.parametrize("share", [0.0, 0.1])
@pytest.mark.parametrize("seed", range(5))
def test_there_is_always_something_to_measure_by(share: float, seed: int) -> None:
    learned, held = split(TEXTS[:3], share, seed)
    assert (len(learned), len(held)) == (2, 1)


def test_of_nothing_nothing_is_held_out() -> None:
    assert split([], 0.1, 7) == ([], [])


@pytest.mark.parametrize(
    ("ones", "twos", "single"), [(100, 0, True), (99, 0, False), (100, 2, True), (100, 3, False)]
)
def test_texts_that_nearly_all_hold_one_span_hold_one(ones: int, twos: int, single: bool) -> None:
    one, two = made("好屏幕", {"屏幕": "ASP"}), made("好屏幕", {"屏": "ASP", "幕": "ASP"})
    assert labels_of([one] * ones + [two] * twos).single == single

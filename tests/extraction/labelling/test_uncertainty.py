"""The least certain texts come first, and no more are kept than asked for."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from extraction.documents import Aspect, Extraction, Span, Text
from extraction.labelling.uncertainty import least_certain, uncertainty


def read(
    name: str, *spans: float, aspects: tuple[float, ...] = (), words: str = "x"
) -> tuple[Text, Extraction]:
    found = tuple(Span(0, 1, "BRAND", "x", confidence) for confidence in spans)
    judged = tuple(Aspect(0, 1, "x", "positive", confidence) for confidence in aspects)
    return Text(name, words), Extraction(name, "en", found, (), judged)


def names(pairs: list[tuple[Text, Extraction]]) -> list[str]:
    return [text.id for text, _ in pairs]


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (read("a", 0.9, 0.4, 0.7), 0.6),
        (read("a", 0.9, aspects=(0.3,)), 0.7),
        (read("a", aspects=(0.8,)), 0.2),
        (read("a", 1.0), 0.0),
        (read("a"), 0.0),
    ],
)
def test_a_text_is_as_uncertain_as_its_weakest_mention(
    pair: tuple[Text, Extraction], expected: float
) -> None:
    assert uncertainty(pair[1]) == expected


def test_the_least_certain_come_first_and_ties_stand_by_id() -> None:
    pairs = [
        read("none"),
        read("sure", 0.99),
        read("c", 0.5),
        read("b", 0.9, aspects=(0.5,)),
        read("low", 0.2),
    ]
    assert names(least_certain(pairs, 5)) == ["low", "b", "c", "sure", "none"]
    assert names(least_certain(pairs, 2)) == ["low", "b"]
    assert names(least_certain(reversed(pairs), 3)) == ["low", "b", "c"]


def test_texts_of_one_id_are_all_kept() -> None:
    assert names(least_certain([read("a", 0.5), read("a", 0.5), read("a")], 9)) == ["a", "a", "a"]


def test_memory_grows_with_the_count_and_not_with_the_texts() -> None:
    def many() -> Iterator[tuple[Text, Extraction]]:
        for n in range(3000):
            # Ever less certain, so that each text pushes another one out.
            yield read(f"{n:04}", 1 - n / 3000, words="x" * 10_000)

    tracemalloc.start()
    chosen = least_certain(many(), 5)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names(chosen) == ["2999", "2998", "2997", "2996", "2995"]
    assert peak < 1_000_000

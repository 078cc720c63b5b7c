"""What a reader sees of a product's own edges and its model's."""

from __future__ import annotations

from typing import Any

import pytest

from graph.details import features, opinions

NFC: dict[str, Any] = {"id": "feature/nfc", "name": "NFC", "aliases": None}


@pytest.mark.parametrize(
    ("rows", "present", "support", "contested"),
    [
        ([("HAS_FEATURE", 2, 0.9)], True, 2, False),
        ([("HAS_FEATURE", 2, 0.9), ("HAS_FEATURE", 1, 0.9)], True, 2, False),
        ([("HAS_FEATURE", 2, 0.9), ("LACKS_FEATURE", 1, 0.9)], True, 2, True),
        ([("LACKS_FEATURE", 2, 0.9), ("HAS_FEATURE", 2, 0.99)], True, 2, True),
        ([("HAS_FEATURE", 3, 0.9), ("LACKS_FEATURE", 2, 0.9), ("HAS_FEATURE", 1, 0.9)], True, 3, True),
    ],
)
def test_the_better_supported_stands_and_only_the_opposite_contests_it(
    rows: list[tuple[str, int, float]], present: bool, support: int, contested: bool
) -> None:
    (view,) = features((NFC, *row, False) for row in rows)
    assert (view.node.id, view.present, view.support, view.contested) == (
        "feature/nfc", present, support, contested,
    )  # fmt: skip


def test_what_a_person_corrected_stands_before_the_better_supported() -> None:
    (view,) = features([(NFC, "HAS_FEATURE", 9, 0.99, False), (NFC, "LACKS_FEATURE", 1, 1.0, True)])
    assert (view.present, view.contested, view.corrected) == (False, True, True)


def test_opinions_of_one_feature_are_counted_together() -> None:
    (view,) = opinions(
        [(NFC, "PRAISED_FOR", 3, 5), (NFC, "CRITICISED_FOR", 1, 4), (NFC, "PRAISED_FOR", 1, 5)]
    )
    assert (view.praised, view.criticised, view.of) == (4, 1, 5)

"""Annotations in the numbers that the network is taught by."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch

from extraction.documents import Aspect, Span
from extraction.learned.batches import Window, below_of, computed, tags_of, targets_of, windows_of
from extraction.learned.crf import bio_tags
from extraction.learned.examples import Example, labels_of
from extraction.learned.network import Network
from tests.extraction.learned.tiny import EXAMPLES, READER, made, tiny_encoder

TAGS = bio_tags(["BRAND", "MODEL"])
POLARITIES = ("negative", "positive")


def tags(text: str, *spans: tuple[int, int, str]) -> list[str]:
    (pieces,) = READER.read(text)
    labelled = [(label, Span(start, end, label, text[start:end], 1.0)) for start, end, label in spans]
    return [TAGS[tag] for tag in tags_of(pieces, labelled, TAGS)]


def windows(*examples: Example) -> list[Window]:
    return windows_of(examples, READER, Network(tiny_encoder(), labels_of(EXAMPLES)), POLARITIES)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ["O", "O", "O", "O"]),
        ([(0, 5, "BRAND")], ["B-BRAND", "I-BRAND", "O", "O"]),  # app, ##le
        ([(0, 5, "BRAND"), (6, 13, "MODEL")], ["B-BRAND", "I-BRAND", "B-MODEL", "I-MODEL"]),
        ([(0, 2, "BRAND")], ["B-BRAND", "O", "O", "O"]),  # a part of a piece
        ([(4, 7, "MODEL")], ["O", "B-MODEL", "I-MODEL", "O"]),  # parts of two
        ([(5, 6, "BRAND")], ["O", "O", "O", "O"]),  # white space
        ([(0, 10, "BRAND"), (6, 13, "MODEL")], ["B-BRAND", "I-BRAND", "I-BRAND", "O"]),  # the first counts
    ],
)  # fmt: skip
def test_the_first_piece_that_a_span_touches_begins_it(
    spans: list[tuple[int, int, str]], expected: list[str]
) -> None:
    assert tags("apple mate 40", *spans) == expected


def test_a_judged_place_is_told_by_its_pieces() -> None:
    (window,) = windows(made("the apple screen is great", {"apple": "BRAND"}, {"screen": "positive"}))
    assert window.spans == [0, 1, 2, 0, 0, 0]
    assert window.aspects == [0, 0, 0, 1, 0, 0]
    assert window.judged == [(3, 3, POLARITIES.index("positive"))]


def test_aspects_that_are_spans_have_no_tags_of_their_own() -> None:
    example = made("屏幕很好", {"屏幕": "ASP"}, {"屏幕": "positive"})
    network = Network(tiny_encoder(), labels_of([example]))
    (window,) = windows_of([example], READER, network, ("positive",))
    assert (window.spans, window.aspects, window.judged) == ([1, 2, 0, 0], [0, 0, 0, 0], [(0, 1, 0)])


def test_every_window_of_a_long_text_has_its_own() -> None:
    text = "华为手机屏幕很好。" * 40
    starts = range(0, len(text), 9)
    example = Example(
        text,
        tuple(Span(start, start + 2, "BRAND", "华为", 1.0) for start in starts),
        tuple(Aspect(start + 4, start + 6, "屏幕", "positive", 1.0) for start in starts),
    )
    read = windows(example)
    assert len(read) == 2
    for window in read:
        begins = [place for place, tag in enumerate(window.spans) if TAGS[tag] == "B-BRAND"]
        assert begins == list(range(0, len(window.spans), 9))
        assert [first for first, _, _ in window.judged] == [begin + 4 for begin in begins]
    assert all(before.pieces.ends[-1] == after.pieces.starts[0] for before, after in pairwise(read))


def test_white_space_teaches_nothing() -> None:
    assert windows(Example(" "), Example("")) == []


def test_a_batch_is_padded_and_its_places_are_told_by_row() -> None:
    short, long = windows(
        made("华为屏幕", {"华为": "BRAND"}, {"屏幕": "negative"}),
        made(
            "the screen is great but the battery is poor", {}, {"battery": "negative", "screen": "positive"}
        ),
    )
    targets = targets_of([short, long])
    assert targets.spans.tolist() == [[1, 2, 0, 0, 0, 0, 0, 0, 0], [0] * 9]
    assert targets.aspects.tolist() == [[0, 0, 1, 2, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 1, 0, 0]]
    assert targets.places.tolist() == [[0, 2, 3], [1, 6, 6], [1, 1, 1]]
    assert targets.polarities.tolist() == [0, 0, 1]


def test_what_frozen_layers_make_of_a_window_is_computed_once_and_the_same() -> None:
    encoder = tiny_encoder(layers=2)
    encoder.freeze(1)
    batch = windows(made("华为屏幕"), made("the screen is great but the battery is poor"))
    below, mask = below_of(batch, encoder, READER)
    known, same = below_of(computed(batch, encoder, READER), encoder, READER)
    assert torch.equal(mask, same)
    assert not known.requires_grad
    torch.testing.assert_close(known[mask], below[mask])
    torch.testing.assert_close(encoder.above(known, mask)[mask], encoder.above(below, mask)[mask])


def test_a_batch_without_judged_places_has_none() -> None:
    targets = targets_of(windows(made("华为", {"华为": "BRAND"})))
    assert (targets.places.shape, targets.polarities.shape) == ((0, 3), (0,))

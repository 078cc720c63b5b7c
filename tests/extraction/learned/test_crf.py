"""The CRF against all the paths there are."""

from __future__ import annotations

from itertools import pairwise, product
from math import log

import pytest
import torch
from torch import Tensor

from extraction.learned.crf import Crf, bio_tags

TAGS = bio_tags(["A", "B"])
LENGTHS = (4, 2, 1)
LONGEST = max(LENGTHS)
MASK = torch.tensor([[place < length for place in range(LONGEST)] for length in LENGTHS])
Path = tuple[int, ...]


@pytest.fixture(params=[True, False], ids=["learned", "forbidding only"])
def crf(request: pytest.FixtureRequest) -> Crf:
    torch.manual_seed(1)
    made = Crf(TAGS, learned=request.param)
    if request.param:
        torch.nn.init.normal_(made.first)
        torch.nn.init.normal_(made.pairs)
    return made.double()


@pytest.fixture
def emissions() -> Tensor:
    return 2 * torch.randn(
        len(LENGTHS), LONGEST, len(TAGS), generator=torch.Generator().manual_seed(2), dtype=torch.float64
    )


def sound(tags: list[str]) -> bool:
    """Say whether no I- stands but behind B- or I- of its label."""
    return all(
        not tag.startswith("I-") or (before != "O" and before[2:] == tag[2:])
        for before, tag in pairwise(["O", *tags])
    )


def paths(length: int) -> list[Path]:
    numbers = product(range(len(TAGS)), repeat=length)
    return [path for path in numbers if sound([TAGS[tag] for tag in path])]


def weight(crf: Crf, emissions: Tensor, path: Path) -> float:
    first, pairs = crf.first.tolist(), crf.pairs.tolist()
    own = sum(float(emissions[place, tag]) for place, tag in enumerate(path))
    return float(own + first[path[0]] + sum(pairs[a][b] for a, b in pairwise(path)))


def chances(crf: Crf, emissions: Tensor, length: int) -> dict[Path, float]:
    """Return the probability of every path that BIO allows."""
    every = paths(length)
    weights = torch.tensor([weight(crf, emissions, path) for path in every], dtype=torch.float64)
    return dict(zip(every, torch.softmax(weights, 0).tolist(), strict=True))


def test_tags_are_outside_begin_and_inside_of_each_label() -> None:
    assert bio_tags(["X", "Y"]) == ["O", "B-X", "I-X", "B-Y", "I-Y"]
    assert bio_tags([]) == ["O"]


def test_loss_is_how_improbable_the_right_path_is_among_all(crf: Crf, emissions: Tensor) -> None:
    right: list[Path] = [(1, 2, 0, 3), (3, 4), (0,)]
    # What stands behind a text's end counts for nothing.
    padded = torch.tensor([[*path, *[4] * (LONGEST - len(path))] for path in right])
    expected = [-log(chances(crf, row, len(path))[path]) for row, path in zip(emissions, right, strict=True)]
    loss = crf.loss(emissions, padded, MASK)
    assert loss.item() == pytest.approx(sum(expected) / len(right))


def test_decoding_finds_the_best_path_of_all(crf: Crf, emissions: Tensor) -> None:
    decoded = crf.decode(emissions, MASK).tolist()
    for row, found, length in zip(emissions, decoded, LENGTHS, strict=True):
        every = chances(crf, row, length)
        assert tuple(found[:length]) == max(every, key=lambda path: every[path])


def test_marginals_are_sums_over_all_paths(crf: Crf, emissions: Tensor) -> None:
    marginals = crf.marginals(emissions, MASK)
    for row, found, length in zip(emissions, marginals, LENGTHS, strict=True):
        expected = torch.zeros(length, len(TAGS), dtype=torch.float64)
        for path, chance in chances(crf, row, length).items():
            for place, tag in enumerate(path):
                expected[place, tag] += chance
        torch.testing.assert_close(found[:length], expected)


def test_padding_changes_nothing(crf: Crf, emissions: Tensor) -> None:
    for n, length in enumerate(LENGTHS):
        alone, mask = emissions[n : n + 1, :length], MASK[n : n + 1, :length]
        assert torch.equal(crf.decode(alone, mask)[0], crf.decode(emissions, MASK)[n, :length])
        torch.testing.assert_close(crf.marginals(alone, mask)[0], crf.marginals(emissions, MASK)[n, :length])


@pytest.mark.parametrize("strength", [1, 1000])
def test_decoding_never_breaks_bio(crf: Crf, strength: int) -> None:
    random = torch.Generator().manual_seed(3)
    emissions = strength * torch.randn(200, 9, len(TAGS), generator=random, dtype=torch.float64)
    emissions[:100, :, 2::2] += 2 * strength  # where I- is what the emissions want
    decoded = crf.decode(emissions, torch.ones(200, 9, dtype=torch.bool)).tolist()
    assert all(sound([TAGS[tag] for tag in row]) for row in decoded)
    assert any(TAGS[tag].startswith("I-") for row in decoded for tag in row)


def test_what_bio_forbids_is_improbable(crf: Crf, emissions: Tensor) -> None:
    marginals = crf.marginals(emissions, MASK)
    assert marginals[:, 0, 2::2].max().item() < 1e-9


def test_a_head_that_only_forbids_learns_no_scores(crf: Crf, emissions: Tensor) -> None:
    emissions.requires_grad_()
    torch.autograd.backward(crf.loss(emissions, torch.zeros(len(LENGTHS), LONGEST, dtype=torch.long), MASK))
    learned = crf.first.requires_grad
    assert (crf.first.grad is not None, crf.pairs.grad is not None) == (learned, learned)
    if not learned:
        assert not crf.first.any()
        assert not crf.pairs.any()

"""An encoder tuned by few numbers: to each of its products a product of low rank is added (Hu et al., "LoRA", ICLR 2022).

What is learned is a twentieth of the encoder, and can be kept beside the code; merged, it costs nothing to run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import linear

from extraction.errors import EncoderError
from extraction.learned.bert import Encoder
from extraction.learned.rows import Rows


class LowRank(nn.Module):
    """A linear map that stays as it is, and `outer` (out, rank) @ `inner` (rank, in), which is learned."""

    def __init__(self, fixed: nn.Linear, rank: int) -> None:
        super().__init__()
        self.fixed = fixed
        self.inner = nn.Parameter(torch.randn(rank, fixed.in_features) / fixed.in_features**0.5)
        self.outer = nn.Parameter(torch.zeros(fixed.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        """Return the sum of both."""
        found: Tensor = self.fixed(states) + linear(linear(states, self.inner), self.outer)
        return found


def adapt(encoder: Encoder, rank: int) -> None:
    """Freeze an encoder, and give each linear map of its layers something to learn; it starts as it was."""
    encoder.requires_grad_(requires_grad=False)
    for name, fixed in list(_linear(encoder)):
        owner, _, own = name.rpartition(".")
        setattr(encoder.get_submodule(owner), own, LowRank(fixed, rank))


def write_adapted(encoder: Encoder, file: Path) -> None:
    """Write what an encoder that was `adapt`ed has learned; time and size grow with its layers times the rank."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, module in encoder.named_modules():
        if isinstance(module, LowRank):
            for part in ("inner", "outer"):
                arrays |= Rows.of(module.get_parameter(part).detach().numpy()).written(f"{name}.{part}")
    np.savez_compressed(file, allow_pickle=False, **arrays)


def merge(encoder: Encoder, file: Path) -> None:
    """Add what was learned to the weights of an encoder of the same shape.

    Raises:
        EncoderError: the file was learned with another encoder.
    """
    with np.load(file) as arrays, _of_another(file), torch.no_grad():
        for name, fixed in _linear(encoder):
            outer, inner = (_part(arrays, name, part) for part in ("outer", "inner"))
            fixed.weight += outer @ inner


def go_on(encoder: Encoder, file: Path) -> None:
    """Have an encoder that was `adapt`ed begin with what was learned before.

    Raises:
        EncoderError: the file was learned with another encoder, or with another rank.
    """
    with np.load(file) as arrays, _of_another(file), torch.no_grad():
        for name, module in encoder.named_modules():
            if isinstance(module, LowRank):
                module.inner.copy_(_part(arrays, name, "inner"))
                module.outer.copy_(_part(arrays, name, "outer"))


def _part(arrays: Mapping[str, NDArray[Any]], name: str, part: str) -> Tensor:
    return torch.from_numpy(Rows.read(arrays, f"{name}.{part}").floats())


@contextmanager
def _of_another(file: Path) -> Iterator[None]:
    try:
        yield
    except (KeyError, ValueError, RuntimeError) as error:
        raise EncoderError(f"{file}: found what another encoder has learned: {error}") from None


def _linear(encoder: Encoder) -> Iterator[tuple[str, nn.Linear]]:
    for name, module in encoder.encoder.named_modules(prefix="encoder"):
        if isinstance(module, nn.Linear):
            yield name, module

"""What torch computes with: how many threads, and in which numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def one_thread() -> Iterator[None]:
    """Use one thread within."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def has_bfloat16(*, matrices: bool = False) -> bool:
    """Return whether the processor computes with bfloat16, or has instructions for whole `matrices` of them."""
    capabilities = torch.cpu.get_capabilities()
    return any(
        capabilities.get(name) for name in ("amx_bf16", *(() if matrices else ("avx512_bf16", "bf16")))
    )


def mixed() -> torch.autocast:
    """Have products of matrices within computed in bfloat16, where the processor does; weights stay as they are.

    Mixed precision, Micikevicius et al. (ICLR 2018); numbers as wide as float32's need no scaling of the loss.
    """
    return torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16())

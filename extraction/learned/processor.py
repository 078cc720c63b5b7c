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


def has_bfloat16() -> bool:
    """Return whether the processor computes with bfloat16."""
    capabilities = torch.cpu.get_capabilities()
    return has_matrices() or any(capabilities.get(name) for name in ("avx512_bf16", "bf16"))


def has_matrices() -> bool:
    """Return whether the processor multiplies whole matrices of bfloat16 by itself (AMX)."""
    return bool(torch.cpu.get_capabilities().get("amx_bf16"))


def mixed() -> torch.autocast:
    """Have products of matrices within computed in bfloat16, where the processor does; weights stay as they are.

    Mixed precision, Micikevicius et al. (ICLR 2018); numbers as wide as float32's need no scaling of the loss.
    """
    return torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16())

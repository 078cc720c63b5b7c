"""Shorter weights read faster on a processor: those of sixteen bits twice, those of eight more, at a cost.

bfloat16 costs nothing that is seen in F1 and is taken wherever the processor computes with it; what int8 costs is
measured before it is paid.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor, nn

from extraction.learned.bilingual import Bilingual, Recognising
from extraction.learned.network import Network
from extraction.learned.processor import has_bfloat16, has_matrices
from extraction.learned.tagger import Tagger

SMALL: Final = 1e-6


def ready(model: Recognising) -> Recognising:
    """Return the model as texts are read with it.

    In int8 where its card says that this was measured to be good, else in bfloat16 where the processor has it. One that
    multiplies matrices of bfloat16 by itself (AMX) is half as fast again with these.
    """
    if has_matrices():
        return halved(model)
    if model.card.int8:
        return quantised(model)
    return halved(model) if has_bfloat16() else model


def halved(model: Recognising) -> Recognising:
    """Return the model with its encoder in bfloat16; one without an encoder as it is."""
    return _converted(model, _in_bfloat16)


def quantised(model: Recognising) -> Recognising:
    """Return the model with its encoder's linear layers in int8; one without an encoder as it is."""
    return _converted(model, _in_int8)


def _converted(model: Recognising, convert: Callable[[Network], Network]) -> Recognising:
    """Return the model with each of its networks converted; `convert` leaves the one that it is given as it is."""
    if isinstance(model, Bilingual):
        taggers = {language: _with(tagger, convert) for language, tagger in model.taggers.items()}
        return Bilingual(taggers)
    return _with(model, convert) if isinstance(model, Tagger) else model


def _with(tagger: Tagger, convert: Callable[[Network], Network]) -> Tagger:
    return Tagger(convert(tagger.network), tagger.reader, tagger.card)


def _in_bfloat16(network: Network) -> Network:
    half = copy.deepcopy(network)
    half.encoder.to(torch.bfloat16)
    return half


def _in_int8(network: Network) -> Network:
    light = copy.deepcopy(network)
    encoder = light.encoder
    for module in [*encoder.modules()]:
        for name, part in module.named_children():
            if isinstance(part, nn.Linear):
                setattr(module, name, LightLinear(part))
    return light


class LightLinear(nn.Module):
    """A linear layer whose product is one of whole numbers: weights in int8 by output, inputs in uint8 by row.

    torch has one scale for all rows of an input, and the piece with the largest value takes the digits of all others.
    Rows are brought to the same size first, and back after the product, which gives each the scale of its own.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weights = linear.weight.detach().float()
        scales = (weights.abs().amax(1) / _largest()).clamp_min(SMALL).double()
        with warnings.catch_warnings():
            # It is deprecated; its successor, torchao, is a package of its own that changes with every release.
            warnings.simplefilter("ignore")
            zeros = torch.zeros_like(scales, dtype=torch.long)
            whole = torch.quantize_per_channel(weights, scales, zeros, 0, torch.qint8)
        self._weights = torch.ops.quantized.linear_prepack(whole, None)
        self._bias = linear.bias.detach()

    def forward(self, rows: Tensor) -> Tensor:
        """Return (…, outputs) of rows (…, inputs)."""
        sizes = rows.abs().amax(-1, keepdim=True).clamp_min(SMALL)
        products = torch.ops.quantized.linear_dynamic(rows / sizes, self._weights, reduce_range=False)
        return torch.addcmul(self._bias, products, sizes)


def _largest() -> int:
    """Return the largest weight that can be; the sum of two products must not overflow 16 bits without VNNI."""
    return 127 if torch.cpu.get_capabilities().get("avx512_vnni") else 63

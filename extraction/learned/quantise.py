"""Shorter weights read faster on a processor: those of sixteen bits twice, those of eight more, at a cost.

bfloat16 costs nothing that is seen in F1 and is taken wherever the processor computes with it; what int8 costs is
measured before it is paid.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable

import torch
from torch import nn
from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

from extraction.learned.bilingual import Bilingual, Recognising
from extraction.learned.network import Network
from extraction.learned.tagger import Tagger


def ready(model: Recognising) -> Recognising:
    """Return the model as texts are read with it.

    In int8 where its card says that this was measured to be good, else in bfloat16 where the processor has it.
    """
    if model.card.int8:
        return quantised(model)
    capabilities = torch.cpu.get_capabilities()
    native = any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))
    return halved(model) if native else model


def halved(model: Recognising) -> Recognising:
    """Return the model with its encoder in bfloat16; one without an encoder as it is."""
    return _converted(model, _in_bfloat16)


def quantised(model: Recognising) -> Recognising:
    """Return the model with its linear layers in int8 (per channel, dynamic); one without an encoder as it is."""
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
    with warnings.catch_warnings():
        # It is deprecated; its successor, torchao, is a package of its own that changes with every release.
        warnings.simplefilter("ignore")
        light: Network = quantize_dynamic(  # type: ignore[no-untyped-call]
            network, {nn.Linear: per_channel_dynamic_qconfig}, dtype=torch.qint8
        )
    return light

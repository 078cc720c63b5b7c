"""The model card: what a model is, and how a model is kept in a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from extraction.learned.examples import Labels
from extraction.learned.network import HeadKind

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Card:
    """What a model is: its labels, the encoder beneath it, what it was trained on, and how well it did.

    `data` are SHA-256 checksums by file; `settings` those of training, the seed among them; `figures` were measured on
    texts held out; `weights` combine the model with the rules, see `extraction.weighing`.
    With `int8` texts are read with weights of eight bits.
    """

    labels: Labels
    sizes: dict[str, int]
    encoder: str = ""
    head: HeadKind = "crf"
    data: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    int8: bool = False
    format: int = FORMAT

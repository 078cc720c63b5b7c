"""Hyperparameters of training."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """Hyperparameters."""

    dimension: int = 64
    """Length of a vector."""
    layers: int = 3
    """Steps that a node sees around it; at three a shopper sees what others took who took the same."""
    learning_rate: float = 0.01
    temperature: float = 0.15
    """Below 1: the nearest negatives count most."""
    negatives: int = 2000
    """Products drawn a step, shared by its users; all of them where the graph has no more."""
    steps: int = 10
    """Steps an epoch; each propagates over the whole graph once, without the positives it is to find."""
    batch: int = 16_384
    """Most positives a step, which bounds memory: more steps are taken where there are more positives."""
    placeless: float = 0.1
    """Share of products that a step places by what is known of them alone, as a new one is."""
    epochs: int = 40
    patience: int = 5
    """Epochs without a better validation figure before training stops."""
    k: int = 10
    """Cut-off of the validation's NDCG."""
    seed: int = 7
    device: str = "cpu"

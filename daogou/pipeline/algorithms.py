"""Algorithms with what the composition root hands them: the encoder of `daogou.encoders`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from daogou.console import Report
from daogou.encoders import read_sentences
from daogou.settings import Settings
from extraction.folding import language_of
from recommend.algorithms.base import Algorithm
from recommend.algorithms.content import Encoder
from recommend.algorithms.registry import create
from recommend.dataset import Floats


def create_wired(name: str, *, report: Report = lambda _: None, **options: Any) -> Algorithm:  # noqa: ANN401
    """Return the algorithm `name`; see `recommend.algorithms.registry.create`.

    Weights of the encoder are fetched into the user's cache when it is first used.
    """
    if name == Encoder.name:
        options["encode"] = lambda texts: _encode(texts, report)
    return create(name, **options)


def _encode(texts: Sequence[str], report: Report) -> Floats:
    languages = sorted({language_of(text) for text in texts if text})
    return read_sentences(languages, Settings().cache, report=report)(texts)

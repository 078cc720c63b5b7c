"""The demo's own data, as its files give it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extraction.lexicon import Lexicon, read_lexicon
from seeds.shoppers import Json, read_jsonl

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def rows(folder: str, files: str = "*.jsonl") -> list[Json]:
    """Return all objects of the JSON Lines files of one folder of `seeds`."""
    return list(read_jsonl(sorted((SEEDS / folder).glob(files))))


@cache
def lexicon() -> Lexicon:
    return read_lexicon(SEEDS / "lexicon")

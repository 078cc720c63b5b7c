"""The word lists in `vocabulary/`, read when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return `vocabulary/NAME.toml`."""
    return tomllib.loads((files("sources") / "vocabulary" / f"{name}.toml").read_text("utf-8"))


@cache
def attributes() -> dict[str, tuple[str, ...]]:
    """Return the attributes of ANNOTATION.md, each with the units that it is written in."""
    return {name: tuple(units) for name, units in vocabulary("attributes").items()}

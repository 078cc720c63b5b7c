"""The word lists in `vocabulary/`, read when first asked for."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+|[^\W\d_a-zA-Z]+")
CHINESE_GAP = re.compile(" (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) ")
JSON_PATH = re.compile(r"[^\W\d]\w*(\.\w+)+")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return `vocabulary/NAME.toml`."""
    return tomllib.loads((files("sources") / "vocabulary" / f"{name}.toml").read_text("utf-8"))


@cache
def attributes() -> dict[str, tuple[str, ...]]:
    """Return the attributes of ANNOTATION.md, each with the units that it is written in."""
    return {name: tuple(units) for name, units in vocabulary("attributes").items()}


def normal_header(header: str) -> str:
    """Return a column's name as the vocabularies write it: `Display-Size (inch)` → `display size`."""
    plain = BRACKETS.sub(" ", unicodedata.normalize("NFKC", innermost(header)))
    return CHINESE_GAP.sub("", " ".join(WORD.findall(plain)).casefold())


def innermost(header: str) -> str:
    """Return `ram` of `parameters.ram`, the path of a JSON object's value."""
    return header.rpartition(".")[2] if JSON_PATH.fullmatch(header) else header

"""Ids made of names: the same thing gets the same id wherever it is read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from extraction.folding import name_key

KINDS: Final = {
    "BRAND": "brand",
    "CATEGORY": "category",
    "FEATURE": "feature",
    "USE_CASE": "usecase",
    "MODEL": "model",
}
_OTHER = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def slug(name: str) -> str:
    """Return `name` in lower case with every run of other characters as `-`; CJK stays, "+" reads "plus".

    Never empty: a name without a letter or digit becomes a hash of itself.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("+", " plus ")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _OTHER.sub("-", text).strip("-") or "x" + _hash(name)


def entity_id(label: str, name: str, brand_id: str | None = None) -> str:
    """Return the id of a named entity; a model's stands below its brand's."""
    kind = KINDS[label]
    if label == "MODEL":
        brand = brand_id.partition("/")[2] if brand_id else "unknown"
        return f"model/{brand}/{slug(name)}"
    return f"{kind}/{slug(name)}"


def proposal_id(label: str, name: str, brand_id: str | None = None) -> str:
    """Return the id of an unknown name; every spelling of it has one, and a model's stands below its brand's."""
    return f"proposal/{entity_id(label, name_key(name), brand_id)}"


def parameter_id(attribute: str, value: float | str, unit: str) -> str:
    """Return the id of a value: equal values of one attribute have one node."""
    text = f"{value:g}" if isinstance(value, float) and value < 1e15 else str(value)
    shown = text if isinstance(value, int | float) else " ".join(text.casefold().split())
    return f"parameter/{attribute}/{shown}/{unit}" if unit else f"parameter/{attribute}/{shown}"


def _hash(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

"""Patterns are data: JSON Lines, each file with the checksum it was tried with in `SHA256SUMS`."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from extraction.errors import PatternError

FOLDER = Path(__file__).parent


@cache
def read_patterns(name: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of `NAME.jsonl`.

    Raises:
        PatternError: the file is missing, or its checksum is not the one in SHA256SUMS.
    """
    file = FOLDER / f"{name}.jsonl"
    try:
        content = file.read_bytes()
        lines = (FOLDER / "SHA256SUMS").read_text("ascii").splitlines()
        sums = {name: checksum for checksum, name in map(str.split, lines)}
    except FileNotFoundError as error:
        raise PatternError(f"{error.filename}: no such file") from None
    found = hashlib.sha256(content).hexdigest()
    if sums.get(file.name) != found:
        raise PatternError(
            f"{file}: found checksum {found[:12]}…, expected {sums.get(file.name, 'none')[:12]}…: "
            "after a change that is meant, renew it: cd extraction/patterns && sha256sum *.jsonl > SHA256SUMS"
        )
    return tuple(json.loads(line) for line in content.decode("utf-8").splitlines())


def checksums() -> str:
    """Return the checksums of all pattern files, as they stand in SHA256SUMS."""
    return (FOLDER / "SHA256SUMS").read_text("ascii")

"""Words are data: JSON Lines of the cues that turn a message into slots, and of the sentences that answer it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read_words(name: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of `NAME.jsonl`."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line)

"""Words are data: JSON Lines of the names, cues and patterns that a message is read by."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from extraction.folding import any_of

FOLDER: Final = Path(__file__).parent


@cache
def read_words(name: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of `NAME.jsonl`."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line)


@cache
def common_words(kind: str) -> frozenset[str]:
    """Return common words of a kind: `unnamed` without its brand, `ambiguous` as a brand's name, well `spelt`."""
    return frozenset(word for row in read_words("common") if row["kind"] == kind for word in row["words"])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of that name."""
    return next(iter(patterns(name).values()))


@cache
def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of that name by the attribute that each is of."""
    rows = (row for row in read_words("patterns") if row["name"] == name)
    return {row.get("attribute", ""): either(row["pattern"], name) for row in rows}


def either(expression: str, name: str) -> re.Pattern[str]:
    """Return a pattern of an expression, or of any of the phrases of that name in `phrases.jsonl`."""
    words = [word for row in read_words("phrases") if row["of"] == name for word in row["words"]]
    return re.compile(f"{expression}|{any_of(words).pattern}" if words else expression)


@cache
def spoken(name: str) -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """Return a pattern of all `words` of `NAME.jsonl`, and the row of each word."""
    by_word = {word: row for row in read_words(name) for word in row["words"]}
    return any_of(by_word), by_word

"""The sentence around a span, in Chinese and English."""

from __future__ import annotations

import re
from typing import Final

# A line, a full-width full stop, or a Western one with space after it (so not the one in "6.5 inch").
_END: Final = re.compile(r"[。！？!?；]+[”’」』\"')）]*|\.(?=\s)|\n")
LONGEST: Final = 400
"""Characters; a text without any full stop is cut around the span."""


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds `[start, end)`, trimmed; always with the whole span in it."""
    left, right = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= start:
            left = match.end()
        elif match.end() >= end:
            right = match.end()
            break
    left, right = max(left, min(start, end - LONGEST)), min(right, max(end, start + LONGEST))
    return text[left:right].strip()

"""What a sentence quotes, hidden behind marks: the words of others are not for a model to read, nor to change."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

QUOTED: Final = re.compile(r'(“[^”]*”|「[^」]*」|『[^』]*』|(?<![\w"])"[^"]*"(?![\w"]))')
MARK: Final = re.compile(r"⟦(\d+)⟧")


class Hidden:
    """A text, and `shown`: the same with ⟦1⟧, ⟦2⟧ … in the places of what it quotes."""

    def __init__(self, text: str) -> None:
        parts = QUOTED.split(text)
        self.text, self._quotes = text, parts[1::2]
        # Marks that a text has of its own are not shown: none of them then passes for one of ours.
        plain = [re.sub("[⟦⟧]", "", part) for part in parts[::2]]
        marks = [f"⟦{place}⟧" for place in range(1, len(plain))]
        self.shown = "".join(part + mark for part, mark in zip_longest(plain, marks, fillvalue=""))

    def restored(self, text: str) -> str:
        """Return a text with the quotations in the places of their marks, all of which are this text's."""
        return MARK.sub(lambda mark: self._quotes[int(mark[1]) - 1], text)

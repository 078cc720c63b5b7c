"""One tokeniser for both languages, whose offsets are exact by construction."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

TOKEN: Final = re.compile(r"[^\W\d_㐀-鿿]+|\d+|\s+|.", re.DOTALL)
"""A run of letters, of digits or of white space; a Chinese character or any other alone."""


class PieceTokenizer:
    """Cuts between letters, digits and Chinese characters, so that `Mate40Pro` and `Mate 40 Pro` are the same tokens.

    Chinese is cut by character: names in the gazetteer need no word segmentation to be found.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of `text`; `doc.text == text` always."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in TOKEN.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

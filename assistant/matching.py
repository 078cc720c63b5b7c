"""What tells a sentence that answers a question from one that does not: numbers by name, for a linear model."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.questions import opinions
from assistant.terms import Token, kind_of, tokens
from extraction.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.questions import About, Question
    from assistant.sentences import Sentence

K1: Final = 1.2
B: Final = 0.75
FAR: Final = 12
"""Words between a match and an opinion from which on they have nothing to do with each other."""
_POINTS_BACK: Final = re.compile(r"(?:it|they|this|these|that)\b|[它这那]")
_ONESELF: Final = frozenset({"i", "my", "我", "我们"})


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its words, and the places of those that judge."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    judging: tuple[int, ...]

    def asked(self, question: Question) -> dict[int, str]:
        """Return the places of what is asked about, by whichever name, with the question's key for it."""
        found = {place: token.key for place, token in enumerate(self.tokens) if token.key in question.keys}
        for key, names in question.same.items():
            found |= {place: key for place in self.mentions(names) if place not in found}
        return found

    def speaks_of(self, about: About) -> bool:
        """Say whether the sentence speaks of a thing, by a name of it or by words for it."""
        return bool(about.names.search(fold(self.sentence.text)) or self.mentions(about.words))

    def mentions(self, words: Collection[str]) -> list[int]:
        """Return the places of words with these keys, Chinese ones of two characters within longer words too."""
        said = fold(self.sentence.text)
        chinese = [word for word in words if len(word) > 1 and not word.isascii() and word in said]
        spans = [(at, at + len(word)) for word in chinese for at in (said.index(word),)]
        return [
            place
            for place, token in enumerate(self.tokens)
            if token.key in words or any(s < token.end and token.start < e for s, e in spans)
        ]


def read(sentence: Sentence) -> Read:
    """Return a sentence with its words."""
    words = tokens(sentence.text)
    spans = [match.span() for match in opinions().finditer(fold(sentence.text))]
    judging = (p for p, word in enumerate(words) if any(s < word.end and word.start < e for s, e in spans))
    return Read(sentence, tuple(words), tuple(judging))


def bm25(keys: Collection[str], documents: Sequence[Sequence[str]]) -> list[float]:
    """Return the score of each document (Robertson & Zaragoza 2009); time grows with their words."""
    weights = rarity(keys, documents)
    mean = sum(map(len, documents)) / max(1, len(documents)) or 1.0
    scores = []
    for document in documents:
        counts = Counter(key for key in document if key in weights)
        length = K1 * (1 - B + B * len(document) / mean)
        scores.append(sum(weights[key] * n * (K1 + 1) / (n + length) for key, n in counts.items()))
    return scores


def rarity(keys: Collection[str], documents: Sequence[Collection[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each of `keys`, > 0."""
    found = Counter(key for document in documents for key in set(document) if key in keys)
    return {key: math.log(1 + (len(documents) - found[key] + 0.5) / (found[key] + 0.5)) for key in keys}


def describe(question: Question, texts: Sequence[Read]) -> list[dict[str, float]]:
    """Return the numbers of each sentence, those that follow one another in a source in its order."""
    found = [text.asked(question) for text in texts]
    documents = [
        [asked.get(place, token.key) for place, token in enumerate(text.tokens) if token.is_word]
        for text, asked in zip(texts, found, strict=True)
    ]
    scores, weights = bm25(question.keys, documents), rarity(question.keys, documents)
    total, best = sum(weights.values()) or 1.0, max(scores, default=0.0) or 1.0
    covered = [sum(weights[key] for key in weights.keys() & set(document)) / total for document in documents]
    most = max(covered, default=0.0)
    rows: list[dict[str, float]] = []
    for place, (text, position) in enumerate(_positions(texts)):
        before = covered[place - 1] if position else 0.0
        row = dict(_said(question, text, found[place])) | dict(_shape(text, position))
        row |= {
            "bm25": scores[place] / best,
            "bm25 alone": scores[place],
            "covered": covered[place],
            "covered at best": most,
            "related": float(not covered[place] and bool(text.mentions(question.related))),
            "nothing else is asked": float(len(question.keys) == 1),
            "said before": float(before > 0),
            "of what was said before": float(before > 0 and not covered[place] and row["points back"] > 0),
        }
        rows.append({name: value for name, value in row.items() if value})
    return rows


def _positions(texts: Sequence[Read]) -> Iterator[tuple[Read, int]]:
    position, source = -1, ""
    for text in texts:
        position = position + 1 if text.sentence.source == source else 0
        source = text.sentence.source
        yield text, position


def _said(question: Question, text: Read, asked: dict[int, str]) -> Iterator[tuple[str, float]]:
    """Yield what the sentence says of what is asked."""
    matches, judging = sorted(asked), text.judging
    near = min((abs(a - b) for a in matches for b in judging if a != b), default=FAR)
    figures = math.log1p(sum(token.word[0].isdigit() for token in text.tokens))
    yield "opinions", float(min(3, len(judging)))
    yield "opinion near", math.exp(-near / 3)
    yield "opinion matched", float(bool(matches and judging))
    yield f"opinion for {question.kind}", float(bool(judging))
    yield "figures", figures
    yield f"figures for {question.kind}", figures
    yield f"matched for {question.kind}", float(bool(matches))
    yield "is said to be", float(any(_is_subject(text.tokens, place) for place in matches))
    yield "head", float(bool(question.keys) and question.keys[-1] in asked.values())
    yield "begins with it", 1 - matches[0] / len(text.tokens) if matches else 0.0


def _is_subject(words: Sequence[Token], place: int) -> bool:
    return any(kind_of(token.word) in {"verb", "adverb"} for token in words[place + 1 : place + 3])


def _shape(text: Read, position: int) -> Iterator[tuple[str, float]]:
    words = [token.word for token in text.tokens if token.is_word]
    yield "length", math.log1p(len(words))
    yield "very short", float(len(words) < 4)
    yield "late", math.log1p(position)
    yield "opens", float(position == 0)
    yield "asks", float(text.sentence.text.rstrip()[-1:] in {"?", "？"})
    yield "negates", float(any(kind_of(word) == "negation" for word in words))
    yield "of oneself", float(not _ONESELF.isdisjoint(words))
    yield "points back", float(bool(_POINTS_BACK.match(fold(text.sentence.text))))

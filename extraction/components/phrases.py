"""Features named by a phrase that no lexicon lists: a known noun with what qualifies it, as 星云屏 and `Tilt Touchscreen`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from extraction.documents import Span
from extraction.folding import fold
from extraction.mentions import Notes
from extraction.patterns import read_patterns

CONFIDENCE: Final = 0.75
REVIEWS: Final = frozenset({"review", "expert_review"})
"""Kinds of text in sentences, where Chinese words do not stand apart."""
LONGEST: Final = 12
"""Characters of a Chinese phrase; what is longer is a sentence."""
RUN: Final = re.compile(r"[0-9a-z.+\u3400-\u9fff]+")
SPOKEN: Final = re.compile(r"[像的了是很我你它这那有没不也都就太还比会能让给被把最再和与跟用看说用买想]")
"""Words of sentences, which no name of a feature has."""
IDLE: Final = re.compile(r"(?:支持|搭载|采用|配备|自带|全新|旗舰|新品|升级|标配|独家|款|版|级)+")
"""What a phrase may begin with and is no part of it."""


@cache
def _words(kind: str) -> tuple[str, ...]:
    rows = (row["text"] for row in read_patterns("phrases") if row["kind"] == kind)
    return tuple(sorted(rows, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return Chinese nouns at an end, English phrases of known words, and English nouns behind a capitalised word."""
    chinese, english, modifiers, named = (
        "|".join(map(re.escape, _words(kind))) for kind in ("noun_zh", "noun_en", "modifier_en", "named_en")
    )
    return (
        re.compile(rf"(?:{chinese})$"),
        re.compile(rf"(?<![a-z0-9-])(?:(?:{modifiers})[ -]){{1,4}}(?:{english})(?![a-z0-9])"),
        re.compile(rf"(?<![A-Za-z0-9-])(?P<w>[A-Z][A-Za-z]{{2,12}}) (?:{named})(?![a-z0-9])", re.IGNORECASE),
    )


@cache
def _plain() -> frozenset[str]:
    return frozenset(row["text"] for row in read_patterns("plain_words"))


def find_phrases(notes: Notes) -> Iterator[Span]:
    """Yield the phrases that name a feature, linked to the known one that they hold. Reads what was proposed so far."""
    text, folded = notes.given, notes.folded
    mentions = [mention.span for mention in notes.mentions]
    known = sorted((span for span in mentions if span.label == "FEATURE"), key=lambda span: span.start)
    starts = [span.start for span in known]
    taken = sorted(_taken(mentions))
    chinese = () if notes.kind in REVIEWS else _chinese(folded, taken)
    for start, end in [*chinese, *_english(text, folded, taken)]:
        inner = [
            span for span in known[bisect_left(starts, start) : bisect_left(starts, end)] if span.end <= end
        ]
        best = max(inner, key=lambda span: (span.end == end, span.end - span.start), default=None)
        yield Span(start, end, "FEATURE", text[start:end], CONFIDENCE, best.id if best else None)


def _taken(mentions: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield where phrases end: at values, models and categories, and at the product's own brand, the first one."""
    brand: str | None = None
    for span in sorted(mentions, key=lambda span: span.start):
        if span.label == "BRAND":
            brand = brand or span.id
        if span.label in {"PARAMETER", "MODEL"} or (span.label == "BRAND" and span.id == brand):
            yield span.start, span.end


def _chinese(folded: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    nouns = _patterns()[0]
    cuts = iter([*taken, (len(folded) + 1, len(folded) + 1)])
    cut = next(cuts)
    for run in RUN.finditer(folded):
        places = [run.start()]
        while cut[0] < run.end():
            places += [max(cut[0], places[-1]), max(cut[1], places[-1])]
            cut = next(cuts)
        places.append(run.end())
        for number, (start, end) in enumerate(pairwise(places)):
            if number % 2 == 0 and 1 < end - start <= LONGEST:
                idle = IDLE.match(folded, start, end)
                begin = idle.end() if idle else start
                phrase = folded[begin:end]
                noun = nouns.search(phrase)
                if noun and noun.start() and not SPOKEN.search(phrase) and not phrase[0].isdigit():
                    yield begin, end


def _english(text: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    _, phrases, named = _patterns()
    for match in phrases.finditer(folded):
        yield match.span()
    within = {place for start, end in taken for place in range(start, end)}
    for match in named.finditer(text):
        if match["w"][0].isupper() and fold(match["w"]) not in _plain() and match.start() not in within:
            yield match.span()

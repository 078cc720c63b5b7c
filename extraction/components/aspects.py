"""What the author judges, and how: aspect terms with polarity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extraction.documents import Aspect, Span
from extraction.folding import any_of, fold, is_cjk
from extraction.irony import is_ironic
from extraction.lexicon import Lexicon
from extraction.mentions import notes_of
from extraction.patterns import read_patterns

CLAUSE: Final = re.compile(
    r"[。！？!?；;\n]|[，,](?!\d)|\.(?!\d)|但是|不过|可惜|就是|只是|(?<![a-z])(?<!anything )(?<!nothing )(?:but|though|although|however|yet|while)(?![a-z])"
)
REACH: Final = 18
"""Characters between an aspect and the word that judges it."""
SEEN: Final = 60
"""Characters around an aspect in which a wish is looked for."""
WORD: Final = 16
NEGATED_WITHIN: Final = 4
FAR_NEGATION: Final = re.compile(
    r"(?:(?:没有?(?!见过|用过)|不像)[^,]{0,10}(?:那么|那样|这么|想象中?的?)|(?:不如|比不上|赶不上)[^,]{1,10})$"
)
"""Less than others say: what is compared with stands between the negation and the word."""
REVIEWS: Final = frozenset({"", "review", "expert_review"})
NAMES: Final = frozenset({"BRAND", "MODEL", "CATEGORY"})
"""Their words judge nothing: the 小 of 小米."""


@cache
def _words(name: str) -> dict[str, str]:
    return {fold(row["text"]): row.get("polarity", "") for row in read_patterns(name)}


class _Wish(NamedTuple):
    """What stands around a term of which the author would have more."""

    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _wishes() -> tuple[_Wish, ...]:
    rows = read_patterns("wishes")
    return tuple(_Wish(re.compile(row["before"]), re.compile(row["after"])) for row in rows)


class _Implied(NamedTuple):
    """A judgement that names no aspect: 半天就没电."""

    pattern: re.Pattern[str]
    feature: str
    polarity: str


@cache
def _implied() -> tuple[_Implied, ...]:
    rows = read_patterns("implied")
    return tuple(_Implied(re.compile(row["pattern"]), row["feature"], row["polarity"]) for row in rows)


class Aspects:
    """Finds judged aspects clause by clause.

    An aspect is positive or negative by the nearest opinion word of its clause. A negation within four characters
    (sixteen in English) before that word turns it round; words that only look like one (特别, 不仅, "not only") do not.
    So does 没有…那么 from farther away: 没有说的那么差. Praise that is ironic or wished for (`extraction.irony`) is
    criticism, and so is an aspect that is wished to be more (`wishes.jsonl`). One without an opinion word in its clause is
    not judged otherwise. What is said without an aspect's name (`implied.jsonl`) judges where nothing else of its clause
    judges that feature.
    """

    def __init__(self) -> None:
        self._opinion = any_of(_words("opinions"))
        self._negation = any_of(_words("negations"))
        rows = read_patterns("negations")
        self._plain = frozenset(fold(row["text"]) for row in rows if not row.get("negates", True))
        self.learn(Lexicon(()))

    def learn(self, lexicon: Lexicon) -> None:
        """Look for the features of `lexicon` from now on, and for no others."""
        features = list(lexicon.of("FEATURE"))
        self.look_for({
            fold(name): entry.id for entry in reversed(features) for name in entry.names() if len(name) > 1
        })  # fmt: skip

    def look_for(self, terms: Mapping[str, str]) -> None:
        """Look for these folded names from now on; each leads to the id of what it names."""
        self._terms = dict(terms)
        self._aspect = any_of(self._terms)
        self._features = frozenset(self._terms.values())

    def __call__(self, doc: Doc) -> Doc:
        """Set the judged aspects of a review: those of the trained model where one looked for them."""
        found: Iterable[Aspect] = ()
        notes = notes_of(doc)
        if notes.kind in REVIEWS:
            judged = notes.judged
            named = [span for span in notes.spans if span.label in NAMES]
            found = (
                self.predict(notes.given, notes.folded, named)
                if judged is None
                else map(self._linked, judged)
            )
        notes.aspects = tuple(found)
        return doc

    def _linked(self, aspect: Aspect) -> Aspect:
        """Link to the feature with the longest name that stands in the aspect's words: 屏幕 in 屏幕素质."""
        names = self._aspect.findall(fold(aspect.text))
        return replace(aspect, feature=self._terms[max(names, key=len)]) if names else aspect

    def predict(self, text: str, folded: str, named: Iterable[Span] = ()) -> Iterator[Aspect]:
        """Yield the aspects that `text` judges; words within `named` judge nothing."""
        places = frozenset(place for span in named for place in range(span.start, span.end))
        for begin, end in _clauses(folded):
            judged = set()
            for term in self._aspect.finditer(folded, begin, end):
                if polarity := self._judged(folded, begin, end, term, places):
                    start, stop = term.span()
                    feature = self._terms[term[0]]
                    judged.add(feature)
                    yield Aspect(start, stop, text[start:stop], polarity, 0.8, feature)
            yield from self._unnamed(text, folded, begin, end, judged)

    def _judged(
        self, folded: str, begin: int, end: int, term: re.Match[str], places: Collection[int]
    ) -> str | None:
        """Return how the clause judges `term`: by the nearest opinion word, else by a wish."""
        near = self._nearest(folded, begin, end, term, places)
        if near:
            return self._polarity(folded, begin, near)
        before, after = (
            folded[max(begin, term.start() - SEEN) : term.start()],
            folded[term.end() : end][:SEEN],
        )
        wished = any(wish.before.search(before) and wish.after.match(after) for wish in _wishes())
        return "negative" if wished else None

    def _unnamed(
        self, text: str, folded: str, begin: int, end: int, judged: Collection[str]
    ) -> Iterator[Aspect]:
        for implied in _implied():
            if implied.feature in self._features and implied.feature not in judged:
                for match in implied.pattern.finditer(folded, begin, end):
                    start, stop = match.span()
                    yield Aspect(start, stop, text[start:stop], implied.polarity, 0.8, implied.feature)

    def _nearest(
        self, folded: str, begin: int, end: int, term: re.Match[str], places: Collection[int]
    ) -> re.Match[str] | None:
        """Return the opinion word within reach that stands nearest to `term` and is no part of it or of a name."""
        first, last = term.start() - REACH, term.end() + REACH
        # Looked for from farther away, so that no word is cut.
        words = self._opinion.finditer(folded, max(begin, first - WORD), min(end, last + WORD))
        apart = (
            word
            for word in words
            if (first < word.end() <= term.start() or term.end() <= word.start() < last)
            and word.start() not in places
        )
        return min(apart, key=lambda word: _distance(term, word), default=None)

    def _polarity(self, folded: str, begin: int, opinion: re.Match[str]) -> str:
        said = _words("opinions")[opinion[0]]
        if self._is_negated(folded, begin, opinion):
            said = {"positive": "negative", "negative": "positive"}[said]
        if said == "positive" and is_ironic(folded, begin, *opinion.span()):
            return "negative"
        return said

    def _is_negated(self, folded: str, begin: int, opinion: re.Match[str]) -> bool:
        window = NEGATED_WITHIN if is_cjk(opinion[0][0]) else 4 * NEGATED_WITHIN
        start = opinion.start()
        # Looked for from farther away, so that no word is cut: 别 in 特别 is none.
        words = self._negation.finditer(folded, max(begin, start - window - REACH), start)
        near = (word[0] for word in words if word.end() > start - window)
        return any(word not in self._plain for word in near) or bool(
            FAR_NEGATION.search(folded[max(begin, start - REACH) : start])
        )


def _clauses(folded: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for cut in CLAUSE.finditer(folded):
        yield begin, cut.start()
        begin = cut.end()
    yield begin, len(folded)


def _distance(term: re.Match[str], opinion: re.Match[str]) -> int:
    # The word that judges stands behind its aspect more often than before it.
    gap = opinion.start() - term.end()
    return gap if gap >= 0 else term.start() - opinion.end() + 2


@Language.factory("daogou_aspects")
def create(nlp: Language, name: str) -> Aspects:  # noqa: ARG001 (spaCy passes them)
    """Make the component; it knows no aspect until it learns a lexicon."""
    return Aspects()

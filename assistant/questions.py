"""A question about a product: what it asks about, in which words that may be said, and what kind of answer it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from assistant.naming import attribute_name
from assistant.terms import stem, tokens, vocabulary
from assistant.twins import attributes_of, features_of
from assistant.words import read_words
from extraction.folding import any_of, fold, is_cjk
from extraction.patterns import read_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.wording import Language
    from extraction.lexicon import Lexicon

KINDS = ("number", "opinion", "choice")
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks about: `keys` of its words in order.

    `same` are other names of what a key names, `related` more loosely words in which that is spoken of: of English ones
    their keys, Chinese ones as they stand within a sentence.

    `kind` is number, opinion, choice (yes or no) or other.
    """

    text: str
    keys: tuple[str, ...]
    same: dict[str, frozenset[str]]
    related: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class About:
    """What tells a sentence that speaks of a thing: its `names` in both languages, and keys of `words` for it."""

    names: re.Pattern[str]
    words: frozenset[str]


class Questions:
    """Reads questions; features of `lexicon` that a question names are sought by all their names, in both languages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = {
            fold(name): entry.id for entry in lexicon.of("FEATURE") for name in entry.names() if len(name) > 1
        }
        self._named = any_of(self._names)
        spoken = vocabulary()["speaks_of"]
        features = {entry.id: list(entry.names()) for entry in lexicon.of("FEATURE")}
        self._same = {
            id_: frozenset(_keys(name for name in names if " " not in name))
            for id_, names in features.items()
        }
        self._related = {id_: frozenset(_keys(spoken.get(id_, ()))) for id_ in features}
        self._entries = lexicon.entries

    def read(self, text: str) -> Question:
        """Return what `text` asks about; a question of empty words alone asks about all of these."""
        empty = _empty()
        words = [token for token in tokens(text) if token.is_word]
        asked = [token.key for token in words if token.word not in empty] or [token.key for token in words]
        named = {name: self._names[name] for name in self._named.findall(fold(text))}
        same = {
            token.key: self._same[id_] - {token.key}
            for name, id_ in named.items()
            for token in tokens(name)
            if token.key in asked
        }
        related = (
            frozenset().union(*(self._related[id_] for id_ in named.values())) - set(asked) - _stems(empty)
        )
        return Question(text, tuple(dict.fromkeys(asked)), same, related, _kind(fold(text)))

    def about(self, asks: str) -> About:
        """Return what tells a sentence that speaks of an attribute, or of the entity with this id."""
        ids = [asks, *features_of(asks)] if "/" not in asks else [asks]
        names = [name for id_ in ids if id_ in self._entries for name in self._entries[id_].names()]
        if "/" in asks:
            names.append(asks.partition("/")[2].replace("-", " "))
        for attribute in attributes_of(asks) if "/" in asks else (asks,):
            names += [attribute_name(attribute, language) for language in LANGUAGES]
            names += [
                word
                for row in read_words("attributes")
                if row["attribute"] == attribute
                for word in row["words"]
            ]
        stems = (self._same.get(id_, frozenset()) | self._related.get(id_, frozenset()) for id_ in ids)
        return About(any_of({fold(name) for name in names}), frozenset().union(*stems))


def opinions() -> re.Pattern[str]:
    """Return the pattern of words that judge, in both languages."""
    return _opinions()


@cache
def _opinions() -> re.Pattern[str]:
    return any_of(fold(row["text"]) for row in read_patterns("opinions"))


@cache
def _empty() -> frozenset[str]:
    return frozenset(vocabulary()["question"]["empty"])


@cache
def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _kind(folded: str) -> str:
    patterns = vocabulary()["question"]
    return next((kind for kind in KINDS if re.search(patterns[kind], folded.strip())), "other")


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in map(fold, names):
        yield from (token.key for token in tokens(name) if token.key.isascii() and len(token.key) > 1)
        if is_cjk(name[0]):
            yield name

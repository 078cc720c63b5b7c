"""Search by words, by spelling, by the graph and by vectors; names that a text may be about to become."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Final

from graph.cards import found
from graph.details import named
from graph.lucene import escape, nearly, words_of
from graph.views.found import Match, Suggestion
from graph.views.things import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.statements import Statements

ALIKE: Final = 0.75
"""How alike two spellings are at least, in twice the letters they share by all their letters (Ratcliff & Obershelp)."""
SHORTEST: Final = 3
"""Chinese characters of a name from which on one of them may be another."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a search reaches; together these bound its cost whatever the size of the graph."""

    pool: int = 50
    """Hits of each list."""
    names: int = 200
    """Hits among which names are sought."""
    reach: int = 2_000
    """Products of the rarest entity that the text names."""
    near: int = 20
    """Products near one by its vector."""


class SearchReader:
    """Finds things by a text in Chinese, English or both. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements, reach: Reach | None = None) -> None:
        self._statements = statements
        self._reach = reach or Reach()

    async def prepare(self) -> None:
        """Have the server plan the statements, which takes seconds where they take milliseconds."""
        words = {"words": "a", "nearly": "a", "text": " a "}
        await self._statements.plan("search_names", sought=words | asdict(self._reach), limit=1)
        await self._statements.plan("search_hits", sought=words | asdict(self._reach), limit=1)

    async def search(self, text: str, first: int) -> list[Match]:
        """Return what a text finds, best first, as it is and as it may have been meant; two statements."""
        if not words_of(text):
            return []
        meant = corrected(text, corrections(text, await self._names(text)))
        words = words_of(text)
        rows = await self._statements.read(
            "search_hits",
            sought={
                "words": escape(" ".join(dict.fromkeys([*words, *words_of(meant)]))),
                "nearly": nearly(text),
                "text": f" {' '.join(words)} / {' '.join(words_of(meant))} ",
                **asdict(self._reach),
            },
            limit=first,
        )
        return [Match(row["score"], found(row["label"], row["node"]), tuple(row["by"])) for row in rows]

    async def suggest(self, text: str, first: int) -> tuple[str | None, list[Suggestion]]:
        """Return the text as it may have been meant, None where that is as it is, and names like it; one statement."""
        if not words_of(text):
            return None, []
        names = await self._names(text)
        changes = corrections(text, names)
        return (corrected(text, changes) if changes else None), suggestions(text, names)[:first]

    async def _names(self, text: str) -> list[Named]:
        sought = {"nearly": nearly(text), "pool": self._reach.names}
        rows = await self._statements.read("search_names", sought=sought, limit=self._reach.pool)
        return [named(row["label"], row["node"]) for row in rows]


def corrections(text: str, names: Sequence[Named]) -> dict[str, str]:
    """Return what of a text is spelt nearly like a word of the names and is none, with that word.

    The last word may be the beginning of one, as the text may go on.
    """
    known = [name.lower() for node in names for name in (node.name, *node.aliases)]
    vocabulary = {word for name in known for word in name.split() if word.isascii() and word.isalpha()}
    changes: dict[str, str] = {}
    words = words_of(text)
    begun = {words[-1] for one in vocabulary if words and one.startswith(words[-1])}
    for word in words:
        if word.isascii():
            if word.isalpha() and word not in vocabulary | begun:
                changes.update(
                    (word, near) for near in get_close_matches(word, vocabulary, n=1, cutoff=ALIKE)
                )
        else:
            changes |= dict(_mistyped(word, known))
    return changes


def corrected(text: str, changes: Mapping[str, str]) -> str:
    """Return the text, in lower case, with what is wrong changed for what is right."""
    changed = text.lower()
    for wrong, right in changes.items():
        changed = changed.replace(wrong, right)
    return changed


def _mistyped(word: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the first stretch of a Chinese word that is a name but for one character, which no other name explains."""
    chinese = [name for name in known if len(name) > 1 and not name.isascii()]
    explained = {
        place
        for name in chinese
        for start in range(len(word))
        if word.startswith(name, start)
        for place in range(start, start + len(name))
    }
    for name in chinese:
        for start in range(len(word) - len(name) + 1 if len(name) >= SHORTEST else 0):
            stretch = word[start : start + len(name)]
            wrong = [place for place, right in enumerate(name, start) if word[place] != right]
            if len(wrong) == 1 and wrong[0] not in explained:
                yield stretch, name
                return


def suggestions(text: str, names: Iterable[Named]) -> list[Suggestion]:
    """Return each node by that of its names which the text most likely becomes, the likeliest first."""
    typed = " ".join(words_of(text))
    likely = []
    for node in names:
        ranked = [(_likeness(typed, name.lower()), name) for name in (node.name, *node.aliases)]
        likeness, name = max(ranked, key=lambda one: one[0])
        likely.append((likeness, Suggestion(name, node)))
    return [each for _, each in sorted(likely, key=lambda one: one[0], reverse=True)]


def _likeness(typed: str, name: str) -> float:
    if name.startswith(typed):
        return 2.0 + len(typed) / len(name)
    return SequenceMatcher(None, typed, name).ratio() + (1.0 if name in typed else 0.0)

"""Known names that an unknown one looks like, found without comparing it with all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extraction.folding import name_key
from extraction.lexicon import Entry, Lexicon

BLOCK: Final = 256
"""Names of a block that is looked into; what more names share (`pro` of models) tells nothing."""
PAIRS: Final = 2
WIDTHS: Final = (PAIRS, 3)
"""Runs of characters that make a block: pairs find short Chinese names, triples stay small among many names."""
LEAST: Final = 0.5
"""Likeness below which two names are just two names."""
ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    pairs: frozenset[str]


class LookAlikes:
    """Finds the names of a lexicon that share runs of characters with another one.

    Names stand in blocks, one for each run of characters of each label (of models: of each brand too). A look-up
    takes the blocks of its own runs, none larger than `BLOCK`, so that it costs no more when there are more names:
    n unknown names among m known ones take time that grows with n + m, not with n · m. Memory grows with the names.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._blocks: dict[tuple[str, str, str], list[_Known]] = {}
        for entry in lexicon.entries.values():
            for key in sorted({name_key(name) for name in entry.names()}):
                self._add(entry, key)

    def _add(self, entry: Entry, key: str) -> None:
        known = _Known(entry.id, _runs(key, PAIRS))
        for scope in (ANY, entry.brand or ""):
            for run in _runs(key, *WIDTHS):
                block = self._blocks.setdefault((entry.label, scope, run), [])
                # One more than is looked into marks it as too large, and holds memory down.
                if len(block) <= BLOCK:
                    block.append(known)

    def nearest(
        self, label: str, name: str, brand: str | None = None, *, most: int = 3
    ) -> tuple[tuple[str, float], ...]:
        """Return the ids that `name` may be a spelling of, with their likeness (0 to 1), the likeliest first.

        Likeness is Dice's: twice the pairs of characters that two names share, of those that they have. Models are
        compared with those of `brand` and those of no known one, without `brand` with all.
        """
        pairs = _runs(name_key(name), PAIRS)
        runs = _runs(name_key(name), *WIDTHS)
        scores: dict[str, float] = {}
        for known in self._candidates(label, runs, (brand, "") if brand else (ANY,)):
            score = round(2 * len(pairs & known.pairs) / (len(pairs) + len(known.pairs)), 3)
            if score >= LEAST:
                scores[known.id] = max(score, scores.get(known.id, 0.0))
        return tuple(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:most])

    def _candidates(self, label: str, runs: Iterable[str], scopes: Iterable[str]) -> Iterator[_Known]:
        blocks = (self._blocks.get((label, scope, run), []) for scope in scopes for run in runs)
        found = {known: None for block in blocks if len(block) <= BLOCK for known in block}
        yield from found


def _runs(key: str, *widths: int) -> frozenset[str]:
    """Return the runs of `widths` characters in `key`, its first and its last character marked as such."""
    marked = f"^{key}$"
    return frozenset(
        marked[place : place + width] for width in widths for place in range(len(marked) - width + 1)
    )

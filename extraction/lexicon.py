"""Names of entities in both languages, and finding an entity by any of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from extraction.errors import LexiconError
from extraction.folding import fold, name_key

FILES: Final = {"brands": "BRAND", "categories": "CATEGORY", "features": "FEATURE", "use_cases": "USE_CASE"}
LABELS: Final = frozenset({*FILES.values(), "MODEL"})
LINES: Final = "lines"


@dataclass(frozen=True, slots=True)
class Line:
    """A product line that tells its brand: iPhone. One that `stands_for` it is left out of names: Mi 13 is 小米 13."""

    text: str
    brand: str
    stands_for: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity with its names; `aspect` marks features that reviews judge by their bare noun."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    brand: str | None = None
    aspect: bool = False

    def names(self) -> Iterator[str]:
        """Yield the name and the aliases."""
        yield self.name
        yield from self.aliases


class Lexicon:
    """Entries by name. Where two share a name the first one has it; memory grows with names."""

    def __init__(self, entries: Iterable[Entry], lines: Iterable[Line] = ()) -> None:
        self.lines = tuple(sorted(lines, key=lambda line: -len(line.text)))
        self.entries: dict[str, Entry] = {}
        self._by_name: dict[tuple[str, str, str | None], str] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        if entry.id in self.entries:
            return
        self.entries[entry.id] = entry
        self._name(entry)

    def _name(self, entry: Entry) -> None:
        for name in entry.names():
            self._by_name.setdefault((entry.label, name_key(name), entry.brand), entry.id)

    def resolve(self, label: str, name: str, brand: str | None = None) -> Entry | None:
        """Return the entity that `name` names: any spelling, width or case; a model within its brand."""
        id_ = self._by_name.get((label, name_key(name), brand))
        return self.entries[id_] if id_ else None

    def model(self, name: str, brand: str | None) -> Entry | None:
        """Return the model that `name` names within a brand, a line before it that stands for the brand left out."""
        line = self._line(name)
        rest = name[len(line.text) :].strip(" -") if line and line.stands_for and line.brand == brand else ""
        return self.resolve("MODEL", name, brand) or (self.resolve("MODEL", rest, brand) if rest else None)

    def maker(self, name: str) -> str | None:
        """Return the id of the brand whose line a model's name opens with: iPhone 14 is Apple's."""
        line = self._line(name)
        return line.brand if line else None

    def _line(self, name: str) -> Line | None:
        folded = fold(name)
        openers = (line for line in self.lines if folded.startswith(line.text))
        return next((line for line in openers if not folded[len(line.text) :][:1].isalpha()), None)

    def extended(self, entries: Iterable[Entry]) -> Lexicon:
        """Return this lexicon with more entries; those here keep their names."""
        return Lexicon([*self.entries.values(), *entries], self.lines)

    def also(self, entries: Iterable[Entry]) -> Lexicon:
        """Return this lexicon where the entities of `entries` have these names too, a model's within that brand too.

        Entities that are not here are added.
        """
        more = Lexicon((), self.lines)
        more.entries, more._by_name = dict(self.entries), dict(self._by_name)
        for entry in entries:
            known = more.entries.get(entry.id, entry)
            new = dict.fromkeys(name for name in entry.names() if name not in known.names())
            brand = known.brand or entry.brand
            more.entries[entry.id] = replace(known, aliases=(*known.aliases, *new), brand=brand)
            more._name(entry)
        return more

    def of(self, label: str) -> Iterator[Entry]:
        """Yield the entries of one label."""
        return (entry for entry in self.entries.values() if entry.label == label)


def read_lexicon(folder: Path) -> Lexicon:
    """Read `brands`, `categories`, `features` and `use_cases.jsonl`, and `lines.jsonl` where it is there.

    Raises:
        LexiconError: a file is missing or malformed; says which line.
    """
    names = Lexicon(
        entry for stem, label in FILES.items() for entry in _read(folder / f"{stem}.jsonl", label)
    )
    file = folder / f"{LINES}.jsonl"
    return Lexicon(names.entries.values(), _lines(file, names) if file.exists() else ())


def _lines(file: Path, names: Lexicon) -> Iterator[Line]:
    """Yield the lines of a brand: those with a `brand`, and those that `says` begins with one for: `Apple smartphone`."""
    for row in map(json.loads, file.read_text("utf-8").splitlines()):
        brand = names.resolve("BRAND", row.get("brand") or row.get("says", "").partition(" ")[0])
        if brand:
            yield Line(fold(row["text"]), brand.id, stands_for="brand" in row)


def _read(file: Path, label: str) -> Iterator[Entry]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise LexiconError(f"{file}: no such file") from None
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            yield Entry(
                label, row["id"], row["name"], tuple(row.get("aliases", ())), aspect=row.get("aspect", False)
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LexiconError(
                f"{file}:{number}: found {line[:80]!r}, expected id, name, aliases: {error}"
            ) from None

"""A name of an entity, and a stretch of a message that is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity.

    `label` is a label of the graph, or Line: one whose `id` names a brand, a category or both. `brand` is that of a
    model, `aspect` marks a feature that reviews judge, `rank` those that go first, `short` what people leave of a
    model's name. A model that is not `known` is none of the graph's.
    """

    text: str
    label: str
    id: str
    brand: str | None = None
    aspect: bool = False
    rank: int = 0
    short: bool = False
    known: bool = True

    @property
    def category(self) -> str | None:
        """The category that a line's name tells, if any."""
        return next((id_ for id_ in self.id.split() if id_.startswith("category/")), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a message that names an entity, or one of several with that name."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def name(self) -> Name:
        """The likeliest."""
        return self.names[0]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    def may_be(self, label: str) -> bool:
        """Say whether any of its names has a label."""
        return any(name.label == label for name in self.names)

    @property
    def brand(self) -> str | None:
        """The brand that it names, alone or by one of its lines."""
        if self.name.label == "Line":
            return next((id_ for id_ in self.name.id.split() if id_.startswith("brand/")), None)
        return self.name.id if self.name.label == "Brand" else None


def spans_of(mentions: Iterable[Mention], *labels: str) -> list[tuple[int, int]]:
    """Return where those stand whose likeliest name has one of `labels`."""
    return [mention.span for mention in mentions if mention.name.label in labels]

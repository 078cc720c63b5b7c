"""What a message takes back itself: 4g at least, no wait, 5g; 真我gt5？不对，我说的是一加13."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.mentions import Mention
from assistant.reading.want import Want
from assistant.words import pattern

CLAUSE = "，"


def restated(text: str) -> tuple[str, int]:
    """Return a text whose clause ends where its writer starts again, and where it goes on; 0 where that is nowhere."""
    found = list(pattern("restated").finditer(text))
    if not found:
        return text, 0
    last = found[-1]
    return text[: last.start()] + CLAUSE.ljust(last.end() - last.start()) + text[last.end() :], last.end()


def spoken_last(mentions: Sequence[Mention], start: int) -> list[Mention]:
    """Leave out the models that are named before another takes their place."""
    instead = any(mention.name.label == "Model" and mention.start >= start for mention in mentions)
    return [m for m in mentions if not instead or m.start >= start or m.name.label != "Model"]


def wanted_last(wants: Sequence[Want], start: int) -> list[Want]:
    """Leave out the last thing of each kind that is wanted before another takes its place."""
    names = {want.slot.name for want in wants if want.start >= start}
    last = {want.slot.name: want for want in wants if want.start < start and want.slot.name in names}
    return [want for want in wants if want is not last.get(want.slot.name)]

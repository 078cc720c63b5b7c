"""`python -m bench.agreement FIRST SECOND`: how far a second reader's answers reach the goals of a first one.

Both say what the same messages mean, neither knowing what the other said. What the second makes of them is answered as
by an assistant that makes no other mistake, over the graph that the settings name, and counted as `bench.assistant`
counts: where two people disagree no assistant can be right with both.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Final, cast

import typer

from assistant.answers import Answer, Shown
from assistant.slots import read_slot
from assistant.views import Card
from bench.assistant import figures
from bench.conversations import Counts, conversations, count_turn, models_of, reaches
from bench.said import ASKING, Talk
from bench.shelf import Shelf, Slots
from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings

SHOWN: Final = 3
"""Products of a list."""
FIGURES: Final = 6
"""Of those of `bench.assistant`, the first: what readings alone make."""


def main(
    first: Annotated[Path, typer.Argument(help="Conversations with what each message means, JSON Lines.")],
    second: Annotated[Path, typer.Argument(help="The same ones, read by somebody else.")],
) -> None:
    """Print how far the second reading reaches the first."""
    settings = Settings()
    with open_services(settings, Screen(json=True)) as services:
        shelf = Shelf.read(services.driver, settings.shown)
    counts = agreement(conversations(first), conversations(second), shelf)
    Screen().table("Agreement", ("", first.stem), list(islice(figures(counts, 0.0).items(), FIGURES)))


def agreement(first: Iterable[Talk], second: Iterable[Talk], shelf: Shelf) -> Counts:
    """Return what is counted over conversations that were read twice, in the same order.

    Raises:
        ValueError: the second are not those of the first.
    """
    counts = Counts()
    for one, other in zip(first, second, strict=True):
        shown: list[str] = []
        reached, bare = True, False
        for turn, again in zip(one["turns"], other["turns"], strict=True):
            if turn["say"] != again["say"]:
                raise ValueError(f"{other['id']}: found {again['say']!r}, expected {turn['say']!r}")
            answer = answered(again, shelf, shown)
            good = reaches(turn, answer, shelf, shown, bare=bare)
            if turn["intent"] == "find":
                bare = good and not answer.products
            shown = [each.card.id for each in answer.products] or shown
            count_turn(counts, turn, answer, good=good)
            reached &= good
        counts.conversations += 1
        counts.goals += reached
    return counts


def answered(turn: Talk, shelf: Shelf, shown: Sequence[str]) -> Answer:
    """Return the answer to a message that means what a turn says; time grows with products."""
    answer = Answer("zh", turn["intent"], turn["shows"], asks=turn.get("asks"), topic=turn.get("topic"))
    if turn["intent"] == "find":
        return replace(answer, need=tuple(map(read_slot, turn["slots"])), products=_found(turn, shelf, shown))
    if turn["intent"] not in ASKING - {"article"}:
        return answer
    about = tuple(found for each in turn["about"] for found in islice(_meant(each, shelf, shown), 1))
    if len(about) < len(turn["about"]):
        return replace(answer, shows="unknown")
    if turn["intent"] != "compare" and answer.asks:
        answer = replace(answer, shows="answer" if shelf.knows(about[0], answer.asks) else "unknown")
    return replace(answer, about=about)


def _found(turn: Talk, shelf: Shelf, shown: Sequence[str]) -> tuple[Shown, ...]:
    """Return products that meet all of a turn's slots, whichever."""
    slots = Slots(turn["slots"])
    mixed = sorted(shelf.products, key=lambda id_: zlib.crc32(id_.encode()))
    for surely in (True, False):
        fit = (id_ for id_ in mixed if shelf.meets(id_, slots, list(shown), surely=surely))
        if found := tuple(Shown(cast("Card", SimpleNamespace(id=id_))) for id_ in islice(fit, SHOWN)):
            return found
    return ()


def _meant(about: str, shelf: Shelf, shown: Sequence[str]) -> Iterator[str]:
    """Yield the products that are meant."""
    models = models_of(about, shelf, list(shown))
    yield from (id_ for id_ in (*shown, *shelf.products) if shelf.model(id_) in models)


if __name__ == "__main__":
    typer.run(main)

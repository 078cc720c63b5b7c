"""`python -m bench.intents FILE…`: learns of conversations what messages mean to do, ask about, look for and wish for.

It writes `intents*.json`, `sensed.npz` and `encoder-*.npz` of `assistant/reading`, and tells how well the messages of
every fifth conversation are read, which it has not seen by then. With `--out` it never sees them: so is chosen what is
set by hand. The names are those of the graph that the settings name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from assistant.reading import sensed
from assistant.reading.known import names_of
from assistant.reading.learned import FILE, MIXED_FILE
from assistant.reading.names import Names
from assistant.reading.sensed import SEVERAL, SURE, Heads, Sensed
from bench.conversations import conversations
from bench.cues import Cued, examples, fit_cues
from bench.mixed import fit_mixed, write_mixed
from bench.said import Said, Talk, alone, messages, phrases
from bench.tuned import Start, fit
from daogou.console import Screen
from daogou.encoders import CHECKSUMS, read_sentences, tuning_of
from daogou.services import open_services
from daogou.settings import PROJECT, Settings
from extraction.learned.low_rank import write_adapted
from extraction.learned.sentences import Sentences
from extraction.lexicon import Entry

FIFTH: Final = 5
"""Every so manyth conversation teaches how to mix what the others have taught."""
LEFT: Final = 2
"""The place of the first of them."""


def main(
    files: Annotated[list[Path], typer.Argument(help="Conversations to learn from.")],
    *,
    out: Annotated[bool, typer.Option("--out", help="Leave every fifth out for good.")] = False,
    further: Annotated[
        bool, typer.Option("--further", help="Go on from the weights that are there.")
    ] = False,
) -> None:
    """Learn and write.

    What goes on has seen what it is to be mixed by: how cues and states go together stays as it was.
    """
    with open_services(Settings(), Screen(json=True)) as services:
        entries = list(services.lexicon().entries.values())
    names = names_of(entries)
    talks = [(place, talk) for file in files for place, talk in enumerate(conversations(file))]
    left = [talk for place, talk in talks if place % FIFTH == LEFT]
    start = Start(sensed.shipped(), tuning_of) if further else None
    if out or not further:
        kept = [talk for place, talk in talks if place % FIFTH != LEFT]
        cued, heads, encoders = learned(kept, entries, names, start)
        said, meant = examples(left, names)
        new = list(messages(left))
        found = [heads.sensed(encoders.states(each.text)) for each in new]
        for group in SURE:
            typer.echo(f"{group}: {told(group, new, found)}")
    if not further:
        scores = [dict(zip(cued.model.classes_, row, strict=True)) for row in cued.scores(said)]
        by_states = [each.logs["intent"] for each in found]
        write_mixed(fit_mixed(scores, by_states, meant, list(cued.model.classes_)), MIXED_FILE)
    if not out:
        cued, heads, encoders = learned([talk for _, talk in talks], entries, names, start)
    cued.write(FILE)
    sensed.write(heads)
    for language, (encoder, _) in encoders.encoders.items():
        write_adapted(encoder, tuning_of(language))


def learned(
    talks: Sequence[Talk], entries: Sequence[Entry], names: Names, start: Start | None
) -> tuple[Cued, Heads, Sentences]:
    """Return what conversations teach of cues and of states, and the encoders of these."""
    encoders = read_sentences(CHECKSUMS, Settings().cache)
    texts = [*messages(talks), *alone(PROJECT / "seeds", entries), *phrases(entries)]
    return fit_cues(*examples(talks, names)), fit(texts, encoders, start), encoders


def told(group: str, said: Sequence[Said], found: Sequence[Sensed]) -> str:
    """Return precision and recall of a group of which several things may be said, or the share that is right."""
    known = [(each.things[group], own) for each, own in zip(said, found, strict=True) if group in each.things]
    if group not in SEVERAL:
        hits = [own.likeliest(group, least=0.0) in things for things, own in known]
        return f"{np.mean(hits):.3f} of {len(hits)}"
    pairs = [(things, set(own.sure(group))) for things, own in known]
    right, taken, meant = (
        sum(map(len, sets))
        for sets in ([a & b for a, b in pairs], [b for _, b in pairs], [a for a, _ in pairs])
    )
    return f"precision {right / max(1, taken):.3f}, recall {right / max(1, meant):.3f} of {meant}"


if __name__ == "__main__":
    typer.run(main)

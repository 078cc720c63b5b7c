"""The extractor that commands read with."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from daogou.console import Screen
from daogou.settings import Settings
from extraction.lexicon import Lexicon, read_lexicon
from extraction.pipeline import build
from extraction.team import Team


def open_extractor(
    settings: Settings,
    screen: Screen,
    *,
    lexicon: Lexicon | None = None,
    model: Path | None = None,
    rules_only: bool = False,
) -> Team:
    """Return the extractor of the given model, else of the published recogniser, else of the rules alone.

    `lexicon` is the seeds' own unless given. Many texts are read in as many processes as the settings say.

    Raises:
        ModelError: the model cannot be read, or is of another version.
    """
    known = lexicon or read_lexicon(settings.seeds / "lexicon")
    if rules_only:
        model = None
    elif model is None and settings.recogniser.is_dir():
        model = settings.recogniser
    elif model is None:
        screen.note("no recogniser published yet, the rules read alone; `daogou demo` trains one")
    return Team(partial(build, known, model=model), settings.processes)

"""The extractor that commands read with."""

from __future__ import annotations

from pathlib import Path

from daogou.console import Screen
from daogou.settings import Settings
from extraction.lexicon import Lexicon, read_lexicon
from extraction.pipeline import Extractor, build


def open_extractor(
    settings: Settings,
    screen: Screen,
    *,
    lexicon: Lexicon | None = None,
    model: Path | None = None,
    rules_only: bool = False,
) -> Extractor:
    """Return the extractor of the given model, else of the published recogniser, else of the rules alone.

    `lexicon` is the seeds' own unless given.

    Raises:
        ModelError: the model cannot be read, or is of another version.
    """
    known = lexicon or read_lexicon(settings.seeds / "lexicon")
    if rules_only:
        return build(known)
    if model is None and not settings.recogniser.is_dir():
        screen.note("no recogniser published yet, the rules read alone; `daogou demo` trains one")
        return build(known)
    return build(known, model=model or settings.recogniser)

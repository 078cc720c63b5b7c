"""The recogniser of the project's own annotated texts: trained once for a content, published when it is good enough."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from daogou.console import Screen
from daogou.errors import StateError
from daogou.pipeline.extractor import read_material, train_extractor
from daogou.settings import PROJECT, Settings
from extraction.learned.folder import read_model
from extraction.learned.train import Config
from graph.errors import ServerError

CONFIG: Final = Config(epochs=6, learning_rate=1.5e-4, batch=16, layers=6)
GATE: Final = 0.78
"""Span F1 on the texts held out that a recogniser must reach to be published."""


def publish_recogniser(settings: Settings, screen: Screen) -> dict[str, object]:
    """Train the recogniser unless this content was trained before, and publish it; return its figures.

    What was trained is kept in the user's cache by the digest of texts, names and code, so another checkout with the
    same content has it at once.

    Raises:
        StateError: it misses the gate; the one published before stays.
        ExtractionError: an annotated file cannot be read.
    """
    files = sorted((settings.seeds / "annotated").glob("*.jsonl"))
    kept = settings.cache / f"recogniser-{_digest(settings, files)}"
    if not kept.is_dir():
        material = read_material(files, None, CONFIG.seed)
        try:
            train_extractor(settings, screen, material, kept, CONFIG, search=False)
        except ServerError as error:
            screen.say(f"no recogniser: its encoder cannot be had ({error}); the rules read alone")
            return {"recogniser": "none"}
    figures = read_model(kept).card.figures
    if figures["all"]["f1"] < GATE:
        raise StateError(
            f"{kept}: the recogniser reaches span F1 {figures['all']['f1']:.4f} on the texts held out, expected "
            f"{GATE} or more: it is not published, and the one in {settings.recogniser} stays"
        )
    if settings.recogniser.is_symlink():
        settings.recogniser.unlink()
    shutil.rmtree(settings.recogniser, ignore_errors=True)
    settings.recogniser.parent.mkdir(parents=True, exist_ok=True)
    settings.recogniser.symlink_to(kept, target_is_directory=True)
    return {"span F1": round(figures["all"]["f1"], 4), "aspect F1": round(figures["aspects"]["f1"], 4)}


def _digest(settings: Settings, files: Iterable[Path]) -> str:
    read = [
        *files,
        *sorted((settings.seeds / "lexicon").glob("*")),
        *sorted((PROJECT / "extraction").rglob("*.py")),
    ]
    lines = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in read]
    return hashlib.sha256("\n".join([repr(CONFIG), *lines]).encode()).hexdigest()[:16]

"""The recogniser of the project's own annotated texts: trained once for a content, published when it is good enough."""

from __future__ import annotations

import hashlib
from typing import Final

from daogou.console import Screen
from daogou.pipeline.extractor import Material, read_material, train_extractor, weighed
from daogou.settings import PROJECT, Settings
from extraction.learned.folder import read_model, write_model
from extraction.learned.tok2vec import NAME
from extraction.learned.train import Config
from extraction.lexicon import read_lexicon

CONFIG: Final = Config(epochs=6, learning_rate=1.5e-4, batch=16, layers=6, frozen=1)
GATE: Final = 0.8
"""Span F1 on the texts held out that a recogniser must reach to be published."""


def publish_recogniser(settings: Settings, screen: Screen) -> dict[str, object]:
    """Train the recogniser unless this content was trained before, and publish it; return its figures.

    One that misses the gate is not published, and the one published before stays. What was trained is kept in the
    user's cache by the digest of texts and code, so another checkout with the same content has it at once; only the
    weights that combine it with the rules are fitted anew.

    Raises:
        ExtractionError: an annotated file cannot be read.
    """
    material = read_material(sorted((settings.seeds / "annotated").glob("*.jsonl")), None, CONFIG.seed)
    kept = settings.cache / f"recogniser-{_digest(material)}"
    if not kept.is_dir() or read_model(kept).card.encoder == NAME:
        train_extractor(settings, screen, material, kept, CONFIG, search=False)
    trained = read_model(kept)
    reached = {name: round(trained.card.figures[name]["f1"], 4) for name in ("all", "aspects")}
    shown: dict[str, object] = {"span F1": reached["all"], "aspect F1": reached["aspects"]}
    if reached["all"] < GATE:
        screen.say(
            f"recogniser not published: its span F1 on the texts held out is below {GATE}; the old one stays"
        )
        return {**shown, "published": False}
    write_model(
        weighed(trained, material.held, read_lexicon(settings.seeds / "lexicon")), settings.recogniser
    )
    return {**shown, "published": True}


def _digest(material: Material) -> str:
    code = sorted((PROJECT / "extraction" / "learned").glob("*.py"))
    lines = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in code]
    return hashlib.sha256("\n".join([repr(CONFIG), repr(material.data), *lines]).encode()).hexdigest()[:16]

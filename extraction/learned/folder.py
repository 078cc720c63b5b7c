"""A model's folder: `weights.pt`, `vocabulary.json` and the model card, `card.json`; in `zh/` and `en/` for two languages."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from extraction.errors import ModelError
from extraction.learned.bert import Encoder
from extraction.learned.bilingual import LANGUAGES, Bilingual, Recognising
from extraction.learned.card import FORMAT, Card
from extraction.learned.examples import Labels
from extraction.learned.network import Network
from extraction.learned.pieces import PieceReader
from extraction.learned.tagger import Tagger
from extraction.learned.tok2vec import NAME, Tok2vecTagger, blank


def write_model(model: Recognising, folder: Path) -> None:
    """Keep the model in `folder`, whole or not at all; what was there is replaced. A bilingual one has a folder each."""
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    if isinstance(model, Bilingual):
        for language, tagger in model.taggers.items():
            _write(tagger, partial / language)
    elif isinstance(model, Tok2vecTagger):
        _write_tok2vec(model, partial)
    else:
        _write(model, partial)
    if folder.is_dir():
        shutil.rmtree(folder)
    partial.replace(folder)


def _write(tagger: Tagger, folder: Path) -> None:
    folder.mkdir(parents=True)
    torch.save(tagger.network.state_dict(), folder / "weights.pt")
    _write_json(dict(tagger.reader.vocabulary), folder / "vocabulary.json")
    _write_json(asdict(tagger.card), folder / "card.json")


def _write_tok2vec(tagger: Tok2vecTagger, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, pipeline in (("spans", tagger.spans), ("aspects", tagger.aspects)):
        if pipeline:
            pipeline.to_disk(folder / name, exclude=["tokenizer"])
    _write_json(asdict(tagger.card), folder / "card.json")


def _write_json(content: dict[str, Any], file: Path) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def read_model(folder: Path) -> Recognising:
    """Return the model that `write_model` kept in `folder`.

    Raises:
        ModelError: there is none, it is damaged, or it is of another version.
    """
    if not (folder / "card.json").is_file() and (folder / LANGUAGES[0]).is_dir():
        read = ((language, _read(folder / language)) for language in LANGUAGES)
        return Bilingual({language: tagger for language, tagger in read if isinstance(tagger, Tagger)})
    return _read(folder)


def _read_tok2vec(folder: Path, card: Card) -> Tok2vecTagger:
    aspects = blank().from_disk(folder / "aspects", exclude=["tokenizer"]) if card.labels.polarities else None
    return Tok2vecTagger(blank().from_disk(folder / "spans", exclude=["tokenizer"]), aspects, card)


def _read(folder: Path) -> Tagger | Tok2vecTagger:
    try:
        card = read_card(folder)
        if card.encoder == NAME:
            return _read_tok2vec(folder, card)
        network = Network(Encoder(**card.sizes), card.labels, card.head)
        network.load_state_dict(torch.load(folder / "weights.pt", weights_only=True))
        vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
        return Tagger(network, PieceReader(vocabulary), card)
    except FileNotFoundError as error:
        raise ModelError(
            f"{error.filename}: no such file; expected a folder of `daogou train extractor`"
        ) from None
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, EOFError, UnpicklingError) as error:
        raise ModelError(f"{folder}: found no model of ours ({error}): train it again") from None


def read_card(folder: Path) -> Card:
    """Return the card of the model in `folder`.

    Raises:
        ModelError: the model is of another version.
        OSError, ValueError, LookupError, TypeError: there is no card of ours.
    """
    given = json.loads((folder / "card.json").read_text("utf-8"))
    if given["format"] != FORMAT:
        raise ModelError(
            f"{folder}: found a model of format {given['format']!r}, expected {FORMAT}: "
            "train it again with this version: daogou train extractor"
        )
    labels = given["labels"]
    spans, polarities, judged = (tuple(labels[name]) for name in ("spans", "polarities", "judged"))
    kinds = (labels["apart"], labels.get("single", False))
    return Card(**{**given, "labels": Labels(spans, polarities, judged, *kinds)})

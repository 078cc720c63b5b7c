"""The place of the learned recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from extraction.documents import Span
from extraction.errors import ExtractionError
from extraction.mentions import propose


class Tagger(Protocol):
    """A trained model: finds spans in a text."""

    def predict(self, text: str) -> Iterator[Span]:
        """Yield spans with calibrated confidence."""
        ...


class Recogniser:
    """Proposes what a trained model finds; without one it proposes nothing."""

    def __init__(self, tagger: Tagger | None) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Propose the model's spans."""
        if self._tagger:
            propose(doc, "recogniser", self._tagger.predict(doc.text))
        return doc


@Language.factory(
    "daogou_recogniser", default_config={"model": None}, requires=["doc._.lang"], assigns=["doc._.mentions"]
)
def create(nlp: Language, name: str, model: str | None) -> Recogniser:  # noqa: ARG001 (spaCy passes them)
    """Make the component; `model` is a folder that `daogou train extractor` wrote."""
    if model:
        raise ExtractionError(
            f"{Path(model)}: this version of Daogou reads no trained extractor yet: leave --model out"
        )
    return Recogniser(None)

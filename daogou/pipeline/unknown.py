"""Names that a text gives and no entity has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from daogou.services import LEXICON_LABELS
from extraction.documents import Span
from extraction.folding import name_key
from extraction.identifiers import entity_id, proposal_id
from extraction.lexicon import Lexicon
from extraction.lookalikes import LookAlikes
from graph.proposals import Proposed, Seen
from graph.records import Label

GRAPH_LABELS: Final[dict[str, Label]] = {
    text: label for label, text in LEXICON_LABELS.items() if label != "UseCase"
}
LONGEST: Final = 100
"""Characters of a name; what is longer is no name."""


@dataclass(slots=True)
class Unknown:
    """Collects the brands, models, categories and features of a batch of texts that the lexicon has no name of."""

    lexicon: Lexicon
    alike: LookAlikes
    _found: dict[str, Proposed] = field(default_factory=dict)
    _seen: dict[str, dict[str, Seen]] = field(default_factory=dict)

    def add(self, source: str, spans: Iterable[Span]) -> None:
        """Add what `source` names; of one that it names often, the surest mention."""
        for span, brand in _unlinked(spans):
            # What is read as a phrase of its own may still be a name that is known.
            if self.lexicon.resolve(span.label, span.text, brand):
                continue
            id_ = proposal_id(span.label, span.text, brand)
            if id_ not in self._found:
                self._found[id_] = self._proposed(id_, span, brand)
            places = self._seen.setdefault(id_, {})
            known = places.get(source)
            if known is None or span.confidence > known.confidence:
                places[source] = Seen(source, span.start, span.end, span.text, span.confidence)

    def proposed(self) -> list[Proposed]:
        """Return what was added."""
        return [
            replace(one, seen=tuple(self._seen[id_].values())) for id_, one in sorted(self._found.items())
        ]

    def _proposed(self, id_: str, span: Span, brand: str | None) -> Proposed:
        alike = self.alike.nearest(span.label, span.text, brand)
        return Proposed(id_, GRAPH_LABELS[span.label], name_key(span.text), brand, alike)


def _unlinked(spans: Iterable[Span]) -> Iterator[tuple[Span, str | None]]:
    """Yield the spans of names that are linked to nothing, a model's with the brand that it stands behind.

    A brand that is unknown itself has the id that it will have once it is accepted.
    """
    brand: str | None = None
    for span in spans:
        if span.label == "BRAND":
            brand = span.id or entity_id("BRAND", span.text)
        if span.id is None and span.label in GRAPH_LABELS and _is_name(span.text):
            yield span, brand if span.label == "MODEL" else None


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST and any(map(str.isalnum, text))

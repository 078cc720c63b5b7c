"""Names that a text gives and no entity has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from daogou.services import LEXICON_LABELS
from extraction.documents import Span
from extraction.folding import name_key
from extraction.identifiers import proposal_id
from extraction.lexicon import Lexicon
from extraction.lookalikes import LookAlikes
from extraction.makers import with_makers
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
        for span, brand in with_makers(list(spans), self.lexicon):
            if (
                span.id
                or span.label not in GRAPH_LABELS
                or not _is_name(span.text)
                or self._knows(span, brand)
            ):
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

    def _knows(self, span: Span, brand: str | None) -> bool:
        """Say whether what is read as a phrase of its own is still a name that is known."""
        known = self.lexicon.model if span.label == "MODEL" else partial(self.lexicon.resolve, span.label)
        return known(span.text, brand) is not None

    def _proposed(self, id_: str, span: Span, brand: str | None) -> Proposed:
        alike = self.alike.nearest(span.label, span.text, brand)
        return Proposed(id_, GRAPH_LABELS[span.label], name_key(span.text), brand, alike)


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST and any(map(str.isalnum, text))

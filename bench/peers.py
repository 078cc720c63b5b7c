"""What a learned recogniser is measured beside: a list of the names that it learned from, and spaCy's tok2vec."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from daogou.pipeline.extractor import Material
from extraction.documents import Aspect, Extraction, Span
from extraction.evaluate import score_spans
from extraction.learned.card import Card
from extraction.learned.examples import Example, labels_of
from extraction.learned.tok2vec import Tok2vecTagger, train_tok2vec

LONGEST: Final = 40
"""Characters of the longest name that is looked for."""
ASCII: Final = re.compile(r"[a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameList:
    """Finds again what was labelled, the longest first; a name counts as what it mostly was, and as it mostly is."""

    labels: dict[str, str]
    polarities: dict[str, str]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the names in a text; a Latin one is a whole word."""
        found: list[Span] = []
        start, folded = 0, text.lower()
        while start < len(text):
            ends = range(min(len(text), start + LONGEST), start, -1)
            end = next((e for e in ends if folded[start:e] in self.labels and _whole(text, start, e)), None)
            if end:
                found.append(Span(start, end, self.labels[folded[start:end]], text[start:end], 1.0))
            start = end or start + 1
        return tuple(found)

    def polarity(self, aspect: Aspect) -> str:
        """Return what is mostly said of an aspect; of a new one, what is mostly said."""
        return self.polarities.get(aspect.text.lower(), self.polarities[""])


def learn_names(examples: Sequence[Example]) -> NameList:
    """Return the list of what is labelled in more than half of the texts that hold it."""
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    polarities: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        for span in example.spans:
            labels[span.text.lower()][span.label] += 1
        for aspect in example.aspects:
            polarities[aspect.text.lower()][aspect.polarity] += 1
            polarities[""][aspect.polarity] += 1
    everything = "\n".join(example.text.lower() for example in examples)
    kept = {name: n for name, n in labels.items() if n.total() > everything.count(name) / 2}
    return NameList(
        {name: n.most_common(1)[0][0] for name, n in kept.items()},
        {name: n.most_common(1)[0][0] for name, n in polarities.items()},
    )


def measure_names(names: NameList, held: Sequence[Example]) -> tuple[float, float | None]:
    """Return span F1, and the accuracy of polarities where aspects are given."""
    scores = score_spans((one.spans, Extraction("", "", names.spans(one.text))) for one in held)
    said = [names.polarity(aspect) == aspect.polarity for one in held for aspect in one.aspects]
    return scores["all"].f1 if "all" in scores else 0.0, sum(said) / len(said) if said else None


def train_peer(material: Material, seed: int) -> Tok2vecTagger:
    """Return spaCy's tok2vec, trained on what a recogniser learns from, with the labels that it is measured by."""
    labels = labels_of([*material.examples, *material.held])
    return train_tok2vec(material.examples, Card(labels, {}), seed)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] + text[start], text[end - 1 : end] + text[end : end + 1]
    return not any(len(pair) > 1 and all(map(ASCII.match, pair)) for pair in (before, after))

"""Loaded texts into facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Final

from daogou.pipeline.catalog import Done
from daogou.pipeline.claims import Findings, collect
from daogou.pipeline.reading import open_extractor
from daogou.pipeline.unknown import Unknown
from daogou.services import Services
from extraction.components.phrases import REVIEWS
from extraction.documents import Extraction, Text
from extraction.lookalikes import LookAlikes
from extraction.spam import sign_of
from extraction.team import Team
from graph.batches import batched
from graph.export import UnreadSource
from graph.weights import Judgement
from sources.fingerprints import fingerprint

BATCH_TEXTS: Final = 500
Read = tuple[UnreadSource, Extraction]
"""A text with what it holds."""


def extract_loaded(services: Services, *, done: Done = lambda _: None) -> dict[str, int]:
    """Read every loaded text that this extractor has not read; return counts.

    A batch's facts, the names in it that no entity has, and the mark that its texts are read are one transaction, so
    a run that died goes on where it was.
    Facts of texts that an earlier version had read are staged, and take the place of its facts in one switch.
    """
    services.write_seed_lexicon()
    lexicon = services.lexicon()
    extractor = open_extractor(services.settings, services.screen, lexicon=lexicon)
    alike = LookAlikes(lexicon)
    totals = Counter[str]()
    for batch in batched(read(services.export.sources_to_extract(extractor.mark), extractor), BATCH_TEXTS):
        for again in (False, True):
            part = [pair for pair in batch if (pair[0].extracted is not None) == again]
            totals.update(record_read(services, extractor, part, Unknown(lexicon, alike), again=again))
        done(len(batch))
    switched = services.staging.switch(extractor.mark)
    totals.update(new=switched.new, changed=switched.changed, gone=switched.gone)
    return {name: count for name, count in totals.items() if count}


def read(sources: Iterable[UnreadSource], extractor: Team) -> Iterator[Read]:
    """Yield each text with what it holds; the extractor reads some batches ahead."""
    ahead, behind = tee(sources)
    texts = (Text(source.id, source.text, source.kind, source.language) for source in ahead)
    extractions = extractor.extract(texts)
    return ((source, extraction) for extraction, source in zip(extractions, behind, strict=True))


def record_read(
    services: Services, extractor: Team, read: list[Read], unknown: Unknown, *, again: bool = False
) -> dict[str, int]:
    """Record what texts state, or stage it where they are read `again`; return counts.

    Names in them that no entity has become proposals.
    """
    if not read:
        return {}
    found = Findings()
    sources = [source for source, _ in read]
    for source, extraction in read:
        collect(source, extraction, extractor, found)
        unknown.add(source.id, extraction.spans)
    services.writer.parameters(dict.fromkeys(found.parameters))
    services.weights.judge(judge(source) for source in sources if source.kind in REVIEWS)
    ids, new, proposed = [source.id for source in sources], 0, unknown.proposed()
    if again:
        services.staging.stage(ids, found.facts, mark=extractor.mark, proposed=proposed)
    else:
        new = services.ledger.record_read(ids, found.facts, mark=extractor.mark, proposed=proposed).new
    return {"texts": len(sources), "facts": len(found.facts), "new": new, **found.skipped}


def judge(source: UnreadSource) -> Judgement:
    """Return what a review's own words say of it: whether it looks like spam, and what its copies are known by."""
    keys = fingerprint(source.text)
    return Judgement(source.id, sign_of(source.text), keys.exact, keys.bands)

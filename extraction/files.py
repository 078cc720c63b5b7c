"""Files of texts in, files of extractions out."""

from __future__ import annotations

import json
from pathlib import Path

from extraction.documents import Text, extraction_to_json, text_from_json
from extraction.rows import Counts, Sieve, lines, parsed, whole
from extraction.team import Extracting


def extract_file(source: Path, target: Path, extractor: Extracting) -> Counts:
    """Extract the JSON Lines of `source` into `target`, in order; a bad line goes to `TARGET.rejected.jsonl`.

    The target appears whole or not at all. Memory does not grow with the file.

    Raises:
        InputError: `source` is not there.
    """
    with Sieve(target, "line") as sieve, whole(target) as out:
        for extraction in extractor.extract(sieve.sift(lines(source), _text)):
            out.write(json.dumps(extraction_to_json(extraction), ensure_ascii=False) + "\n")
    return sieve.counts


def _text(line: str, _: int) -> Text:
    return text_from_json(parsed(line))

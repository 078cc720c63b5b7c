"""Annotated files: CoNLL, SemEval XML, JSON Lines of our own and spaCy's DocBin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import spacy
from spacy.tokens import DocBin

from extraction.documents import Aspect, Span, text_from_json
from extraction.errors import InputError
from extraction.learned.conll import read_conll
from extraction.learned.examples import Example

SURROGATE = re.compile("[\ud800-\udfff]")
ASPECT = "aspect"
"""The label of terms in files that label nothing but what an author judges."""


def read_examples(file: Path) -> list[Example]:
    """Return the annotated texts of a file: `.xml`, `.jsonl` and `.spacy` by their ending, else CoNLL.

    Raises:
        InputError: the file is missing, holds no annotated text, or has a malformed line; says which.
    """
    readers = {".xml": _semeval, ".jsonl": _json_lines, ".spacy": _docbin}
    try:
        examples = list(readers.get(file.suffix, read_conll)(file))
    except FileNotFoundError:
        raise InputError(f"{file}: no such file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: found no UTF-8 at byte {error.start}, expected text") from None
    if not examples:
        raise InputError(f"{file}: found no annotated text, expected some")
    return examples


def _semeval(file: Path) -> Iterator[Example]:
    try:
        root = ET.parse(file).getroot()  # noqa: S314 (files that the user trains on are their own)
    except (ET.ParseError, ValueError) as error:
        raise InputError(f"{file}: found no XML ({error}), expected SemEval sentences") from None
    for n, review in enumerate(root.iter("sentences")):
        before = ""
        for sentence in review.iter("sentence"):
            text = sentence.findtext("text") or ""
            categories = [o for o in sentence.iter("Opinion") if o.get("target") is None]
            try:
                if categories:
                    yield from (_about_category(one, before, text, f"{file}#{n}") for one in categories)
                else:
                    yield _with_terms(sentence, text)
            except ValueError as error:
                raise InputError(
                    f"{file}: sentence {sentence.get('id')!r}: {error}, expected numbers"
                ) from None
            before = text


def _with_terms(sentence: ET.Element, text: str) -> Example:
    """Read the terms of SemEval 2014 (aspectTerm) and of 2015 and 2016 (Opinion with a target)."""
    terms = sorted(
        (int(term.get("from", 0)), int(term.get("to", 0)), term.get("polarity", ""))
        for tag in ("aspectTerm", "Opinion")
        for term in sentence.iter(tag)
    )
    given = {(start, end): polarity for start, end, polarity in terms if start < end <= len(text)}
    return Example(
        text,
        tuple(Span(start, end, ASPECT, text[start:end], 1.0) for start, end in given),
        tuple(Aspect(a, b, text[a:b], polarity, 1.0) for (a, b), polarity in given.items() if polarity),
    )


def _about_category(opinion: ET.Element, before: str, text: str, group: str) -> Example:
    """Read an opinion without a term (SemEval 2016, Chinese): its category stands before the text, and is judged."""
    category = opinion.get("category", "").replace("#", " ").replace("_", " ").lower()
    judged = Aspect(0, len(category), category, opinion.get("polarity", ""), 1.0)
    return Example(f"{category}：{text}（{before}）", (), (judged,), group)


def _json_lines(file: Path) -> Iterator[Example]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                if line.strip():
                    yield example_from_json(json.loads(line))
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError, InputError) as error:
                raise InputError(f"{file}:{number}: found {error}, expected id, text and spans") from None


def example_from_json(row: dict[str, Any]) -> Example:
    """Return the example of a line as `extract` writes them, with its text.

    Raises:
        InputError, LookupError, TypeError, ValueError, AttributeError: the line is no such one.
    """
    text = text_from_json(row).text
    spans = [
        Span(**{"confidence": 1.0, **span, "text": text[span["start"] : span["end"]]})
        for span in row.get("spans", ())
    ]
    aspects = [
        Aspect(a["start"], a["end"], text[a["start"] : a["end"]], a["polarity"], 1.0)
        for a in row.get("aspects", ())
    ]
    places: list[Span | Aspect] = [*spans, *aspects]
    if not all(isinstance(name, str) for name in (*(s.label for s in spans), *(a.polarity for a in aspects))):
        raise InputError("a label or polarity that is no string")
    if SURROGATE.search(text):
        raise InputError("half a surrogate in the text")
    for place in places:
        if not 0 <= place.start < place.end <= len(text):
            raise InputError(f"[{place.start}, {place.end}) outside the text")
    return Example(text, tuple(sorted(spans, key=_start)), tuple(sorted(aspects, key=_start)))


def _start(place: Span | Aspect) -> int:
    return place.start


def _docbin(file: Path) -> Iterator[Example]:
    try:
        documents = DocBin().from_disk(file).get_docs(spacy.blank("xx").vocab)
        for doc in documents:
            spans = (Span(e.start_char, e.end_char, e.label_, e.text, 1.0) for e in doc.ents)
            yield Example(doc.text, tuple(spans))
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(f"{file}: found no DocBin of spaCy ({error})") from None

"""What a language model answered, read as the JSON that it was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FENCE: Final = "```"


def read_sentences(answer: str, claims: int) -> list[list[str]]:
    """Return what `{"sentences": [{"claim": 1, "text": "…"}]}` says of each claim, sentence by sentence.

    Raises:
        ModelError: it is not that JSON.
    """
    rows = _list(answer, "sentences")
    said: list[list[str]] = [[] for _ in range(claims)]
    for number, text in _rows(rows):
        if 1 <= number <= claims:
            said[number - 1].append(text)
    return said


def read_order(answer: str, texts: int) -> list[int]:
    """Return the places, from 0, of `{"order": [3, 1]}`; those that it leaves out come last, as they were.

    Raises:
        ModelError: it is not that JSON, or names what is not there.
    """
    numbers = _list(answer, "order")
    if not all(type(number) is int and 1 <= number <= texts for number in numbers):
        raise ModelError("garbage", "an order of what is not there")
    return list(dict.fromkeys([*(number - 1 for number in numbers), *range(texts)]))


def read_choice(answer: str, options: int) -> int | None:
    """Return the place, from 0, of `{"choice": 2}`, None of `{"choice": null}`.

    Raises:
        ModelError: it is not that JSON, or names what is not there.
    """
    document = _document(answer)
    match document.get("choice", 0):
        case None:
            return None
        case int(number) if type(number) is int and 1 <= number <= options:
            return number - 1
        case _:
            raise ModelError("garbage", "no choice of those there are")


def _document(answer: str) -> dict[str, Any]:
    text = answer.strip()
    if text.startswith(FENCE) and text.endswith(FENCE):
        text = text.removesuffix(FENCE).partition("\n")[2]
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError("garbage", "no JSON") from error
    if not isinstance(document, dict):
        raise ModelError("garbage", "no object")
    return document


def _list(answer: str, name: str) -> list[Any]:
    rows = _document(answer).get(name)
    if not isinstance(rows, list) or not rows:
        raise ModelError("garbage", f"no list of {name}")
    return rows


def _rows(rows: Sequence[Any]) -> Iterator[tuple[int, str]]:
    for row in rows:
        match row:
            case {"claim": int(number), "text": str(text)} if text.strip():
                yield number, " ".join(text.split())
            case _:
                raise ModelError("garbage", "a sentence without claim or text")

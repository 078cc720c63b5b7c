"""Text → rows that may span lines inside quotes, without ever holding a row beyond the limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from sources.records import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW_LIMIT = 1_000_000
"""Characters of the longest row that is read."""
EXCERPT = 500
"""Characters of a row that a reject repeats."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row's text without its line end; `number` is the physical line where it starts.

    `ended` is false for a last row without a line end: where it is broken too, the file was cut off.
    """

    number: int
    text: str
    ended: bool = True


def read_lines(stream: TextIO, delimiter: str | None) -> Iterator[Line | Reject]:
    """Yield the rows of `stream`, blank ones left out.

    With a delimiter, line ends inside double quotes belong to the row; without one every line is a row.
    A row longer than `ROW_LIMIT` is a reject and is skipped to its own end, quotes respected, so that the
    next row is whole. Memory: at most twice `ROW_LIMIT` characters.
    """
    opening = re.compile(re.escape(delimiter) + '"') if delimiter else None
    kept: list[str] = []
    size, quoted, carry = 0, False, ""
    start = number = 1
    ended = True
    while piece := stream.readline(ROW_LIMIT):
        text, carry = carry + piece, ""
        ended = text.endswith(("\n", "\r"))
        if not ended and len(piece) == ROW_LIMIT:
            # Whether a quote is doubled shows only with the next character, so the last one waits for it.
            text, carry = text[:-1], text[-1]
        if opening:
            quoted = _quoted_after(text, opening, quoted=quoted, fresh=size == 0)
        size += len(text)
        kept.append(text)
        if size > ROW_LIMIT:
            kept = ["".join(kept)[:EXCERPT]]
        number += ended
        if quoted or not ended:
            continue
        yield from _row(start, "".join(kept), size)
        kept, size, start = [], 0, number
    if quoted:
        found = f"the end of the file {number - start + (not ended)} line(s) later"
        yield Reject(start, "quote never closed", found, 'a closing "', "".join(kept)[:EXCERPT])
    elif size:
        yield from _row(start, "".join(kept) + carry, size)


def _row(start: int, text: str, size: int) -> Iterator[Line | Reject]:
    if size > ROW_LIMIT:
        found = f"{size:,} characters"
        yield Reject(start, "row too long", found, f"at most {ROW_LIMIT:,}", text[:EXCERPT])
    elif text.strip():
        plain = text.rstrip("\r\n")
        yield Line(start, plain, ended=plain != text)


def _quoted_after(text: str, opening: re.Pattern[str], *, quoted: bool, fresh: bool) -> bool:
    """Say whether `text`, entered inside quotes or not, ends inside quotes."""
    at = 0
    if fresh and text.startswith('"'):
        quoted, at = True, 1
    while True:
        if quoted:
            at = text.find('"', at)
            if at < 0:
                return True
            if text.startswith('""', at):
                at += 2
                continue
            quoted, at = False, at + 1
        else:
            found = opening.search(text, at)
            if not found:
                return False
            quoted, at = True, found.end()


CLOSED = re.compile(r'"([^"]*(?:""[^"]*)*)"')


def split_row(text: str, delimiter: str) -> list[str]:
    """Split a row into its cells: RFC 4180, and text around a quoted part is kept as it is."""
    if '"' not in text:
        return text.split(delimiter)
    cells: list[str] = []
    at = 0
    while True:
        cell = ""
        if closed := CLOSED.match(text, at):
            cell, at = closed[1].replace('""', '"'), closed.end()
        end = text.find(delimiter, at)
        if end < 0:
            return [*cells, cell + text[at:]]
        cells.append(cell + text[at:end])
        at = end + 1

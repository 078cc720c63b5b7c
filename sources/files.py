"""Bytes on disk → text: encoding told by decoding, and a clear word about what is no text."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, TextIO

from sources.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 20
MAGIC = {
    b"\x1f\x8b": "gzip data",
    b"PK\x03\x04": "a zip archive (or an Excel or Word file)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}
EXPECTED = "expected text in UTF-8 (with or without BOM) or GB18030"
ESCAPED = re.compile("[\udc80-\udcff]")
FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")
FEW_NULS = 8  # stray ones, whose rows are rejected; more make the file binary
MOST_BROKEN = 0.1  # of the characters beyond ASCII, in a file that still counts as UTF-8
LEAST_COMMON = 0.5  # of the characters beyond ASCII, in a file that counts as GB18030 and not as Latin-1


def open_text(path: Path) -> TextIO:
    """Open `path` as text, line ends as they are.

    A byte that the encoding does not know arrives as a lone surrogate (U+DC80..U+DCFF), for the caller to
    reject its row.

    Raises:
        FileError: no such file, not readable, empty, binary, or in neither encoding.
    """
    return path.open(encoding=detect_encoding(path), errors="surrogateescape", newline="")


def detect_encoding(path: Path) -> str:
    """Return `utf-8-sig` or `gb18030`, after decoding the whole file once in constant memory.

    A file cut off inside its last character, or with a few broken bytes among many good ones, is still
    UTF-8. Latin-1 often happens to decode as GB18030, but into rare characters: those betray it.
    """
    _check_head(path)
    good = broken = 0
    first_broken = -1
    for offset, text in _decoded(path, "utf-8", "surrogateescape"):
        if text.isascii():
            continue
        escaped = ESCAPED.search(text)
        if escaped and first_broken < 0:
            first_broken = offset + len(text[: escaped.start()].encode("utf-8", "surrogateescape"))
        good += len(FOREIGN.findall(text))
        broken += len(ESCAPED.findall(text))
    if broken <= MOST_BROKEN * good:
        return "utf-8-sig"
    if _reads_as_gb18030(path):
        return "gb18030"
    message = f"{path}: found neither UTF-8 (broken at byte {first_broken}) nor GB18030; {EXPECTED}"
    raise FileError(message)


def _reads_as_gb18030(path: Path) -> bool:
    foreign = common = 0
    try:
        for _, text in _decoded(path, "gb18030", "strict"):
            beyond_ascii = "".join(FOREIGN.findall(text))
            foreign += len(beyond_ascii)
            common += len(beyond_ascii.encode("gb2312", "ignore")) // 2
    except UnicodeDecodeError:
        return False
    return common >= LEAST_COMMON * foreign


def _decoded(path: Path, encoding: str, errors: str) -> Iterator[tuple[int, str]]:
    """Yield (offset in bytes, text) of each chunk; bytes of a character cut off by the end are left out."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with path.open("rb") as file:
        offset = 0
        while chunk := file.read(CHUNK):
            waiting = len(decoder.getstate()[0])
            yield offset - waiting, decoder.decode(chunk)
            offset += len(chunk)


def _check_head(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except FileNotFoundError:
        raise FileError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise FileError(f"{path}: found a folder, expected a file") from None
    except PermissionError:
        raise FileError(f"{path}: may not be read; change its permissions") from None
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise FileError(f"{path}: found an empty file, expected a header and rows")
    for magic, name in MAGIC.items():
        if head.startswith(magic):
            raise FileError(f"{path}: found {name}; {EXPECTED}")
    nuls = head.count(0)
    if nuls > max(FEW_NULS, len(head) // 1000) or nuls * 3 > len(head):
        kind = "UTF-16 text without a BOM" if nuls * 3 > len(head) else "binary data"
        raise FileError(f"{path}: found {kind} (NUL bytes); {EXPECTED}")

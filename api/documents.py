"""Trusted documents: those of the shop's own pages, so that strangers cannot send others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import orjson

from api.errors import ApiError

if TYPE_CHECKING:
    from pathlib import Path

PREFIX: Final = "sha256:"


class DocumentsError(ApiError):
    """The file of trusted documents cannot be read."""


class Documents:
    """Documents by the SHA-256 of their text, as GraphQL Code Generator writes them (`persisted-documents.json`).

    Without a file everything is trusted. A request names one by `documentId`, "sha256:" and its hash (GraphQL over
    HTTP, appendix "Persisted Documents"), in place of `query`.

    Raises:
        DocumentsError: the file is missing, is no object of texts by hash, or a hash is another text's.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._known = _read(file) if file else {}
        self._all = file is None

    def trust(self, text: str) -> bool:
        """Say whether strangers may send this text."""
        return self._all or hashlib.sha256(text.encode()).hexdigest() in self._known

    def named(self, id_: object) -> str | None:
        """Return the document of an id, None where there is none."""
        known = isinstance(id_, str) and id_.startswith(PREFIX)
        return self._known.get(str(id_).removeprefix(PREFIX)) if known else None


def _read(file: Path) -> dict[str, str]:
    expected = (
        "expected an object of documents by their SHA-256 (GraphQL Code Generator, hashAlgorithm: sha256)"
    )
    try:
        given = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise DocumentsError(f"{file}: {error}; {expected}") from None
    if not isinstance(given, dict):
        raise DocumentsError(f"{file}: found {type(given).__name__}, {expected}")
    for hash_, text in given.items():
        if not isinstance(text, str) or hashlib.sha256(text.encode()).hexdigest() != hash_:
            raise DocumentsError(f"{file}: {hash_} is not the hash of its text, {expected}")
    return given

"""Texts that say the same: equal once normalised, or nearly so by MinHash.

Broder, "On the resemblance and containment of documents", 1997; banding after Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", ch. 3.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from sources.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

SHINGLE = 4
"""Characters of a shingle: about two Chinese words, or most of an English one."""
BANDS, ROWS = 32, 4
"""A pair of similarity s is looked at with probability 1 - (1 - s^4)^32: 0.87 at 0.5, 1.0 at 0.8."""
PRIME = (1 << 31) - 1
SIGN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The text `id` repeats the earlier `of`; `similarity` estimates the Jaccard index of their shingles."""

    id: str
    of: str
    similarity: float


def find_duplicates(texts: Iterable[tuple[str, str]], *, threshold: float = 0.8) -> Iterator[Duplicate]:
    """Yield, for each `(id, text)` that repeats an earlier one, the most similar earlier one.

    Letter case, punctuation and spaces do not count; texts without a letter or digit repeat nothing. The
    estimate's standard error is at most 0.045. Memory is constant: signatures (1.5 kB a text) are kept in
    a temporary database on disk.
    """
    with closing(_Index()) as index:
        for identifier, text in texts:
            plain = plain_letters(text)
            if not plain:
                continue
            key, signature = blake2b(plain.encode(), digest_size=16).digest(), signature_of(plain)
            found = index.nearest(key, signature)
            if found and found[1] >= threshold:
                yield Duplicate(identifier, *found)
            else:
                index.add(identifier, key, signature)


def plain_letters(text: str) -> str:
    """Return the letters and digits of `text`, case folded: what repeats are compared by."""
    return SIGN.sub("", normalise(text).text.casefold())


class _Index:
    """Signatures by band; only texts that repeat nothing are in it."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.execute(
            "CREATE TABLE text (number INTEGER PRIMARY KEY, id TEXT, key BLOB, signature BLOB)"
        )
        self._database.execute("CREATE INDEX by_key ON text (key)")
        self._database.execute(
            "CREATE TABLE band (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID"
        )

    def close(self) -> None:
        self._database.close()

    def add(self, identifier: str, key: bytes, signature: NDArray[np.uint32]) -> None:
        row = (identifier, key, signature.tobytes())
        number = self._database.execute(
            "INSERT INTO text (id, key, signature) VALUES (?, ?, ?)", row
        ).lastrowid
        bands = ((band, number) for band in bands_of(signature, BANDS))
        self._database.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", bands)

    def nearest(self, key: bytes, signature: NDArray[np.uint32]) -> tuple[str, float] | None:
        equal = self._database.execute("SELECT id FROM text WHERE key = ?", (key,)).fetchone()
        if equal:
            return equal[0], 1.0
        query = (
            "SELECT id, signature FROM text WHERE number IN "
            "(SELECT number FROM band WHERE hash IN (SELECT value FROM json_each(?)))"
        )
        best: tuple[str, float] | None = None
        for identifier, stored in self._database.execute(query, (json.dumps(bands_of(signature, BANDS)),)):
            similarity = float(np.mean(np.frombuffer(stored, dtype=np.uint32) == signature))
            if best is None or similarity > best[1]:
                best = identifier, similarity
        return best


def signature_of(text: str) -> NDArray[np.uint32]:
    """Return the least value of each of 128 hash functions a·x + b mod p over the shingles' checksums."""
    shingles = {text[start : start + SHINGLE] for start in range(max(1, len(text) - SHINGLE + 1))}
    hashes = np.fromiter((crc32(shingle.encode()) % PRIME for shingle in shingles), dtype=np.uint64)
    factors, shifts = _functions()
    least = np.full(BANDS * ROWS, PRIME, dtype=np.uint64)
    for block in np.array_split(hashes, max(1, len(hashes) // 1024)):
        np.minimum(least, ((factors[:, None] * block + shifts[:, None]) % PRIME).min(axis=1), out=least)
    return least.astype(np.uint32)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.default_rng(20250101)
    factors = random.integers(1, PRIME, BANDS * ROWS, dtype=np.uint64)
    return factors, random.integers(0, PRIME, BANDS * ROWS, dtype=np.uint64)


def bands_of(signature: NDArray[np.uint32], count: int) -> list[int]:
    """Cut a signature into `count` bands and hash each with its number into a signed 64-bit integer."""
    parts = signature.reshape(count, -1)
    return [
        int.from_bytes(
            blake2b(bytes([band]) + parts[band].tobytes(), digest_size=8).digest(), "big", signed=True
        )
        for band in range(count)
    ]

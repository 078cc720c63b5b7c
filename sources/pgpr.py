"""The folder layout of PGPR's Amazon data: numbered lists and relations between their line numbers.

Xian et al., "Reinforcement Knowledge Graph Reasoning for Explainable Recommendation", SIGIR 2019. Lists
(`users`, `product`, `brand`, `category`, `related_product`) name one thing a line; a relation
`x_p_y.txt.gz` has a line for each product with line numbers, from 0, of its targets; `train_label.txt` has
`user item item …` a line. Each file may be plain or gzip; relations may be missing.
"""

from __future__ import annotations

import gzip
import html
import zlib
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from sources.errors import FileError
from sources.mapping import Mapping
from sources.records import CatalogRecord, EventRecord, NeighbourKind, NeighbourRecord, Reject
from sources.specification import Specification

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
from typing import TextIO

NEIGHBOURS: dict[str, NeighbourKind] = {
    "also_bought_p_p": "ALSO_BOUGHT",
    "also_viewed_p_p": "ALSO_VIEWED",
    "bought_together_p_p": "BOUGHT_TOGETHER",
}
LABELS = "train_label"
NO_BRAND = frozenset({"", "unknown"})


class PgprFolder:
    """Reads one folder. The lists are held in memory (10 MB for 140,000 ids), relations are streamed.

    A number that is none, or beyond its list, is a reject that names file and line; the rest of its line
    is read. Every method raises FileError where a file it cannot do without is missing, cut off or no text.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise FileError(f"{path}: found no folder, expected one with {LABELS}.txt and product.txt.gz")
        self._path = path

    @cached_property
    def _products(self) -> list[str]:
        return self._list("product")

    @cached_property
    def _users(self) -> list[str]:
        return self._list("users")

    @cached_property
    def _related(self) -> list[str]:
        return self._list("related_product") if self._file("related_product") else []

    def users(self) -> Iterator[str]:
        """Yield the ids of all shoppers."""
        yield from self._users

    def products(self) -> Iterator[CatalogRecord | Reject]:
        """Yield every product with its brand and categories; there is no title but the ASIN."""
        brands, categories = self._relation("brand_p_b", "brand"), self._relation("category_p_c", "category")
        for index, asin in enumerate(self._products):
            brand_names, brand_rejects = next(brands, ([], []))
            category_names, category_rejects = next(categories, ([], []))
            yield from brand_rejects
            yield from category_rejects
            brand = next((name for name in brand_names if name.casefold() not in NO_BRAND), None)
            yield _product(index + 1, asin, brand, category_names)

    def related(self) -> Iterator[str]:
        """Yield the ids of products that are only somebody's neighbour."""
        own = set(self._products)
        return (asin for asin in self._related if asin not in own)

    def purchases(self) -> Iterator[EventRecord | Reject]:
        """Yield what each shopper bought, without time; the id is a hash of shopper and product."""
        for number, text in self._lines(LABELS):
            tokens = text.split()
            if not tokens:
                continue
            user = _entry(tokens[0], self._users)
            if user is None:
                yield self._reject(LABELS, number, tokens[0], self._users, text)
                continue
            for token in tokens[1:]:
                item = _entry(token, self._products)
                if item is None:
                    yield self._reject(LABELS, number, token, self._products, text)
                else:
                    yield EventRecord(number, _purchase_id(user, item), "purchase", user, product=item)

    def buyers(self) -> Iterator[int]:
        """Yield the number of every user that has a line of purchases, even an empty one, from 0."""
        for _, text in self._lines(LABELS):
            number = text.split(maxsplit=1)[0] if text else ""
            if _entry(number, self._users) is not None:
                yield int(number)

    def neighbours(self) -> Iterator[NeighbourRecord | Reject]:
        """Yield the edges of all neighbour relations that the folder has."""
        for name, kind in NEIGHBOURS.items():
            if not self._file(name):
                continue
            for index, (targets, rejects) in enumerate(self._relation(name, "related_product")):
                yield from rejects
                for target in targets:
                    yield NeighbourRecord(index + 1, kind, self._products[index], target)

    def _relation(self, name: str, targets: str) -> Iterator[tuple[list[str], list[Reject]]]:
        """Yield for each product the names of its targets, and the numbers that name none."""
        if not self._file(name):
            return
        names = self._related if targets == "related_product" else self._list(targets)
        for number, text in self._lines(name):
            if number > len(self._products):
                if text:
                    yield [], [self._reject(name, number, f"line {number}", self._products, text)]
                continue
            tokens = [(token, _entry(token, names)) for token in text.split()]
            found = [entry for _, entry in tokens if entry is not None]
            yield found, [self._reject(name, number, token, names, text) for token, e in tokens if e is None]

    def _reject(self, name: str, line: int, token: str, names: list[str], text: str) -> Reject:
        expected = f"a number from 0 to {len(names) - 1}"
        return Reject(line, f"{name}: no such line", repr(token), expected, text[:500])

    def _list(self, name: str) -> list[str]:
        return [html.unescape(html.unescape(text)) for _, text in self._lines(name)]

    def _file(self, name: str) -> Path | None:
        files = (self._path / f"{name}.txt.gz", self._path / f"{name}.txt")
        return next((file for file in files if file.exists()), None)

    def _lines(self, name: str) -> Iterator[tuple[int, str]]:
        file = self._file(name)
        if not file:
            raise FileError(f"{self._path}: found neither {name}.txt.gz nor {name}.txt")
        number = 0
        try:
            with _opened(file) as lines:
                for text in lines:
                    number += 1
                    yield number, text.strip()
        except EOFError:
            raise FileError(f"{file}: found gzip data cut off after line {number}: fetch it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise FileError(f"{file}: found broken gzip data after line {number} ({error})") from None
        except UnicodeDecodeError as error:
            raise FileError(f"{file}: found no UTF-8 after line {number}: {error.reason}") from None


def _opened(file: Path) -> TextIO:
    return gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")


def _entry(token: str, names: list[str]) -> str | None:
    index = int(token) if token.isascii() and token.isdigit() else -1
    return names[index] if 0 <= index < len(names) else None


def _purchase_id(user: str, item: str) -> str:
    return blake2b(f"{user}\x1f{item}".encode(), digest_size=16).hexdigest()


def _product(line: int, asin: str, brand: str | None, categories: list[str]) -> CatalogRecord:
    sheet = Specification(Mapping(()))
    for field, names in (("brand", [brand] if brand else []), ("category", categories)):
        for name in names:
            sheet.add(field, field, name)
    return CatalogRecord(
        line=line,
        id=asin,
        title=asin,
        brand=brand,
        categories=tuple(categories),
        specification=sheet.text,
        spans={field: tuple(part.span for part in parts) for field, parts in sheet.stated.items()},
    )

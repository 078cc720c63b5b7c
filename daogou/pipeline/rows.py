"""A catalogue record as the rows of the graph: entities, parameters, a product, its source and its facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from daogou.values import parameter_of
from extraction.cells import read_values
from extraction.identifiers import entity_id
from extraction.lexicon import Lexicon
from graph.parameters import VARIANT_ATTRIBUTES
from graph.records import Entity, Fact, Label, Parameter, Predicate, Product, Source, SourceKind
from sources.records import CatalogRecord, Cell, Span

EXTRACTOR: Final = "catalog"
VERSION: Final = "1"


@dataclass(slots=True)
class Rows:
    """What records become; `unread` names the cells without a value the grammar knows, (column, text)."""

    entities: list[Entity] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Append the rows of `other`."""
        for name in self.__slots__:
            getattr(self, name).extend(getattr(other, name))


def product_id(own: str) -> str:
    """Return the graph's id of a product that a file names `own`."""
    return f"product/{own}"


@dataclass(frozen=True, slots=True)
class CatalogMapper:
    """Names become entities through the lexicon; a name that it does not know becomes an entity of its own.

    `origin` names the file; with the record's id it is the source's origin. Where names are a shop's `titles`, they are
    sources of their own for extraction to read, as descriptions always are.
    """

    lexicon: Lexicon
    origin: str
    titles: bool = False

    def add(self, record: CatalogRecord, rows: Rows) -> None:
        """Append what `record` says to `rows`.

        Raises:
            ExtractionError: a cell has a unit that the grammar does not know.
        """
        source = self._source("specification", record.specification, record)
        claim = _Claim(source.id, source.text, rows)
        identity = self._identify(record, rows, claim)
        for cell in record.cells:
            self._add_cell(cell, identity, product_id(record.id), rows, claim)
        prose = [self._source("title", record.title, record)] if self.titles else []
        prose.append(self._source("description", record.description or "", record))
        rows.sources.extend(stated for stated in (source, *prose) if stated.text)
        rows.products.append(
            Product(
                id=product_id(record.id),
                title=record.title,
                price=record.price,
                currency=record.currency,
                in_stock=record.in_stock,
                shelf=record.shelf,
                url=record.url,
                image=record.image,
                description=record.description,
            )
        )

    def _source(self, kind: SourceKind, text: str, record: CatalogRecord) -> Source:
        return Source(
            kind=kind,
            text=text,
            origin=f"{self.origin}#{record.id}",
            language="en" if text.isascii() else "zh",
            about=product_id(record.id),
        )

    def _identify(self, record: CatalogRecord, rows: Rows, claim: _Claim) -> str:
        """Add brand, model and categories; return the id that what the record says is about."""
        product = product_id(record.id)
        brand = self._entity("BRAND", record.brand) if record.brand else None
        subject = product
        if record.model:
            known = self.lexicon.resolve("MODEL", record.model, brand.id if brand else None)
            subject = known.id if known else entity_id("MODEL", record.model, brand.id if brand else None)
            rows.entities.append(Entity("Model", subject, record.model, record.aliases, record.released))
            claim.about(product, "OF_MODEL", subject, record.spans["model"][0])
        if brand:
            rows.entities.append(brand)
            claim.about(subject, "MADE_BY", brand.id, record.spans["brand"][0])
        for name, span in zip(record.categories, record.spans.get("category", ()), strict=True):
            category = self._entity("CATEGORY", name)
            rows.entities.append(category)
            claim.about(subject, "IN_CATEGORY", category.id, span)
        return subject

    def _add_cell(self, cell: Cell, subject: str, product: str, rows: Rows, claim: _Claim) -> None:
        if cell.attribute == "feature":
            feature = self._entity("FEATURE", cell.text)
            rows.entities.append(feature)
            predicate: Predicate = "LACKS_FEATURE" if cell.negated else "HAS_FEATURE"
            claim.about(subject, predicate, feature.id, (cell.start, cell.end))
            return
        found = read_values(cell.text, cell.attribute, cell.unit)
        values = [value for value in found if isinstance(value.value, str) or value.value >= cell.least]
        if not values:
            rows.unread.append((cell.column, cell.text))
        for value in values:
            parameter = parameter_of(value)
            rows.parameters.append(parameter)
            owner = product if value.attribute in VARIANT_ATTRIBUTES else subject
            claim.about(
                owner, "HAS_PARAMETER", parameter.id, (cell.start + value.start, cell.start + value.end)
            )

    def _entity(self, label: str, name: str) -> Entity:
        known = self.lexicon.resolve(label, name)
        if known:
            return Entity(_GRAPH_LABEL[label], known.id, known.name, known.aliases)
        return Entity(_GRAPH_LABEL[label], entity_id(label, name), name)


@dataclass(frozen=True, slots=True)
class _Claim:
    """Makes facts of one source."""

    source: str
    text: str
    rows: Rows

    def about(self, subject: str, predicate: Predicate, object_: str, span: Span) -> None:
        start, end = span
        self.rows.facts.append(
            Fact(
                subject=subject,
                predicate=predicate,
                object=object_,
                source=self.source,
                start=start,
                end=end,
                mention=self.text[start:end],
                extractor=EXTRACTOR,
                version=VERSION,
            )
        )


_GRAPH_LABEL: Final[dict[str, Label]] = {"BRAND": "Brand", "CATEGORY": "Category", "FEATURE": "Feature"}

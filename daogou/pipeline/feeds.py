"""Texts, behaviour, ratings, orders and policies into the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final, TypeVar

from daogou.asking import read_asks
from daogou.pipeline.catalog import CatalogLoader, Done, Loaded
from daogou.pipeline.rows import CatalogMapper, product_id
from daogou.services import Services
from extraction.folding import language_of
from graph.batches import ahead, batched
from graph.judging import Arrivals
from graph.orders import write_orders
from graph.records import Event, Source
from graph.writer import Written
from sources.documents import read_documents
from sources.events import read_events
from sources.orders import read_orders
from sources.pgpr import PgprFolder
from sources.policies import read_policies
from sources.ratings import read_ratings
from sources.records import DocumentKind, DocumentRecord, EventRecord, OrderRecord, RatingRecord, Reject
from sources.rejects import Sieve

T = TypeVar("T")
Behaviour = TypeVar("Behaviour", EventRecord, RatingRecord)
LOADED: Final = (
    "a product that is loaded, by the id of its catalogue, without product/: load its catalogue first"
)


def user_id(own: str) -> str:
    """Return the graph's id of a shopper that a file names `own`."""
    return f"user/{own}"


def order_id(own: str) -> str:
    """Return the graph's id of an order that a file names `own`."""
    return f"order/{own}"


def load_documents(
    services: Services, path: Path, *, kind: DocumentKind = "review", done: Done = lambda _: None
) -> Loaded:
    """Load titles, descriptions and reviews as sources; `daogou extract` reads facts out of them."""
    with Sieve(path) as sieve:
        records = sieve.records(read_documents(path, kind=kind))
        for batch in batched(records, services.settings.batch_rows):
            sources = [_source(record) for record in batch]
            written = services.writer.sources(sources)
            _refuse(sieve, zip(batch, (source.id for source in sources), strict=True), written)
            done(len(batch))
        return Loaded.of(sieve)


def load_events(services: Services, path: Path, *, zone: tzinfo = UTC, done: Done = lambda _: None) -> Loaded:
    """Load behaviour; what a search asks for is told by the extractor, times without a zone are in `zone`.

    What is late, known or done by no person is counted: `graph.judging` has the rules.
    """
    services.write_seed_lexicon()
    asks = read_asks(services.given_lexicon(), services.settings.seeds / "lexicon")
    arrivals = Arrivals()

    def event_of(record: EventRecord) -> Event:
        arrivals.see(record.at)
        return _event(record, asks)

    with Sieve(path) as sieve:
        written = _write_events(services, sieve, read_events(path, zone=zone), event_of, done)
        return Loaded.of(
            sieve,
            new=written.new,
            duplicates=sieve.loaded - written.new,
            late=arrivals.late,
            **{"out of order": arrivals.out_of_order, "set aside": dict(written.aside)},
        )


def load_ratings(services: Services, path: Path, *, done: Done = lambda _: None) -> Loaded:
    """Load `user,item,rating[,timestamp]` of items that the graph has."""
    with Sieve(path) as sieve:
        _write_events(services, sieve, read_ratings(path), _rating, done)
        return Loaded.of(sieve)


def load_policies(services: Services, path: Path) -> Loaded:
    """Load the shop's rules."""
    with Sieve(path) as sieve:
        rows = (
            {
                **{name: value for name, value in asdict(record).items() if name != "line"},
                "id": f"policy/{record.id}",
            }
            for record in sieve.records(read_policies(path))
        )
        services.writer.policies(rows)
        return Loaded.of(sieve)


def load_orders(services: Services, path: Path, *, done: Done = lambda _: None) -> Loaded:
    """Load orders of products that the graph has; one that is there takes on what the file says of it."""
    with Sieve(path) as sieve:
        for batch in batched(sieve.records(read_orders(path)), services.settings.batch_rows):
            refused = write_orders(services.driver, map(_order, batch))
            for record in batch:
                if order_id(record.id) in refused.taken:
                    expected = "an id of its own: the graph has another shopper's order under it"
                    _turn_away(sieve, record, "id is taken", record.id, expected)
                elif product := refused.unknown.get(order_id(record.id)):
                    _turn_away(sieve, record, "unknown product", product.removeprefix("product/"), LOADED)
            done(len(batch))
        return Loaded.of(sieve)


def load_pgpr(services: Services, folder: Path, *, done: Done = lambda _: None) -> Loaded:
    """Load a folder laid out as PGPR's data: products, brands, categories, shoppers, purchases, neighbours."""
    data, writer = PgprFolder(folder), services.writer
    with Sieve(folder / "train_label.txt") as sieve:
        users = writer.users(_counted(map(user_id, data.users()), done))
        loader = CatalogLoader(services, CatalogMapper(services.given_lexicon(), folder.name), done)
        loader.load(sieve.records(loader.mapped(data.products())))
        related = writer.related(_counted(map(product_id, data.related()), done))
        bought = _write_events(services, sieve, data.purchases(), _event, done).rows
        edges = 0
        for batch in ahead(batched(sieve.records(data.neighbours()), services.settings.batch_rows)):
            for kind in dict.fromkeys(record.kind for record in batch):
                pairs = ((product_id(r.source), product_id(r.target)) for r in batch if r.kind == kind)
                edges += writer.neighbours(kind, pairs)
            done(len(batch))
        return Loaded.of(
            sieve, users=users, related=related, purchases=bought, neighbours=edges, **loader.counts()
        )


def _source(record: DocumentRecord) -> Source:
    return Source(
        kind=record.kind,
        text=record.text,
        origin=record.id,
        language=record.language or language_of(record.text),
        about=product_id(record.product) if record.product else None,
        author=user_id(record.author) if record.author else None,
        read_at=record.at or datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _order(record: OrderRecord) -> dict[str, object]:
    items = [{**asdict(item), "product": product_id(item.product)} for item in record.items]
    own = ("at", "status", "shipped_at", "delivered_at", "carrier", "tracking")
    properties = {"id": order_id(record.id), **{name: getattr(record, name) for name in own}}
    return {"user": user_id(record.user), "items": items, "properties": properties}


def _event(record: EventRecord, asks: Callable[[str], tuple[str, ...]] = lambda _: ()) -> Event:
    # Field by field: `asdict` copies, and takes as long as the server does to write the event.
    return Event(
        id=record.id,
        type=record.type,
        user=user_id(record.user),
        at=record.at,
        product=product_id(record.product) if record.product else None,
        query=record.query,
        rating=record.rating,
        price=record.price,
        currency=record.currency,
        device=record.device,
        dwell_seconds=record.dwell_seconds,
        device_id=user_id(record.device_id) if record.device_id else None,
        asks_for=asks(record.query) if record.query else (),
    )


def _rating(record: RatingRecord) -> Event:
    return Event(
        id=f"rating/{record.user}/{record.item}/{record.at or ''}",
        type="rating",
        user=user_id(record.user),
        product=product_id(record.item),
        rating=record.rating,
        at=record.at,
    )


def _write_events(
    services: Services,
    sieve: Sieve,
    read: Iterator[Behaviour | Reject],
    event_of: Callable[[Behaviour], Event],
    done: Done,
) -> Written:
    """Write the events of a file's records; those that cannot be written become rejects."""
    batches = batched(sieve.records(read), services.settings.batch_rows)
    total = Written()
    for batch, events in ahead((batch, [event_of(record) for record in batch]) for batch in batches):
        written = services.writer.events(events)
        _refuse(sieve, zip(batch, (event.id for event in events), strict=True), written)
        # Names are refused batch by batch: kept, they would grow with the file.
        total += replace(written, unknown=(), taken=())
        done(len(batch))
    return total


def _refuse(
    sieve: Sieve, records: Iterable[tuple[DocumentRecord | EventRecord | RatingRecord, str]], written: Written
) -> None:
    """Reject what was not written; `records` come with the ids of their rows."""
    unknown, taken = set(written.unknown), set(written.taken)
    for record, id_ in records:
        product = record.item if isinstance(record, RatingRecord) else record.product
        if id_ in taken:
            expected = "an id of its own: the graph has an event of another shopper or product under it"
            _turn_away(sieve, record, "id is taken", id_, expected)
        elif product and product_id(product) in unknown:
            _turn_away(sieve, record, "unknown product", product, LOADED)


def _turn_away(
    sieve: Sieve,
    record: DocumentRecord | EventRecord | OrderRecord | RatingRecord,
    reason: str,
    found: str,
    expected: str,
) -> None:
    sieve.refuse(Reject(record.line, reason, repr(found), expected, repr(record)[:500]))


def _counted(rows: Iterable[T], done: Done) -> Iterator[T]:
    for row in rows:
        yield row
        done(1)

"""Behaviour in the graph to segments and profiles in the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import polars as pl

from daogou.services import Services
from graph.batches import batched
from graph.export import ProductAttributes
from profiles.build import build
from profiles.catalogue import Catalogue, read_catalogue
from profiles.frames import ASKS, EVENTS, HAS, PRODUCTS
from profiles.identity import Published
from profiles.records import Lift, Profiles, Segment
from profiles.segments import Config
from profiles.spool import Spool, by_shopper
from profiles.sums import sum_events

FRAME_ROWS: Final = 50_000
KEPT: Final = ("user", "segment", "score")
"""Columns of a shopper that are not theirs but their membership's."""


def build_profiles(services: Services) -> Profiles:
    """Build segments and profiles from the graph's behaviour and publish them; segments switch in one transaction.

    Events, sums and profiles go through a temporary folder. Memory grows with the catalogue, and by some 100 bytes a
    shopper for the segments that are published, not with events. The frames of the result are gone when this returns.

    Raises:
        EventFrameError: there is no event of a product, or of a search that asks for something.
    """
    with TemporaryDirectory(prefix="daogou-profiles-") as scratch:
        folder = Path(scratch)
        result = build(
            by_shopper(_sums(services, Spool(folder / "events")), Spool(folder / "sums")),
            _catalogue(services),
            Names(services),
            folder,
            before=_published(services),
            config=Config(smallest=services.settings.smallest_segment),
        )
        services.publisher.segments(map(_segment, result.segments), _members(result), last=result.last)
        services.publisher.shoppers(_shoppers(result))
    return result


class Names:
    """Both names of an entity, for words about segments."""

    def __init__(self, services: Services) -> None:
        self._names = {name.id: (name.name, name.aliases) for name in services.export.names()}

    def __call__(self, entity: str) -> tuple[str, str]:
        """Return (zh, en); the Chinese one is the first Chinese alias, else the name."""
        name, aliases = self._names.get(entity, (entity, ()))
        chinese = next(
            (alias for alias in (name, *aliases) if any("\u4e00" <= c <= "\u9fff" for c in alias)), name
        )
        return chinese, name


def _sums(services: Services, into: Spool) -> Spool:
    """Write the sums of all events, each frame in order; one dated after now waits until its day."""
    deeds = (
        (deed.user, deed.type, deed.product or deed.query, deed.at, deed.rating, deed.price)
        for deed in services.export.deeds()
    )
    words = (
        (word.user, "REVIEWED", word.entity, word.at, None, None)
        for word in services.export.words(shown=services.settings.shown)
    )
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    into.add(sum_events(pl.DataFrame(schema=EVENTS)))
    waiting = 0
    for batch in batched(chain(deeds, words), FRAME_ROWS):
        events = pl.DataFrame(batch, EVENTS, orient="row")
        come = events.filter(pl.col("at").fill_null("") <= now)
        waiting += len(events) - len(come)
        into.add(sum_events(come).sort("user"))
    if waiting:
        services.screen.note(f"{waiting} events are dated after now; they count from their day on")
    return into


def _catalogue(services: Services) -> Catalogue:
    products = list(services.export.products())
    return read_catalogue(
        pl.DataFrame([(p.id, p.price, p.currency) for p in products], PRODUCTS, orient="row"),
        pl.DataFrame([(p.id, entity) for p in products for entity in _entities(p)], HAS, orient="row"),
        pl.DataFrame(list(services.export.asks()), ASKS, orient="row"),
    )


def _entities(product: ProductAttributes) -> Iterable[str]:
    brand = [product.brand] if product.brand else []
    return chain(brand, product.categories, product.features, product.use_cases)


def _published(services: Services) -> Published:
    columns = {"user": pl.String, "segment": pl.String}
    batches = (
        pl.DataFrame(batch, columns, orient="row") for batch in batched(services.export.members(), FRAME_ROWS)
    )
    return Published(pl.concat([pl.DataFrame(schema=columns), *batches]), services.export.last_segment())


def _segment(segment: Segment) -> dict[str, Any]:
    band = segment.band
    return {
        "id": segment.id,
        "properties": {
            "id": segment.id,
            "name": segment.words.name_zh,
            "name_en": segment.words.name_en,
            "description": segment.words.description_zh,
            "description_en": segment.words.description_en,
            "size": segment.size,
            "share": round(segment.share, 4),
            "price_sensitivity": round(segment.price_sensitivity, 4),
            "price_low": band and band.low,
            "price_middle": band and band.middle,
            "price_high": band and band.high,
            "currency": band and band.currency,
            "told_apart_by": [f"{'more' if t.more else 'less'} {t.feature}" for t in segment.apart.traits],
            "told_apart": segment.apart.accuracy,
        },
        "prefers": list(map(_edge, segment.prefers, range(1, len(segment.prefers) + 1))),
        "products": list(map(_edge, segment.products, range(1, len(segment.products) + 1))),
    }


def _edge(lift: Lift, rank: int) -> dict[str, Any]:
    properties = asdict(lift) | {"rank": rank}
    return {"entity": properties.pop("entity"), "properties": properties}


def _members(result: Profiles) -> Iterator[dict[str, Any]]:
    for shoppers, _ in result.parts():
        yield from shoppers.filter(pl.col("segment").is_not_null()).select(KEPT).iter_rows(named=True)


def _shoppers(result: Profiles) -> Iterator[dict[str, Any]]:
    for shoppers, prefers in result.parts():
        grouped = prefers.group_by("user").agg(pl.struct("entity", "lift", "weight").alias("prefers"))
        for row in shoppers.join(grouped, on="user", how="left", maintain_order="left").iter_rows(named=True):
            own = {name: value for name, value in row.items() if name not in (*KEPT, "prefers")}
            yield {"user": row["user"], "properties": own, "prefers": row["prefers"] or []}

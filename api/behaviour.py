"""Events that a shop reports."""

from datetime import UTC, datetime
from enum import Enum
from math import inf

import strawberry

from api.documented import input_type, object_type
from api.errors import BadInputError
from api.limits import MAX_TEXT
from graph.records import Event


@strawberry.enum(description="What a shopper did.")
class EventType(Enum):
    """What a shopper did."""

    VIEW = "view"
    SEARCH = "search"
    ADD_TO_CART = "add_to_cart"
    PURCHASE = "purchase"
    RATING = "rating"
    REVIEW = "review"


@input_type
class EventInput:
    """One thing a shopper did. A search has `query`, every other event `product`."""

    id: strawberry.ID = strawberry.field(
        description="Yours, and unique: an event sent twice is recorded once."
    )
    type: EventType = strawberry.field(description="What the shopper did.")
    user: strawberry.ID = strawberry.field(description="Such as user/42; a new one is added.")
    at: datetime | None = strawberry.field(default=None, description="With a time zone; now by default.")
    product: strawberry.ID | None = strawberry.field(default=None, description="What it was done with.")
    query: str | None = strawberry.field(default=None, description="What was searched for.")
    rating: float | None = strawberry.field(default=None, description="1 to 5.")
    price: float | None = strawberry.field(
        default=None, description="Paid or shown, in the product's currency."
    )
    device: str | None = strawberry.field(default=None, description="Such as phone or desktop.")
    dwell_seconds: float | None = strawberry.field(default=None, description="How long the shopper looked.")


@strawberry.enum(description="Why an event was refused.")
class EventErrorCode(Enum):
    """Why an event was refused."""

    UNKNOWN_PRODUCT = "unknown_product"
    INVALID = "invalid"


@object_type
class EventError:
    """An event that was refused; the others of the batch are recorded."""

    id: strawberry.ID = strawberry.field(description="The event's id.")
    code: EventErrorCode = strawberry.field(description="Why, for programs.")
    message: str = strawberry.field(description="Why, for people.")


@object_type
class RecordedEvents:
    """What became of a batch: every event is recorded, a duplicate or refused."""

    recorded: int = strawberry.field(description="Events that are new.")
    duplicates: int = strawberry.field(description="Events whose id was recorded before.")
    errors: list[EventError] = strawberry.field(description="The refused ones, and why.")


def event_of(given: EventInput) -> Event:
    """Return the record of an event.

    Raises:
        BadInputError: a part is missing or out of range.
    """
    searches = given.type is EventType.SEARCH
    for wrong, message in (
        (not given.id.strip() or not given.user.strip(), "`id` and `user` must not be empty"),
        (searches and not (given.query or "").strip(), "a search needs `query`"),
        (
            max(map(len, (given.id, given.user, given.query or "", given.device or ""))) > MAX_TEXT,
            f"`id`, `user`, `query` and `device` may have {MAX_TEXT} characters each",
        ),
        (not searches and not given.product, f"an event of type {given.type.name} needs `product`"),
        (given.type is EventType.RATING and given.rating is None, "a rating needs `rating`"),
        (given.rating is not None and not 1 <= given.rating <= 5, "`rating` must be 1 to 5"),
        (not 0 <= (given.price or 0) < inf, "`price` must be 0 or more"),
        (not 0 <= (given.dwell_seconds or 0) < inf, "`dwellSeconds` must be 0 or more"),
        (given.at is not None and given.at.tzinfo is None, "`at` needs a time zone, as 2026-05-01T12:00:00Z"),
    ):
        if wrong:
            raise BadInputError(message)
    return Event(
        id=str(given.id),
        type=given.type.value,
        user=str(given.user),
        at=_utc(given.at or datetime.now(UTC)),
        product=None if searches else given.product,
        query=given.query if searches else None,
        rating=given.rating,
        price=given.price,
        device=given.device,
        dwell_seconds=given.dwell_seconds,
    )


def _utc(at: datetime) -> str:
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise BadInputError(f"`at` is {at.isoformat()}, which no year in UTC has") from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

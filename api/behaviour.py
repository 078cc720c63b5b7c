"""Events that a shop reports."""

from datetime import UTC, datetime
from enum import Enum

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
    type: EventType
    user: strawberry.ID = strawberry.field(description="Such as user/42; a new one is added.")
    at: datetime | None = strawberry.field(default=None, description="With a time zone; now by default.")
    product: strawberry.ID | None = None
    query: str | None = strawberry.field(default=None, description="What was searched for.")
    rating: float | None = strawberry.field(default=None, description="1 to 5.")
    price: float | None = strawberry.field(
        default=None, description="Paid or shown, in the product's currency."
    )
    device: str | None = None
    dwell_seconds: float | None = None


@strawberry.enum(description="Why an event was refused.")
class EventErrorCode(Enum):
    """Why an event was refused."""

    UNKNOWN_PRODUCT = "unknown_product"
    INVALID = "invalid"


@object_type
class EventError:
    """An event that was refused; the others of the batch are recorded."""

    id: strawberry.ID
    code: EventErrorCode
    message: str


@object_type
class RecordedEvents:
    """What became of a batch: every event is recorded, a duplicate or refused."""

    recorded: int
    duplicates: int = strawberry.field(description="Events whose id was recorded before.")
    errors: list[EventError]


def event_of(given: EventInput) -> Event:
    """Return the record of an event.

    Raises:
        BadInputError: a part is missing or out of range.
    """
    searches = given.type is EventType.SEARCH
    for wrong, message in (
        (not given.id.strip() or not given.user.strip(), "`id` and `user` must not be empty"),
        (searches and not (given.query or "").strip(), "a search needs `query`"),
        (len(given.query or "") > MAX_TEXT, f"`query` may have {MAX_TEXT} characters"),
        (not searches and not given.product, f"an event of type {given.type.name} needs `product`"),
        (given.type is EventType.RATING and given.rating is None, "a rating needs `rating`"),
        (given.rating is not None and not 1 <= given.rating <= 5, "`rating` must be 1 to 5"),
        ((given.price or 0) < 0, "`price` must not be negative"),
        ((given.dwell_seconds or 0) < 0, "`dwellSeconds` must not be negative"),
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
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

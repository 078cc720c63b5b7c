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
    if searches and not (given.query or "").strip():
        raise BadInputError("a search needs `query`")
    if not searches and not given.product:
        raise BadInputError(f"an event of type {given.type.name} needs `product`")
    if len(given.query or "") > MAX_TEXT:
        raise BadInputError(f"`query` has {len(given.query or '')} characters; at most {MAX_TEXT} are taken")
    if given.type is EventType.RATING and given.rating is None:
        raise BadInputError("a rating needs `rating`")
    if given.rating is not None and not 1 <= given.rating <= 5:
        raise BadInputError(f"`rating` is {given.rating}; expected 1 to 5")
    if not str(given.id).strip() or not str(given.user).strip():
        raise BadInputError("`id` and `user` must not be empty")
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
    if at.tzinfo is None:
        raise BadInputError("`at` needs a time zone, such as 2026-05-01T12:00:00Z")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

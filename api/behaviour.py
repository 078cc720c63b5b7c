"""Events that a shop reports."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from math import inf
from typing import Final

import strawberry

from api.documented import enum_type, input_type, object_type
from api.errors import BadInputError
from api.limits import MAX_TEXT
from graph.records import Event
from sources.values import CLOCK_SKEW

CURRENCY: Final = re.compile("[A-Z]{3}")


@enum_type(
    VIEW="Looked at a product.",
    SEARCH="Searched for words.",
    ADD_TO_CART="Put a product into the cart.",
    PURCHASE="Bought a product.",
    RATING="Gave a product 1 to 5.",
    REVIEW="Wrote a review of a product.",
    LOGIN="Logged in on a device.",
)
class EventType(Enum):
    """What a shopper did."""

    VIEW = "view"
    SEARCH = "search"
    ADD_TO_CART = "add_to_cart"
    PURCHASE = "purchase"
    RATING = "rating"
    REVIEW = "review"
    LOGIN = "login"


@input_type
class EventInput:
    """One thing a shopper did. A search has `query`, a login `deviceId`, every other event `product`."""

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
        default=None, description="Paid or shown, in `currency`, else in the product's."
    )
    currency: str | None = strawberry.field(default=None, description="Three letters, such as CNY.")
    device: str | None = strawberry.field(default=None, description="Such as phone or desktop.")
    dwell_seconds: float | None = strawberry.field(default=None, description="How long the shopper looked.")
    device_id: strawberry.ID | None = strawberry.field(
        default=None,
        description=(
            "Of a login: who `user` was before, as user/cookie-7; what that one did is theirs from now on. A shopper's "
            "own token may name no other's."
        ),
    )


@enum_type(
    UNKNOWN_PRODUCT="There is no product with the id in `product`.",
    INVALID="A part is missing or out of range.",
)
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
    doubtful: int = strawberry.field(
        description="Events set aside because no person did them, those recorded earlier in the same minute too."
    )
    late: int = strawberry.field(description="Of the new ones, those that happened more than a day ago.")
    out_of_order: int = strawberry.field(
        description="Of the new ones, those that happened before the one before them in the batch."
    )
    errors: list[EventError] = strawberry.field(description="The refused ones, and why.")


def event_of(given: EventInput) -> Event:
    """Return the record of an event.

    Raises:
        BadInputError: a part is missing or out of range.
    """
    for wrong, message in _checks(given):
        if wrong:
            raise BadInputError(message)
    searches, logs_in = given.type is EventType.SEARCH, given.type is EventType.LOGIN
    return Event(
        id=str(given.id),
        type=given.type.value,
        user=str(given.user),
        at=_utc(given.at or datetime.now(UTC)),
        product=None if searches or logs_in else given.product,
        query=given.query if searches else None,
        rating=given.rating,
        price=given.price,
        currency=given.currency if given.price is not None else None,
        device=given.device,
        dwell_seconds=given.dwell_seconds,
        device_id=given.device_id if logs_in else None,
    )


def _checks(given: EventInput) -> Iterator[tuple[bool, str]]:
    """Yield whether something is wrong, and what."""
    searches, logs_in = given.type is EventType.SEARCH, given.type is EventType.LOGIN
    texts = (given.id, given.user, given.query or "", given.device or "", given.device_id or "")
    yield not given.id.strip() or not given.user.strip(), "`id` and `user` must not be empty"
    yield searches and not (given.query or "").strip(), "a search needs `query`"
    yield logs_in and not (given.device_id or "").strip(), "a login needs `deviceId`"
    yield (
        max(map(len, texts)) > MAX_TEXT,
        f"`id`, `user`, `query`, `device` and `deviceId` may have {MAX_TEXT} characters each",
    )
    needs = not searches and not logs_in and not given.product
    yield needs, f"an event of type {given.type.name} needs `product`"
    yield given.type is EventType.RATING and given.rating is None, "a rating needs `rating`"
    yield given.rating is not None and not 1 <= given.rating <= 5, "`rating` must be 1 to 5"
    yield not 0 <= (given.price or 0) < inf, "`price` must be 0 or more"
    yield (
        given.currency is not None and not CURRENCY.fullmatch(given.currency),
        "`currency` must be three letters such as CNY",
    )
    yield not 0 <= (given.dwell_seconds or 0) < inf, "`dwellSeconds` must be 0 or more"
    zoned = given.at is None or given.at.tzinfo is not None
    yield not zoned, "`at` needs a time zone, as 2026-05-01T12:00:00Z"
    latest = datetime.now(UTC) + CLOCK_SKEW
    yield given.at is not None and given.at > latest, "`at` is in the future, expected a time that has passed"


def _utc(at: datetime) -> str:
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise BadInputError(f"`at` is {at.isoformat()}, which no year in UTC has") from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

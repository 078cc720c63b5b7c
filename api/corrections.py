"""Facts that people set right."""

from enum import Enum
from typing import Annotated

import strawberry

from api.desk import Desk
from api.documented import enum_type, input_type, object_type
from api.errors import BadInputError
from api.limits import MAX_TEXT
from graph.corrections import Corrected as CorrectedView
from graph.corrections import Correction
from graph.records import Predicate


@enum_type(
    HAS_PARAMETER="What value an attribute has.",
    HAS_FEATURE="That it has a feature.",
    LACKS_FEATURE="That it lacks a feature.",
    MADE_BY="Its brand.",
    IN_CATEGORY="Its category.",
    SUITS="That it suits a use case.",
)
class Correctable(Enum):
    """What can be corrected."""

    HAS_PARAMETER = "HAS_PARAMETER"
    HAS_FEATURE = "HAS_FEATURE"
    LACKS_FEATURE = "LACKS_FEATURE"
    MADE_BY = "MADE_BY"
    IN_CATEGORY = "IN_CATEGORY"
    SUITS = "SUITS"


@input_type
class CorrectionInput:
    """What is right. `attribute` and `value` go with HAS_PARAMETER, `object` with all others."""

    subject: strawberry.ID = strawberry.field(description="Id of a product or model.")
    predicate: Correctable = strawberry.field(description="What of it is corrected.")
    object: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the feature, brand, category or use case."
    )
    attribute: str | None = strawberry.field(default=None, description="Such as battery_capacity.")
    value: str | None = strawberry.field(default=None, description="With its unit, such as 4500 mAh.")
    reason: str = strawberry.field(description="How it is known; readers see it. At most 200 characters.")


Given = Annotated[CorrectionInput, strawberry.argument(name="correction", description="What is right.")]


@object_type
class Corrected:
    """A correction that stands; the other claims stand beside it, contested."""

    source: strawberry.ID = strawberry.field(description="Id of its source, by which it is undone.")
    subject: strawberry.ID = strawberry.field(
        description="What the fact is of: a product's model, where all its products have it."
    )
    predicate: str = strawberry.field(description="The relation.")
    object: strawberry.ID = strawberry.field(description="Id of what it names.")


def corrected_of(view: CorrectedView) -> Corrected:
    """Return the type for a correction."""
    return Corrected(
        source=strawberry.ID(view.source),
        subject=strawberry.ID(view.subject),
        predicate=view.predicate,
        object=strawberry.ID(view.object),
    )


def correction_of(given: CorrectionInput, desk: Desk) -> Correction:
    """Return the record of a correction.

    Raises:
        BadInputError: parts do not go together, or the value is none of its attribute.
    """
    texts = (given.subject, given.object or "", given.attribute or "", given.value or "", given.reason)
    if max(map(len, texts)) > MAX_TEXT or not given.reason.strip():
        raise BadInputError(
            f"`reason` must not be empty, and no text may have more than {MAX_TEXT} characters"
        )
    predicate: Predicate = given.predicate.value
    is_value = given.predicate is Correctable.HAS_PARAMETER
    if is_value == (given.object is not None) or is_value != bool(given.attribute and given.value):
        raise BadInputError("HAS_PARAMETER takes `attribute` and `value`, every other predicate `object`")
    if not is_value:
        return Correction(str(given.subject), predicate, str(given.object), given.reason)
    value = desk.value(given.attribute or "", given.value or "")
    if value is None:
        raise BadInputError(
            f"{given.value!r} is no single value of {given.attribute!r}, as 4500 mAh is of battery_capacity"
        )
    return Correction(str(given.subject), predicate, value, given.reason)

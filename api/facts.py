"""Facts of the ledger, each with the sentence that states it."""

from typing import TYPE_CHECKING

import strawberry

from api.documented import object_type

if TYPE_CHECKING:
    from recommend import ports


@object_type
class Source:
    """A text that was read: a title, a specification, a review."""

    id: strawberry.ID
    kind: str = strawberry.field(description="title, description, specification, review or expert_review.")
    origin: str = strawberry.field(description="Where it came from: an address or a record's id.")
    language: str = strawberry.field(description="zh or en.")


@object_type
class Fact:
    """A claim and the words that state it."""

    id: strawberry.ID
    subject: strawberry.ID = strawberry.field(description="Id of the product or model it is about.")
    predicate: str = strawberry.field(description="The relation, such as HAS_PARAMETER.")
    object: strawberry.ID = strawberry.field(description="Id of the brand, feature, parameter … it names.")
    object_name: str = strawberry.field(description="Name of the object.")
    polarity: str | None = strawberry.field(description="positive, negative or neutral, for opinions.")
    confidence: float = strawberry.field(description="How sure the extractor is, in [0, 1].")
    sentence: str = strawberry.field(description="The sentence of the source that states it.")
    mention: str = strawberry.field(description="The words themselves: the source's text in [start, end).")
    start: int = strawberry.field(description="Where the words start in the source, in Unicode characters.")
    end: int = strawberry.field(description="Where they end.")
    source: Source = strawberry.field(description="The text it was read in.")


def fact_of(view: "ports.Fact") -> Fact:
    """Return the type for a row."""
    return Fact(
        id=strawberry.ID(view.id),
        subject=strawberry.ID(view.subject),
        predicate=view.predicate,
        object=strawberry.ID(view.object),
        object_name=view.object_name,
        polarity=view.polarity,
        confidence=view.confidence,
        sentence=view.sentence,
        mention=view.mention,
        start=view.start,
        end=view.end,
        source=Source(
            id=strawberry.ID(view.source.id),
            kind=view.source.kind,
            origin=view.source.origin,
            language=view.source.language,
        ),
    )

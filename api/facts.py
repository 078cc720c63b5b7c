"""Facts of the ledger, each with the sentence that states it."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, cast

import strawberry

from api.documented import object_type
from api.entities import Info, Node
from api.limits import MAX_FACTS, page_size
from graph.views.facts import FactView, SourceView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recommend import proofs

First = Annotated[int, strawberry.argument(description="How many at most; 1 to 200.")]


def shown_by(row: type) -> "classmethod[Any, [object, object], bool]":
    """Return an `is_type_of` for a type whose fields a row has: rows are answered, which costs less than copies."""
    return classmethod(lambda _, shown, __: isinstance(shown, row))


@object_type
class Source(Node):
    """A text that was read: a title, a specification, a review. Its id is a hash of kind, origin and text."""

    kind: str = strawberry.field(
        description="title, description, specification, review, expert_review or correction."
    )
    origin: str = strawberry.field(description="Where it came from: an address or a record's id.")
    language: str = strawberry.field(description="zh or en.")

    is_type_of = shown_by(SourceView)


@object_type
class Fact(Node):
    """A claim and the words that state it. Its id is a hash of the claim, its source and its place there."""

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

    is_type_of = shown_by(FactView)


def fact_of(view: "proofs.Fact") -> Fact:
    """Return a row as the type, whose fields it has."""
    return cast("Fact", view)


def source_of(view: "proofs.Source") -> Source:
    """Return a row as the type, whose fields it has."""
    return cast("Source", view)


async def facts_of(info: Info, product: str, first: int) -> list[Fact]:
    """Return up to `first` facts of a product and its model, the surest first."""
    return _surest(await info.context.loaders.facts.load(product), first)


async def stated(
    info: Info, subject: str, object_id: str, first: int, predicate: str | None = None
) -> list[Fact]:
    """Return up to `first` facts of a thing, of a product its model's too, that name an object, the surest first."""
    found = await info.context.loaders.stated.load((subject, object_id))
    return _surest((view for view in found if predicate in (None, view.predicate)), first)


def _surest(views: "Iterable[proofs.Fact]", first: int) -> list[Fact]:
    return [fact_of(view) for view in islice(views, page_size(first, most=MAX_FACTS))]

"""The ledger of a thing: what is claimed of it, claims that contradict each other side by side, and who says so."""

from collections.abc import Callable, Hashable, Iterable
from functools import reduce
from typing import Annotated, Final, TypeVar

import strawberry

from api.documented import object_type, resolved
from api.entities import Info
from api.facts import Fact, Source, fact_of
from api.limits import MAX_FACTS, page_size
from graph.parameters import ONE_VALUED
from graph.records import CORRECTION
from graph.views.facts import FactView

Subject = Annotated[
    strawberry.ID,
    strawberry.argument(description="Id of a product, whose model's facts count too, or of a model."),
]
Object = Annotated[
    strawberry.ID | None,
    strawberry.argument(name="object", description="Only of this object; of all by default."),
]
First = Annotated[int, strawberry.argument(description="How many at most; 1 to 200.")]
K = TypeVar("K", bound=Hashable)
OPPOSITES: Final = {"LACKS_FEATURE": "HAS_FEATURE", "CRITICISED_FOR": "PRAISED_FOR"}
ONE: Final = frozenset({"OF_MODEL", "MADE_BY"})
"""Predicates that hold of one object."""


@object_type
class Claim:
    """One thing that is claimed, by one fact or more."""

    views: strawberry.Private[list[FactView]]
    predicate: str = strawberry.field(description="The relation, such as HAS_PARAMETER.")
    object: strawberry.ID = strawberry.field(description="Id of what is claimed.")
    name: str = strawberry.field(description="Its name.")
    support: int = strawberry.field(description="How many facts state it.")
    confidence: float = strawberry.field(description="How sure it is by all of them, in [0, 1].")

    @resolved
    def facts(self, first: First = 3) -> list[Fact]:
        """The facts that state it, each with its sentence, the surest first."""
        return [fact_of(view) for view in self.views[: page_size(first, most=MAX_FACTS)]]


@object_type
class Topic:
    """What claims are about, and all that are made of it."""

    attribute: str | None = strawberry.field(description="The attribute, where the claims are values of one.")
    contested: bool = strawberry.field(description="Whether the claims contradict each other.")
    claims: list[Claim] = strawberry.field(
        description="The claims, what a person corrected first, then the best supported."
    )


@object_type
class SourceFacts:
    """A text, and what it states."""

    source: Source = strawberry.field(description="The text.")
    views: strawberry.Private[list[FactView]]

    @resolved
    def facts(self, first: First = 3) -> list[Fact]:
        """What it states, the surest first."""
        return [fact_of(view) for view in self.views[: page_size(first, most=MAX_FACTS)]]


@object_type
class Ledger:
    """Fields over the ledger."""

    @resolved
    async def facts(self, info: Info, subject: Subject, first: First = 50) -> list[Topic]:
        """What its 200 surest facts claim of a thing, by topic: contested ones first, then the best supported."""
        views = await info.context.loaders.facts.load(subject)
        topics = [_topic(group) for group in _grouped(views, _topic_of).values()]
        topics.sort(key=lambda topic: (not topic.contested, -sum(claim.support for claim in topic.claims)))
        return topics[: page_size(first, most=MAX_FACTS)]

    @resolved
    async def sources_for(
        self, info: Info, subject: Subject, object_: Object = None, first: First = 20
    ) -> list[SourceFacts]:
        """The texts that speak of a thing, or of an object of it, those that state most first; of 200 facts at most."""
        loaders = info.context.loaders
        views = await (loaders.stated.load((subject, object_)) if object_ else loaders.facts.load(subject))
        by_source = sorted(_grouped(views, lambda view: view.source.id).values(), key=len, reverse=True)
        return [
            SourceFacts(source=fact_of(group[0]).source, views=group)
            for group in by_source[: page_size(first, most=MAX_FACTS)]
        ]


def _topic_of(view: FactView) -> tuple[str, str]:
    predicate = OPPOSITES.get(view.predicate, view.predicate)
    return predicate, "" if predicate in ONE else view.attribute or view.object


def _topic(views: list[FactView]) -> Topic:
    groups = _grouped(views, lambda view: (view.predicate, view.object)).values()
    claims = sorted(map(_claim, groups), key=_rank)
    attribute, predicate = views[0].attribute, _topic_of(views[0])[0]
    one_holds = attribute in ONE_VALUED or predicate in ONE or predicate == "HAS_FEATURE"
    return Topic(attribute=attribute, contested=one_holds and len(claims) > 1, claims=claims)


def _rank(claim: Claim) -> tuple[bool, int, float, str]:
    corrected = any(view.source.kind == CORRECTION for view in claim.views)
    return not corrected, -claim.support, -claim.confidence, claim.object


def _claim(views: list[FactView]) -> Claim:
    first = views[0]
    return Claim(
        views=views,
        predicate=first.predicate,
        object=strawberry.ID(first.object),
        name=first.object_name,
        support=len(views),
        confidence=1.0 - reduce(lambda doubt, view: doubt * (1.0 - view.confidence), views, 1.0),
    )


def _grouped(views: Iterable[FactView], key: Callable[[FactView], K]) -> dict[K, list[FactView]]:
    groups: dict[K, list[FactView]] = {}
    for view in views:
        groups.setdefault(key(view), []).append(view)
    return groups

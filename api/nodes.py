"""One thing by its id."""

import asyncio
from typing import TYPE_CHECKING, Annotated, TypeVar

import strawberry

from api.access import check_role
from api.arguments import Id
from api.documented import object_type, resolved
from api.entities import Category, Entity, Feature, Info, Node, UseCase, Value, value_of
from api.errors import BadInputError
from api.facts import Fact, Source, fact_of, source_of
from api.jobs import job_of
from api.limits import MAX_PAGE
from api.people import segment_of
from api.products import Brand, Model, Product, entity_of, product_of
from api.rules import rule_of
from graph.views.things import Card, Named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 100, as answers give them.")]
T = TypeVar("T", bound=Entity)
V = TypeVar("V")


@object_type
class Nodes:
    """Fields that give things by id, null where there is none of the kind."""

    @resolved
    async def node(self, info: Info, id_: Id) -> Node | None:
        """A thing that a product is or has, a fact or source; a segment, rule or job for who may ask for those."""
        return await _node(info, id_)

    @resolved
    async def nodes(self, info: Info, ids: Ids) -> list[Node | None]:
        """What `node` gives of each id, in the place of its id."""
        if len(ids) > MAX_PAGE:
            raise BadInputError(f"`ids` has {len(ids)} ids; at most {MAX_PAGE} are taken")
        return await asyncio.gather(*(_node(info, id_) for id_ in ids))

    @resolved
    async def product(self, info: Info, id_: Id) -> Product | None:
        """One product, or null where there is none with this id."""
        card = await info.context.loaders.cards.load(id_)
        return product_of(card) if card else None

    @resolved
    async def brand(self, info: Info, id_: Id) -> Brand | None:
        """One brand, or null where there is none with this id."""
        return await _entity(info, id_, Brand)

    @resolved
    async def model(self, info: Info, id_: Id) -> Model | None:
        """One model, or null where there is none with this id."""
        return await _entity(info, id_, Model)

    @resolved
    async def category(self, info: Info, id_: Id) -> Category | None:
        """One category, or null where there is none with this id."""
        return await _entity(info, id_, Category)

    @resolved
    async def feature(self, info: Info, id_: Id) -> Feature | None:
        """One feature, or null where there is none with this id."""
        return await _entity(info, id_, Feature)

    @resolved
    async def parameter(self, info: Info, id_: Id) -> Value | None:
        """One value of an attribute, or null where there is none with this id."""
        return await _value(info, id_)

    @resolved
    async def use_case(self, info: Info, id_: Id) -> UseCase | None:
        """One use case, or null where there is none with this id."""
        return await _entity(info, id_, UseCase)


async def _node(info: Info, id_: str) -> Node | None:
    role, loaders = info.context.known().role, info.context.loaders
    match id_.partition("/"):
        case _, "", _:
            return await _stated(info, id_)
        case "parameter", *_:
            return await _value(info, id_)
        case "segment", *_:
            check_role(role, "Query.segments")
            return await _as(segment_of, loaders.segments.load(id_))
        case "rule", *_:
            check_role(role, "Query.rules")
            return await _as(rule_of, loaders.rules.load(id_))
        case "job", *_:
            check_role(role, "Query.job")
            return await _as(job_of, loaders.jobs.load(id_))
    return _shown(await loaders.nodes.load(id_))


async def _as(shown: "Callable[[V], Node]", loading: "Awaitable[V | None]") -> Node | None:
    found = await loading
    return shown(found) if found else None


async def _value(info: Info, id_: str) -> Value | None:
    found = await info.context.loaders.values.load(id_)
    return value_of(found) if found else None


async def _stated(info: Info, id_: str) -> Fact | Source | None:
    """Return the fact or the source of an id that is a hash."""
    loaders = info.context.loaders
    fact, source = await asyncio.gather(loaders.facts_by_id.load(id_), loaders.sources.load(id_))
    return fact_of(fact) if fact else source_of(source) if source else None


def _shown(found: Card | Named | None) -> Product | Entity | None:
    if found is None:
        return None
    return product_of(found) if isinstance(found, Card) else entity_of(found)


async def _entity(info: Info, id_: str, kind: type[T]) -> T | None:
    shown = _shown(await info.context.loaders.nodes.load(id_))
    return shown if isinstance(shown, kind) else None

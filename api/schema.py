"""The schema: its root fields, and the limits around them."""

from functools import partial

import strawberry
from graphql import ASTValidationRule, NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ValidationCache

from api import limits
from api.access import check_access
from api.analytics import Behaviour, behaviour_of
from api.arguments import After, Events, First, Other, Since, Until, User
from api.asking import Asking
from api.backoffice import BackOffice, Decisions
from api.behaviour import EventError, EventErrorCode, RecordedEvents, event_of
from api.comparison import Comparisons
from api.complexity import ComplexityRule
from api.connections import ProductConnection, products_page
from api.costs import check_cost
from api.documented import mutation, object_type, resolved
from api.entities import Info
from api.errors import BadInputError
from api.executing import KNOWN, Schema
from api.filters import Chosen, Sorted
from api.foreseen import details_below
from api.kinds import Kinds
from api.ledger import Ledger
from api.nodes import Nodes
from api.operations import check_named
from api.people import Profile, Segment, profile_of, segment_of
from api.products import KINDS, product_of
from api.projection import Projection
from api.recommendations import Recommendation, SimilarProduct, recommendation_of
from api.search import Searches
from api.streams import Coded, Parsed, check_stream
from api.subscriptions import Subscription
from api.walks import Walks
from api.within import Insisted, within_of
from graph.records import Event


@object_type
class Query(Nodes, Searches, Comparisons, Ledger, Walks, Kinds, BackOffice):
    """What can be asked."""

    @resolved
    async def products(
        self,
        info: Info,
        chosen: Chosen = None,
        order: Sorted = None,
        first: First = 20,
        after: After = None,
    ) -> ProductConnection:
        """Products that pass a filter, in an order, a page at a time; an order has no gaps when products come or go."""
        return await products_page(info, chosen, order, first, after)

    @resolved
    async def recommend(
        self, info: Info, user: User, first: First = 10, within: Insisted = None
    ) -> list[Recommendation]:
        """Products for a shopper, best first, none of which they own; what is popular for an unknown one."""
        size = limits.page_size(first)
        context = info.context
        details = list(details_below(info.selected_fields, "recommend", "product"))
        answers = await context.services.recommender.recommend(
            context.acting_for(user), size, within_of(within), partial(context.loaders.foresee, details)
        )
        cards = await context.loaders.cards.load_many([answer.product for answer in answers])
        return [recommendation_of(answer, card) for answer, card in zip(answers, cards, strict=True) if card]

    @resolved
    async def similar(
        self, info: Info, product: Other, first: First = 10, within: Insisted = None
    ) -> list[SimilarProduct]:
        """Products like one, best first."""
        size = limits.page_size(first)
        found = await info.context.services.reader.similar(product, size, within_of(within))
        return [
            SimilarProduct(
                product=product_of(like.card), relation=like.relation, score=like.score, origin=product
            )
            for like in found
        ]

    @resolved
    async def profile(self, info: Info, user: User) -> Profile | None:
        """What a shopper's behaviour tells, or null for an unknown one."""
        view = await info.context.services.people.profile(info.context.acting_for(user))
        return profile_of(view) if view else None

    @resolved
    async def segments(self, info: Info, first: First = limits.MAX_PAGE) -> list[Segment]:
        """The groups that shoppers fall into, the largest first."""
        size = limits.page_size(first)
        return [segment_of(view) for view in (await info.context.services.people.segments())[:size]]

    @resolved
    async def behaviour(self, since: Since = None, until: Until = None) -> Behaviour:
        """What shoppers did, added up for people who run the shop; each part reads all events of the window."""
        return behaviour_of(since, until)


@object_type
class Mutation(Decisions, Asking):
    """What can be changed."""

    @mutation
    async def record_events(self, info: Info, events: Events) -> RecordedEvents:
        """Record what shoppers did; the very next answers know it. At most 500 events a batch."""
        if len(events) > limits.MAX_EVENTS:
            raise BadInputError(f"{len(events)} events; at most {limits.MAX_EVENTS} are taken at once")
        good: list[Event] = []
        errors: list[EventError] = []
        for given in events:
            info.context.acting_for(given.user)
            if given.device_id:
                # What that one did becomes the shopper's: nobody's own word may say so of an id that is not theirs.
                info.context.acting_for(given.device_id)
            try:
                good.append(event_of(given))
            except BadInputError as error:
                errors.append(EventError(id=given.id, code=EventErrorCode.INVALID, message=str(error)))
        done = await info.context.services.recorder.record(good)
        products = {event.id: event.product for event in good}
        errors.extend(
            EventError(
                id=strawberry.ID(id_),
                code=EventErrorCode.UNKNOWN_PRODUCT,
                message=f"there is no product {products[id_]!r}",
            )
            for id_ in done.unknown_products
        )
        return RecordedEvents(
            recorded=len(done.recorded),
            duplicates=done.duplicates,
            doubtful=done.doubtful,
            late=done.late,
            out_of_order=done.out_of_order,
            errors=errors,
        )


def build_schema(*, introspection: bool = True) -> Schema:
    """Return the schema with its limits; parsed and validated documents are cached."""
    rules: list[type[ASTValidationRule]] = [
        ComplexityRule,
        *([] if introspection else [NoSchemaIntrospectionCustomRule]),
    ]
    return Schema(
        Query,
        Mutation,
        Subscription,
        types=KINDS.values(),
        execution_context_class=Projection,
        extensions=[
            partial(MaxTokensLimiter, limits.MAX_TOKENS),
            partial(AddValidationRules, rules),
            partial(Parsed, KNOWN),
            partial(ValidationCache, KNOWN),
            Coded,
        ],
        checks=[check_named, check_access, check_cost, check_stream],
    )

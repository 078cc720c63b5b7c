"""What callers are told of as it changes."""

from collections.abc import AsyncGenerator

import strawberry

from api import limits
from api.arguments import First, Id, User
from api.asking import Conversation, Message, Need, Where, said
from api.documented import object_type, resolved, subscription
from api.entities import Info
from api.errors import BadInputError
from api.jobs import Job, JobState, job_of
from api.nodes import Ids
from api.products import Product, product_of
from api.recommendations import Recommendation, recommendation_of
from api.replies import Reply, Setting, reply_of
from api.values import Money, money
from graph.watching import Price


@object_type
class PriceDrop:
    """A price that became lower."""

    product_id: strawberry.Private[str]
    old: Money = strawberry.field(description="What the product cost when it was looked at last.")
    new: Money = strawberry.field(description="What it costs, in the same currency.")

    @resolved
    async def product(self, info: Info) -> Product | None:
        """The product, null where it is gone meanwhile."""
        card = await info.context.loaders.cards.load(self.product_id)
        return product_of(card) if card else None


OVER = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@object_type
class Subscription:
    """What can be followed, over a stream of events or on a socket; what is not taken in time gives way to newer."""

    @subscription
    async def price_drops(self, info: Info, products: Ids) -> AsyncGenerator[PriceDrop, None]:
        """Each time the price of one of these products becomes lower, from now on."""
        limits.within("products", len(products), limits.MAX_PAGE)
        known: dict[str, Price] = {}
        async with info.context.services.topics.prices.follow(products) as changes:
            async for prices in changes:
                for product, price in prices.items():
                    if price is None:
                        continue
                    old = known.get(product, price)
                    known[product] = price
                    if price.currency == old.currency and price.amount < old.amount:
                        yield PriceDrop(
                            product_id=product,
                            old=money(old.amount, old.currency),
                            new=money(price.amount, price.currency),
                        )

    @subscription
    async def recommendation_changes(
        self, info: Info, user: User, first: First = 10
    ) -> AsyncGenerator[list[Recommendation], None]:
        """The list for a shopper, now and each time it is another: after what they do, a new ranking, another rule."""
        size, context = limits.page_size(first), info.context
        services, shopper = context.services, context.acting_for(user)
        shown: list[str] | None = None
        async with services.topics.bases.follow([shopper]) as changes:
            async for _ in changes:
                async with services.topics.making:
                    answers = await services.recommender.recommend(shopper, size)
                products = [answer.product for answer in answers]
                if products != shown:
                    cards = await services.reader.cards(products)
                    yield [
                        recommendation_of(answer, cards[answer.product])
                        for answer in answers
                        if answer.product in cards
                    ]
                shown = products

    @subscription
    async def ask(
        self,
        info: Info,
        message: Message,
        conversation: Conversation = None,
        setting: Where = Setting.SHOP,
        need: Need = None,
    ) -> AsyncGenerator[Reply, None]:
        """The assistant's answer as it grows: what was understood (PARSE), then products, then all of it."""
        async for id_, answer in said(info, message, conversation, setting, need):
            yield reply_of(id_, answer)

    @subscription
    async def job_progress(self, info: Info, id_: Id) -> AsyncGenerator[Job, None]:
        """How far a job is, now and each time it says so, until it is over."""
        told: Job | None = None
        async with info.context.services.topics.jobs.follow([id_]) as changes:
            async for jobs in changes:
                job = jobs[id_]
                if job is None:
                    if told:
                        return
                    raise BadInputError(f"there is no job {id_!r}")
                progress = job_of(job)
                if progress != told:
                    yield progress
                told = progress
                if progress.state in OVER:
                    return

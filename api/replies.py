"""What the assistant answers, as GraphQL has it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, cast

import strawberry

from api.documented import enum_type, object_type, resolved
from api.entities import Info
from api.facts import Fact, fact_of
from api.products import Product, product_of
from api.values import Language

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.claims import Claim
    from graph.views.things import Card


@enum_type(
    SHOP="An online shop.",
    STORE="A store with shelves: stock and shelf are told.",
    CONTENT="A site with articles: they are told of.",
)
class Setting(Enum):
    """Where the assistant stands."""

    SHOP = "shop"
    STORE = "store"
    CONTENT = "content"


@enum_type(
    PARSE="What was understood, while products are looked for.",
    PRODUCTS="Products that meet the need; `relaxations` where none does.",
    QUESTION="A question back, with `options`.",
    ANSWER="What is known of a product.",
    UNKNOWN="That nobody has said it, or which product is meant is not clear.",
    COMPARISON="Products side by side.",
    ARTICLES="What texts say of a feature or a use.",
    POLICY="What the shop's policies say.",
    ORDER="What the shopper's own orders say.",
    TICKET="The ticket of a conversation that a person takes over.",
    TALK="Small talk, such as a greeting.",
)
class Shows(Enum):
    """What an answer shows."""

    PARSE = "parse"
    PRODUCTS = "products"
    QUESTION = "question"
    ANSWER = "answer"
    UNKNOWN = "unknown"
    COMPARISON = "comparison"
    ARTICLES = "articles"
    POLICY = "policy"
    ORDER = "order"
    TICKET = "ticket"
    TALK = "talk"


@object_type
class Sentence:
    """A sentence of an answer, and what proves it."""

    text: str = strawberry.field(description="The words.")
    fact_ids: list[strawberry.ID] = strawberry.field(description="Ids of the facts that state it.")
    records: list[strawberry.ID] = strawberry.field(
        description="Ids of the products, policies, orders or tickets that it repeats."
    )

    @resolved
    async def facts(self, info: Info) -> list[Fact]:
        """The facts that state it, each with the sentence of its source."""
        found = await info.context.loaders.facts_by_id.load_many(list(self.fact_ids))
        return [fact_of(view) for view in found if view]


@object_type
class Suggested:
    """A product that is shown, and why."""

    card: strawberry.Private[object]
    reasons: list[Sentence] = strawberry.field(
        description="What it has of what is wanted, each with its facts."
    )

    @resolved
    def product(self) -> Product:
        """The product."""
        return product_of(cast("Card", self.card))


@object_type
class Relaxed:
    """The need with less, and what that gives."""

    slot: str = strawberry.field(description="What is given up or widened, as it stands in `need`.")
    instead: str | None = strawberry.field(description="What it would be; null where it is left out.")
    besides: str | None = strawberry.field(
        description="What is left out with it, where one thing less is not enough."
    )
    products: int = strawberry.field(description="How many products that gives.")
    text: str = strawberry.field(description="That in words.")


@object_type
class SideBySide:
    """A line of a comparison."""

    name: str = strawberry.field(description="The attribute, or the id of the feature.")
    label: str = strawberry.field(description="What people call it.")
    values: list[str | None] = strawberry.field(
        description="What each product has, in their order; null where nobody says."
    )
    differs: bool = strawberry.field(description="Whether the products differ in it.")


@object_type
class Reply:
    """What the assistant answers."""

    conversation: strawberry.ID = strawberry.field(
        description="Send it with the next message; nobody can guess it."
    )
    shows: Shows = strawberry.field(description="What the answer is; PARSE while products are looked for.")
    language: Language = strawberry.field(description="Language of the answer, that of the message.")
    need: list[str] = strawberry.field(
        description="What is wanted as it was understood, such as price<=3000 CNY; send it back corrected as `need`."
    )
    sentences: list[Sentence] = strawberry.field(description="The answer, sentence by sentence.")
    products: list[Suggested] = strawberry.field(description="Products shown or spoken of.")
    total: int = strawberry.field(description="How many products meet the need.")
    relaxations: list[Relaxed] = strawberry.field(
        description="Where none does: what gives some, nearest first."
    )
    options: list[str] = strawberry.field(description="Answers that a question back offers.")
    comparison: list[SideBySide] = strawberry.field(description="Products side by side, what differs first.")
    ticket: strawberry.ID | None = strawberry.field(description="The ticket, where a person takes over.")

    @resolved
    def text(self) -> str:
        """The whole answer."""
        return "\n".join(sentence.text for sentence in self.sentences)


def reply_of(conversation: str, answer: Answer) -> Reply:
    """Return the type for an answer."""
    return Reply(
        conversation=strawberry.ID(conversation),
        shows=Shows(answer.shows),
        language=Language(answer.language),
        need=[str(slot) for slot in answer.need],
        sentences=[_sentence(claim) for claim in answer.claims],
        products=[
            Suggested(card=shown.card, reasons=[_sentence(claim) for claim in shown.reasons])
            for shown in answer.products
        ],
        total=answer.total,
        relaxations=[
            Relaxed(
                slot=str(relaxed.slot),
                instead=str(relaxed.instead) if relaxed.instead else None,
                besides=str(relaxed.besides) if relaxed.besides else None,
                products=relaxed.total,
                text=relaxed.text,
            )
            for relaxed in answer.relaxations
        ],
        options=list(answer.options),
        comparison=[
            SideBySide(name=row.name, label=row.label, values=list(row.values), differs=row.differs)
            for row in answer.rows
        ],
        ticket=strawberry.ID(answer.ticket) if answer.ticket else None,
    )


def _sentence(claim: Claim) -> Sentence:
    return Sentence(
        text=claim.text,
        fact_ids=[strawberry.ID(id_) for id_ in claim.facts],
        records=[strawberry.ID(id_) for id_ in claim.records],
    )

"""Recommendations with their reasons."""

from typing import TYPE_CHECKING

import strawberry

from api.documented import object_type, resolved
from api.entities import Info
from api.facts import Fact, fact_of
from api.loaders import Beside
from api.products import Product, product_of
from api.steps import Step, step_of
from api.values import In, Language
from graph.views.things import Card

if TYPE_CHECKING:
    from recommend import answers


@object_type
class Reason:
    """Why a product is recommended: a path that exists in the graph."""

    reason: strawberry.Private["answers.Reason"]
    kind: str = strawberry.field(
        description="item, together, shared, asked, preferred, peers, popular or stated: the kind of path."
    )

    @resolved
    def path(self) -> list[Step]:
        """The path to the product: from the shopper, or from the product that it stands beside."""
        return [step_of(step) for step in self.reason.path]

    @resolved
    def facts(self) -> list[Fact]:
        """The facts the path rests on, with their sentences."""
        return [fact_of(fact) for fact in self.reason.facts]

    @resolved
    def text(self, language: In = Language.EN) -> str:
        """The reason in words."""
        return self.reason.text_zh if language is Language.ZH else self.reason.text_en


@object_type
class RecallScore:
    """How strongly one recall brought the product up."""

    name: str = strawberry.field(description="item, embedding, path, segment or popularity.")
    score: float = strawberry.field(description="In [0, 1]; 1 is the recall's best product.")


@object_type
class AppliedRule:
    """A merchandiser's rule that acted on the product."""

    id: strawberry.ID = strawberry.field(description="Id of the rule.")
    action: str = strawberry.field(description="pin, bury or boost.")
    reason: str = strawberry.field(description="Why the merchandiser made it.")


@object_type
class Recommendation:
    """A product for a shopper, and why."""

    product: Product = strawberry.field(description="The product.")
    score: float = strawberry.field(description="What the ranking gave it; only the order means something.")
    recalls: list[RecallScore] = strawberry.field(description="The recalls that brought it up.")
    reasons: list[Reason] = strawberry.field(description="At least one, the one that weighs most first.")
    rules: list[AppliedRule] = strawberry.field(description="The rules that moved it.")


@object_type
class Explained:
    """A product beside another one, `origin`, and why it stands there."""

    origin: strawberry.Private[str]
    product: Product = strawberry.field(description="The product.")

    @resolved
    async def reasons(self, info: Info) -> list[Reason]:
        """Why it stands beside the other: what joins the two, and what both have, each a path from the other."""
        return await reasons_of(info, self.origin, self.product)


@object_type
class SimilarProduct(Explained):
    """A product like another."""

    relation: str = strawberry.field(description="How that is known: SIMILAR_TO, EMBEDDING or OF_MODEL.")
    score: float = strawberry.field(description="How alike they are; compare it within one relation only.")


async def reasons_of(info: Info, origin: str | None, product: Product) -> list[Reason]:
    """Return why a product stands beside another, or without one why it is popular."""
    found = await info.context.loaders.beside.load(Beside(origin, product.id))
    return [Reason(reason=reason, kind=reason.kind) for reason in found]


def recommendation_of(answer: "answers.Recommendation", card: Card) -> Recommendation:
    """Return the type for an answer and the card of its product."""
    return Recommendation(
        product=product_of(card),
        score=answer.score,
        recalls=[RecallScore(name=name, score=score) for name, score in answer.recalls.items()],
        reasons=[Reason(reason=reason, kind=reason.kind) for reason in answer.reasons],
        rules=[
            AppliedRule(id=strawberry.ID(rule.id), action=rule.action, reason=rule.reason)
            for rule in answer.rules
        ],
    )

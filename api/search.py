"""Search: what a text finds, and what it may be about to become."""

from enum import Enum

import strawberry

from api.arguments import First, Text
from api.documented import enum_type, object_type, resolved
from api.entities import Entity, Info
from api.errors import BadInputError
from api.limits import MAX_TEXT, page_size
from api.products import Product, entity_of, product_of
from graph.views.things import Card


@enum_type(
    WORDS="By a word of its names.",
    SPELLING="By a word of its names that is spelt nearly so.",
    GRAPH="As what the text names, or a product joined to it.",
    VECTORS="By a vector near those of the best products.",
)
class FoundBy(Enum):
    """How something was found."""

    # `search_hits` in `graph/cypher/search.cypher` says it exactly.
    WORDS = "WORDS"
    SPELLING = "SPELLING"
    GRAPH = "GRAPH"
    VECTORS = "VECTORS"


@object_type
class SearchHit:
    """Something a search found: a product, or a brand, model, category, feature or use case."""

    score: float = strawberry.field(description="Only the order means something.")
    by: list[FoundBy] = strawberry.field(description="How it was found.")
    product: Product | None = strawberry.field(description="The product, where it is one.")
    entity: Entity | None = strawberry.field(description="The other thing, where it is none.")


@object_type
class Suggestion:
    """A name that a text may be about to become."""

    text: str = strawberry.field(description="The name, in the language of the text.")
    entity: Entity = strawberry.field(description="What is called so.")


@object_type
class Suggestions:
    """What a text may be about to become."""

    corrected: str | None = strawberry.field(
        description="The text as it may have been meant; null where it is as it should be."
    )
    names: list[Suggestion] = strawberry.field(description="Names like it, the likeliest first.")


@object_type
class Searches:
    """Fields that find things by a text."""

    @resolved
    async def search(self, info: Info, text: Text, first: First = 10) -> list[SearchHit]:
        """What a text finds in Chinese or English, typing errors forgiven: by words, graph and vectors, best first."""
        matches = await info.context.services.search.search(_short(text), page_size(first))
        return [
            SearchHit(
                score=match.score,
                by=[FoundBy(how) for how in match.by],
                product=product_of(match.node) if isinstance(match.node, Card) else None,
                entity=None if isinstance(match.node, Card) else entity_of(match.node),
            )
            for match in matches
        ]

    @resolved
    async def suggest(self, info: Info, text: Text, first: First = 5) -> Suggestions:
        """Names for a text that is being typed, and the text without its typing errors."""
        corrected, found = await info.context.services.search.suggest(_short(text), page_size(first))
        return Suggestions(
            corrected=corrected,
            names=[Suggestion(text=each.text, entity=entity_of(each.node)) for each in found],
        )


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise BadInputError(f"`text` has {len(text)} characters; at most {MAX_TEXT} are taken")
    return text

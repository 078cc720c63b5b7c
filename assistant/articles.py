"""What articles say of a feature or a use, with their sentences."""

from __future__ import annotations

from typing import Final

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.naming import attribute_name, name_in, say
from assistant.ports import Facts, Finding
from assistant.twins import features_of
from assistant.views import Article
from assistant.wording import Language

MOST: Final = 6
"""Articles that are told of."""


async def articles(facts: Facts, finding: Finding, entity: str, language: Language) -> Answer:
    """Return what texts say of an entity, or that none speaks of it; of an attribute, of what it measures."""
    measured = features_of(entity) if "/" not in entity else ()
    spoken_of = measured[0] if measured else entity
    nodes = await facts.nodes([spoken_of])
    known = nodes.get(spoken_of)
    name = name_in(known, language) if known else attribute_name(entity, language)
    found = await finding.articles(spoken_of, MOST)
    head = Claim(say("articles" if found else "no_articles", language, asked=name))
    claims = (head, *(_told(article, language) for article in found))
    return Answer(language, "article", "articles", claims=claims, asks=entity)


def _told(article: Article, language: Language) -> Claim:
    fact = article.fact
    text = say("article", language, sentence=fact.sentence, title=article.title or fact.source.origin)
    return Claim(" ".join([text, *_links(article)[:1]]), (fact.id,))


def _links(article: Article) -> list[str]:
    """Return addresses where a text can be read on, or what it is about can: its own first."""
    known = (article.fact.source.origin, article.url or "")
    return [address for address in known if address.startswith(("https://", "http://"))]

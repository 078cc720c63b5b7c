"""One real answer after the set-up, asked through the API as a frontend would."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httpx

from daogou.errors import StateError
from daogou.services import Services
from daogou.serving import make_app
from daogou.settings import Settings

SHOPPER: Final = "user/sim-001"
QUESTIONS: Final = """
query Demo($user: ID!) {
  recommend(user: $user, first: 3) { product { id title price { amount currency } } score
    reasons { text(lang: EN) facts { sentence mention source { kind origin } } } }
  profile(user: $user) { segments { segment { name description size } } }
  segments { id name description size }
}
"""
PRODUCT: Final = """
query Facts($id: ID!) {
  product(id: $id) { title facts(first: 3) { predicate objectName mention sentence confidence source { kind origin } } }
}
"""


def summarise(settings: Settings, services: Services) -> dict[str, Any]:
    """Return the counts of the graph, an answer for a simulated shopper, and lines that show them.

    Raises:
        StateError: the API answers with an error.
    """
    counts = services.export.counts()
    answers = asyncio.run(_ask(settings, services))
    lines = [*_counted(counts), "", *_recommended(answers), "", *_stated(answers), "", *_open(settings)]
    return {"counts": counts, **answers, "lines": lines}


async def _ask(settings: Settings, services: Services) -> dict[str, Any]:
    app = make_app(settings, services.connection)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        answer = await _post(client, QUESTIONS, {"user": SHOPPER})
        best = answer["recommend"][0]["product"]["id"] if answer["recommend"] else ""
        return {**answer, **await _post(client, PRODUCT, {"id": best})}


async def _post(client: httpx.AsyncClient, query: str, variables: dict[str, str]) -> dict[str, Any]:
    body = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    if body.get("errors"):
        raise StateError(f"the API answers {body['errors'][0]['message']!r}")
    data: dict[str, Any] = body["data"]
    return data


def _counted(counts: dict[str, dict[str, int]]) -> list[str]:
    shown = ("Product", "Model", "Brand", "Feature", "Parameter", "Fact", "Source", "User", "Segment")
    return ["The graph holds " + ", ".join(f"{counts['node'].get(label, 0):,} {label}" for label in shown)]


def _recommended(answers: dict[str, Any]) -> list[str]:
    lines = [f"For {SHOPPER} (a simulated shopper):"]
    for memberships in (answers["profile"] or {}).get("segments", [])[:1]:
        segment = memberships["segment"]
        lines.append(f"  segment  {segment['name']}: {segment['description']}")
    for found in answers["recommend"]:
        lines.append(f"  product  {found['product']['title']}")
        lines += [f"    because {reason['text']}" for reason in found["reasons"]]
        facts = [fact for reason in found["reasons"] for fact in reason["facts"]]
        lines += [f"    stated  “{fact['sentence']}” ({fact['source']['kind']})" for fact in facts[:1]]
    return lines


def _stated(answers: dict[str, Any]) -> list[str]:
    product = answers["product"]
    if not product:
        return []
    lines = [f"What is known of {product['title']}:"]
    for fact in product["facts"]:
        source = fact["source"]
        lines.append(
            f"  {fact['predicate']} {fact['objectName']}: “{fact['sentence']}” ({source['kind']}, {source['origin']})"
        )
    return lines


def _open(settings: Settings) -> list[str]:
    status = settings.server().local().status()
    lines = [f"GraphQL and GraphiQL   http://{settings.host}:{settings.port}/graphql"]
    if status.running and not settings.neo4j_uri:
        lines += [
            f"Neo4j Browser          {status.browser}  (bolt {status.bolt}, user neo4j,",
            f"                       password in {settings.server().local().password_file})",
        ]
    return lines

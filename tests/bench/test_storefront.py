"""The storefront's benchmark: what is asked of the peers is what our server asks."""

from __future__ import annotations

from graphql import parse

from bench.storefront_cases import PEER_DOCUMENTS, documents
from bench.storefront_plain import Ran, waves


def ran(name: str, began: float, ended: float) -> Ran:
    return Ran(name, {}, began, ended)


def test_statements_that_ran_side_by_side_are_one_wave() -> None:
    shopper, proofs, cards, details = (
        ran("shopper", 0, 1), ran("proofs", 1, 5), ran("cards", 2, 3), ran("details", 6, 7)
    )  # fmt: skip
    grouped = waves([shopper, cards, proofs, details])
    assert [[one.text for one in wave] for wave in grouped] == [["shopper"], ["proofs", "cards"], ["details"]]


def test_the_peers_queries_are_of_queries_that_we_answer() -> None:
    ours = documents() | documents(PEER_DOCUMENTS / "flat")
    peers = documents(PEER_DOCUMENTS / "queries")
    assert peers
    assert peers.keys() <= ours.keys()
    for text in peers.values():
        parse(text)

"""What comes after the sale within a conversation: what was chosen, and when a person takes over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.aftersale import AfterSale
from assistant.reading.message import Message
from assistant.service import Handed, Service
from assistant.state import State
from tests.assistant.samples import Orders, Policies
from tests.assistant.shopping import said

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def trouble(text: str) -> Message:
    return replace(said(text), intent="howto", topic="how-to", language="en")


@pytest.mark.parametrize(
    ("then", "shows"),
    [
        ("restarted it twice, still the same", "ticket"),
        ("it did not help", "ticket"),
        ("there is a smell too", "policy"),
        ("2", "policy"),
        ("tried that, it does not charge either", "policy"),
    ],
)
async def test_a_person_takes_over_where_no_trouble_that_was_listed_is_theirs(then: str, shows: str) -> None:
    handed: list[Handed] = []

    async def hand_over(what: Handed) -> str:
        handed.append(what)
        return "ticket/1"

    service = Service(AfterSale(Orders(), Policies()), hand_over, lambda: NOW)
    first = await service.answer(trouble("it hums"), State(), None, [])
    assert first.shows == "policy"
    choices = tuple((choice.record, choice.text, choice.product) for choice in first.choices)
    assert choices
    second = await service.answer(trouble(then), State(choices=choices), None, [])
    assert second.shows == shows
    assert [what.message for what in handed] == ([then] if shows == "ticket" else [])

"""What a plan has to know besides a need is read once in a while, however long the machine has run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from assistant import finding
from assistant.finding import KEPT_SECONDS, Finder
from assistant.ports import Facts, Finding
from assistant.slots import read_slot


class Values:
    """A graph that states two systems, and counts who asks."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    async def values(self, attributes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        self.asked.append(list(attributes))
        return {"os": ["Android 13", "iOS"]}


@pytest.mark.parametrize("running", [1.0, 1_000_000.0])
async def test_values_are_read_once_in_a_while(running: float, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, clock = Values(), [running]
    monkeypatch.setattr(finding.time, "monotonic", lambda: clock[0])
    finder = Finder(cast("Finding", graph), cast("Facts", None))
    need = (read_slot("os=Android"), read_slot("color=黑色"))
    for _ in range(2):
        around = await finder.around(need, {})
        assert around.stated == {"os": ["Android 13", "iOS"], "color": ()}
    assert graph.asked == [["color", "os"]]
    clock[0] += KEPT_SECONDS
    await finder.around(need, {})
    assert len(graph.asked) == 2

"""Shoppers' words lead to the how-to that they mean."""

from __future__ import annotations

import pytest

from assistant.troubleshooting import asked_for, steps
from extraction.folding import language_of
from graph.policies import Policy
from tests.seeds.samples import rows

NAMES = ("id", "topic", "title", "text", "language")
HOW_TO = [
    Policy(**{name: row[name] for name in NAMES}, asked_as=tuple(row["asked_as"]))
    for row in rows("policies")
    if row["topic"] == "how-to"
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("手机充不进电", "charging-zh"),
        ("耳机连不上蓝牙怎么办", "bluetooth-zh"),
        ("开不了机", "no-power-zh"),
        ("手机好卡", "frozen-zh"),
        ("平板充电时发烫", "overheating-zh"),
        ("怎么把旧手机数据转过来", "setup-zh"),
        ("my phone won't turn on", "no-power-en"),
        ("It Freezes all the time", "frozen-en"),
        ("it gets very hot", "overheating-en"),
        ("the watch does not pair", "bluetooth-en"),
        ("how do I move my data to the new phone", "setup-en"),
        ("how do I set up my new phone", "setup-en"),
        ("how do I set up eSIM", None),
        ("屏幕碎了", None),
        ("the screen is broken", None),
        ("", None),
    ],
)
def test_words_lead_to_what_is_meant(text: str, meant: str | None) -> None:
    found = asked_for(text, [policy for policy in HOW_TO if policy.language == language_of(text)])
    assert (found and found.id) == meant


def test_every_trouble_has_several_steps() -> None:
    assert {len(steps(policy)) >= 2 for policy in HOW_TO} == {True}

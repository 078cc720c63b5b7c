"""The subscriptions of the guide are valid, and its table has them all."""

from __future__ import annotations

import json
import re

from graphql import parse, validate

from api import limits
from api.schema import build_schema
from tests.docs.blocks import GUIDE, block

SCHEMA = build_schema()._schema
TEXT = (GUIDE / "subscriptions.md").read_text("utf-8")


def test_the_command_asks_for_what_there_is() -> None:
    command = block("sh", "drops")
    (body,) = re.findall(r"-d '(.*)'", command)
    assert validate(SCHEMA, parse(json.loads(body)["query"])) == []
    assert "Accept: text/event-stream" in command


def test_all_are_told() -> None:
    assert SCHEMA.subscription_type
    told = set(re.findall(r"^\| `(\w+)\(", TEXT, re.MULTILINE))
    assert told == SCHEMA.subscription_type.fields.keys()


def test_the_limits_are_those_of_the_api() -> None:
    for number, what in (
        (limits.MAX_STREAMS, "subscriptions of one caller"),
        (limits.MAX_SUBSCRIPTIONS, "operations on one socket"),
        (limits.MAX_SILENCE, "seconds"),
        (limits.MAX_STALL, "seconds"),
        (limits.MAX_PAGE, "products"),
    ):
        assert f"{number} {what}" in TEXT

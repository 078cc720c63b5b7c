"""What frontends were given stays: the schema breaks nothing of `api/schema.released.graphql`."""

from __future__ import annotations

import pytest
from graphql import build_schema, find_breaking_changes

from daogou.settings import PROJECT

RELEASED = (PROJECT / "api" / "schema.released.graphql").read_text("utf-8")
ACCEPT = "`make accept` takes a breaking change on, with a line in CHANGELOG.md that says what frontends do"


def breaks(schema: str) -> list[str]:
    return [
        change.description for change in find_breaking_changes(build_schema(RELEASED), build_schema(schema))
    ]


def test_nothing_that_was_released_breaks() -> None:
    assert breaks((PROJECT / "api" / "schema.graphql").read_text("utf-8")) == [], ACCEPT


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  productCount: Int!", "  productTotal: Int!"),
        ("  title: String!", "  title: String"),
        ("  MAH\n", "  MILLI_AMPERE_HOURS\n"),
        ("input PriceRange {", "input PriceRange {\n  region: String!"),
    ],
)
def test_a_field_an_enum_value_or_an_argument_that_frontends_use_cannot_change(
    before: str, after: str
) -> None:
    assert before in RELEASED
    assert breaks(RELEASED.replace(before, after))


def test_what_is_new_breaks_nothing() -> None:
    assert breaks(RELEASED.replace("enum Unit {", "enum Unit {\n  GRAIN")) == []
    assert breaks(RELEASED.replace("input PriceRange {", "input PriceRange {\n  region: String = null")) == []

"""A document of several operations is asked for one of them, by its name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api

TWO = "query A { a: __typename } query B { b: __typename }"


@pytest.mark.usefixtures("graph")
async def test_which_of_several_is_said(api: Api) -> None:
    async def ask(**more: object) -> Any:
        return (await api.http.post("/graphql", json={"query": TWO, **more})).json()

    for _ in range(2):  # the second time the document is known
        assert (await ask(operationName="B"))["data"] == {"b": "Query"}
        unnamed = await ask()
        assert unnamed["data"] is None
        assert unnamed["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert (await api.ask("query A { a: __typename }")) == {"a": "Query"}

"""Projected objects: the answer is the executor's own, to the letter, whatever is asked and whatever goes wrong."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import strawberry
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache

from api.documented import object_type, resolved
from api.projection import Projection
from api.selections import Selections


@object_type
class Leaf:
    """A thing of values."""

    id: strawberry.ID
    size: float | None = None
    tags: list[str] = strawberry.field(default_factory=list)

    @resolved
    def greeting(self, name: str = "you") -> str:
        """Computed without waiting."""
        if name == "nobody":
            raise ValueError(name)
        return f"{self.id} greets {name}"

    @resolved
    async def late(self, info: strawberry.Info, name: str = "you") -> str:
        """Computed with waiting."""
        await asyncio.sleep(0)
        if name == "nobody":
            raise ValueError(name)
        return f"{name}, late as {info.field_name} of {info.context}"

    @resolved
    async def later(self) -> Leaf:
        """Another, with waiting."""
        await asyncio.sleep(0)
        return Leaf(id=strawberry.ID(f"{self.id}+"))

    @resolved
    async def none(self) -> str:
        """Not there, though it must."""
        await asyncio.sleep(0)
        return None  # type: ignore[return-value]


@object_type
class Branch:
    """A thing of things."""

    name: str
    leaf: Leaf
    leaves: list[Leaf | None]
    missing: Leaf | None = None


@object_type
class Query:
    """What is asked."""

    @resolved
    def branches(self) -> list[Branch]:
        """Two of them."""
        return [
            Branch(
                name="oak",
                leaf=Leaf(id=strawberry.ID("a"), size=1),
                leaves=[Leaf(id=strawberry.ID("b")), None],
            ),
            Branch(name="elm", leaf=Leaf(id=strawberry.ID("c"), tags=["x", "y"]), leaves=[]),
        ]

    @resolved
    def broken(self) -> list[Branch | None]:
        """One that has no name, though it must."""
        leaf = Leaf(id=strawberry.ID("a"))
        return [Branch(name=None, leaf=leaf, leaves=[]), Branch(name="ash", leaf=leaf, leaves=[])]  # type: ignore[arg-type]


@object_type
class Twig:
    """A thing whose parts are loaded."""

    id: str

    @resolved
    async def one(self, info: strawberry.Info) -> str:
        """A part."""
        return str(await info.context.load(f"{self.id}1"))

    @resolved
    async def two(self, info: strawberry.Info) -> str:
        """Another."""
        return str(await info.context.load(f"{self.id}2"))


@object_type
class Tree:
    """What is asked of twigs."""

    @resolved
    def twigs(self) -> list[Twig]:
        """Two of them."""
        return [Twig(id="a"), Twig(id="b")]


ASKED = [
    "{ branches { name leaf { id size tags } } }",
    "{ branches { __typename n: name leaves { __typename id size } missing { id } } }",
    "{ branches { leaf { id } ... on Branch { leaf { size } } ...more } } fragment more on Branch { leaf { tags } }",
    '{ branches { leaf { greeting other: greeting(name: "Ann") } } }',
    "query($who: String!) { branches { leaf { greeting(name: $who) } } }",
    "query($yes: Boolean!) { branches { name @skip(if: $yes) leaf { id @include(if: $yes) size } } }",
    "{ branches { name leaf { id late } } }",
    "{ broken { name leaf { id } } }",
    '{ branches { name leaf { id greeting(name: "nobody") } } }',
    '{ branches { leaf { late size other: late(name: "Ann") later { id later { late id } } } leaves { late } } }',
    '{ branches { name leaf { id late(name: "nobody") later { id } } } }',
    '{ branches { name leaf { later { id greeting(name: "nobody") late } } } }',
    "{ branches { name missing { late } leaves { none } } }",
    "{ branches { name leaf { later { none } } } }",
]


def schema(executor: type[Projection] | None) -> strawberry.Schema:
    return strawberry.Schema(Query, execution_context_class=executor)


async def answer(made: strawberry.Schema, query: str) -> tuple[Any, list[Any]]:
    result = await made.execute(query, variable_values={"who": "Bob", "yes": True}, context_value="a test")
    return result.data, [error.formatted for error in result.errors or []]


@pytest.mark.parametrize("query", ASKED)
async def test_the_answer_is_the_executors_own(query: str) -> None:
    assert await answer(schema(Projection), query) == await answer(schema(None), query)


@pytest.mark.parametrize("query", ASKED[3:6])
async def test_a_document_that_comes_again_is_answered_by_its_own_variables(query: str) -> None:
    made, plain = (
        strawberry.Schema(Query, execution_context_class=executor, extensions=[ParserCache])
        for executor in (Projection, None)
    )
    for who, yes in (("Bob", True), ("Ann", False), ("nobody", True)):
        for each in (made, plain):
            await each.execute(query, {"who": who, "yes": yes}, context_value=who)
        given = {"who": who, "yes": yes}
        one, other = [await each.execute(query, given, context_value=who) for each in (made, plain)]
        assert (one.data, str(one.errors)) == (other.data, str(other.errors))


async def test_a_kept_selection_has_the_context_of_its_own_request() -> None:
    made = strawberry.Schema(Query, execution_context_class=Projection, extensions=[ParserCache])
    told = [
        await made.execute("{ branches { leaf { late } } }", context_value=context) for context in ("a", "b")
    ]
    assert [each.data["branches"][0]["leaf"]["late"] for each in told if each.data] == [
        "you, late as late of a", "you, late as late of b",
    ]  # fmt: skip


async def test_nothing_but_what_fails_is_resolved_field_by_field(monkeypatch: pytest.MonkeyPatch) -> None:
    resolved_singly: list[str] = []
    execute = Projection.execute_field

    def counted(self: Projection, parent: Any, source: Any, details: Any, path: Any, context: Any) -> Any:
        resolved_singly.append(parent.name)
        return execute(self, parent, source, details, path, context)

    monkeypatch.setattr(Projection, "execute_field", counted)
    await answer(schema(Projection), ASKED[0])
    assert set(resolved_singly) == {"Query"}
    await answer(schema(Projection), ASKED[9])
    assert set(resolved_singly) == {"Query"}
    await answer(schema(Projection), ASKED[10])
    assert set(resolved_singly) == {"Query", "Branch", "Leaf"}


async def test_what_waits_does_so_together() -> None:
    async def ids(keys: list[str]) -> list[str]:
        batches.append(keys)
        return keys

    batches: list[list[str]] = []
    made = strawberry.Schema(Tree, execution_context_class=Projection)
    result = await made.execute("{ twigs { id one two } }", context_value=DataLoader(load_fn=ids))
    assert result.errors is None
    assert batches == [["a1", "a2", "b1", "b2"]]


@object_type
class Garden:
    """What is asked of one leaf."""

    @resolved
    def leaf(self, id: strawberry.ID) -> Leaf:  # noqa: A002
        """The leaf of that id."""
        return Leaf(id=id)

    @resolved
    def error(self) -> Leaf:
        """An error that is given and not raised."""
        return ValueError("no leaf")  # type: ignore[return-value]


async def test_a_field_is_put_together_once_whatever_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    made, put = strawberry.Schema(Garden, extensions=[ParserCache], execution_context_class=Projection), []
    whole = Selections._object
    monkeypatch.setattr(Selections, "_object", lambda *given, **also: put.append(1) or whole(*given, **also))
    query = "query($id: ID!) { leaf(id: $id) { id size } }"
    for id_ in ("a", "b", "c"):
        result = await made.execute(query, variable_values={"id": id_})
        assert result.data == {"leaf": {"id": id_, "size": None}}
    assert len(put) == 1


async def test_an_error_that_is_given_is_one() -> None:
    made = strawberry.Schema(Garden, execution_context_class=Projection)
    result = await made.execute("{ error { __typename } }")
    assert result.data is None
    assert [error.message for error in result.errors or ()] == ["no leaf"]

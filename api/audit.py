"""Who changed what, and when."""

import json
from typing import Final

import strawberry
from strawberry.relay import PageInfo
from strawberry.scalars import JSON

from api import cursors
from api.documented import object_type
from api.entities import Info
from api.limits import page_size
from graph.changes import Change as ChangeView
from graph.lists import Order
from graph.views.lists import Place

NEWEST: Final = Order("CHANGE", descending=True)


@object_type
class Change:
    """One thing that somebody changed."""

    id: strawberry.ID = strawberry.field(description="Such as change/42.")
    at: str = strawberry.field(description="When, UTC, ISO 8601.")
    by: str = strawberry.field(description="Whose key or which role of token; never a shopper.")
    action: str = strawberry.field(description="The mutation, or what stands for it on the command line.")
    subject: strawberry.ID | None = strawberry.field(
        description="Id of what was changed, where it is one thing."
    )
    details: JSON = strawberry.field(description="What was asked for, and what came of it.")


@object_type
class ChangeEdge:
    """A change at its place in the audit."""

    cursor: str = strawberry.field(description="Hand it back as `after` to go on behind this change.")
    node: Change = strawberry.field(description="The change.")


@object_type
class ChangeConnection:
    """A page of changes, the newest first."""

    edges: list[ChangeEdge] = strawberry.field(description="The changes.")
    page_info: PageInfo = strawberry.field(description="Whether older ones follow, and from where.")


async def changes_page(info: Info, first: int, after: str | None) -> ChangeConnection:
    """Return a page of the audit; changes that are made meanwhile shift none."""
    size, place = page_size(first), cursors.decode(after, NEWEST)
    found = await info.context.services.desk.changes.page(size + 1, -place.rank)
    edges = [
        ChangeEdge(cursor=cursors.encode(Place(-view.number, view.id), NEWEST), node=_change(view))
        for view in found[:size]
    ]
    return ChangeConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(found) > size,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


def _change(view: ChangeView) -> Change:
    return Change(
        id=strawberry.ID(view.id),
        at=view.at,
        by=view.by,
        action=view.action,
        subject=strawberry.ID(view.subject) if view.subject else None,
        details=json.loads(view.details),
    )

"""Tickets: conversations handed over to a person, with what was said, understood, cited and tried."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from graph.batches import run_batch
from graph.errors import DecisionError
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import neo4j

    from graph.statements import Statements

State = Literal["open", "closed"]
MOST_TURNS: Final = 40
MOST_TRIED: Final = 20
MOST_CITED: Final = 200
LONGEST: Final = 2_000
"""Characters of a turn, a summary or a note."""
LARGEST: Final = 16_384
"""Characters of the slots as JSON."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two said; `facts` and `records` are the ids that the assistant cited."""

    role: Literal["shopper", "assistant"]
    text: str
    facts: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a person needs to go on with a conversation; `slots` is what was understood.

    `ticket` is the one that the conversation had before, if any.
    """

    language: str
    summary: str
    turns: Sequence[Turn]
    slots: Mapping[str, Any]
    tried: Sequence[str] = ()
    user: str | None = None
    conversation: str | None = None
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A hand-over as it is kept; `cites` are ids of facts, orders, policies and sources that are still there."""

    id: str
    at: str
    state: State
    language: str
    summary: str
    turns: tuple[dict[str, Any], ...]
    slots: dict[str, Any]
    tried: tuple[str, ...]
    user: str | None
    cites: tuple[str, ...]
    conversation: str | None = None
    closed_at: str | None = None
    note: str | None = None


async def open_ticket(statements: Statements, given: HandOver) -> str:
    """Write a ticket, or bring the open one of the same conversation up to date; return its id.

    Of an overlong conversation the latest turns are kept.

    Raises:
        GraphError: as `Statements.write` raises them.
    """
    turns = [_bounded(turn) for turn in given.turns[-MOST_TURNS:]]
    properties = {
        "language": given.language,
        "summary": _text(given.summary),
        "turns": _json([asdict(turn) for turn in turns]),
        "slots": _json(_fitting(given.slots)),
        "tried": [_text(step) for step in given.tried[-MOST_TRIED:]],
    }
    params = {
        "id": f"ticket/{secrets.token_hex(8)}",
        "conversation": given.conversation,
        "before": given.ticket,
        "user": given.user,
        "at": _now(),
        "properties": properties,
        "facts": _first(id_ for turn in turns for id_ in turn.facts),
        "records": _first(id_ for turn in turns for id_ in turn.records),
    }
    return str((await statements.write({"ticket_open": params}))["ticket_open"][0]["id"])


class Tickets:
    """What the people who take over see and do."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver, self._queries = driver, load_queries()

    def all(self, state: State, limit: int) -> tuple[list[Ticket], int]:
        """Return the tickets in a state that wait longest, and how many there are."""
        tickets, counts = run_batch(
            self._driver,
            (self._queries["tickets_in"], {"state": state, "limit": limit}),
            (self._queries["tickets_count"], {"state": state}),
        )
        return [_ticket(row) for row in tickets], counts[0]["count"]

    def find(self, id_: str) -> Ticket:
        """Return a ticket.

        Raises:
            DecisionError: there is none.
        """
        (rows,) = run_batch(self._driver, (self._queries["ticket_by_id"], {"id": id_}))
        if not rows:
            raise DecisionError(
                f"there is no ticket {id_!r}; `daogou tickets list` shows those that are open"
            )
        return _ticket(rows[0])

    def close(self, id_: str, note: str | None = None) -> Ticket:
        """Close a ticket and return it; closing it again takes the new note.

        Raises:
            DecisionError: there is none.
        """
        params = {"id": id_, "at": _now(), "note": _text(note) if note else None}
        run_batch(self._driver, (self._queries["ticket_close"], params))
        return self.find(id_)


def _ticket(row: neo4j.Record) -> Ticket:
    own = dict(row["ticket"])
    own |= {
        "turns": tuple(json.loads(own["turns"])),
        "slots": json.loads(own["slots"]),
        "tried": tuple(own["tried"]),
    }
    return Ticket(**own, user=row["user"], cites=tuple(row["cites"]))


def _first(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))[:MOST_CITED]


def _bounded(turn: Turn) -> Turn:
    return Turn(turn.role, _text(turn.text), turn.facts[:MOST_CITED], turn.records[:MOST_CITED])


def _fitting(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Return the slots, the first ones where they are too many to keep."""
    kept: dict[str, Any] = {}
    size = 0
    for name, value in slots.items():
        size += len(_json({name: value}))
        if size > LARGEST:
            break
        kept[name] = value
    return kept


def _text(text: str) -> str:
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

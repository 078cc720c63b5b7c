"""Devices and the shoppers who logged in from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import neo4j

from graph.batches import transact
from graph.errors import DecisionError
from graph.queries import load_queries
from graph.records import Event

MOVED: Final = ("VIEWED", "ADDED_TO_CART", "PURCHASED", "RATED", "REVIEWED", "SEARCHED")
Steps = dict[str, dict[str, Any]]


def joining_steps(events: Iterable[Event]) -> Steps:
    """Return the statements that give devices to whom the logins among `events`, which are written, say they are.

    A device is the shopper's who logged in from it, nobody's where several did: in whatever order logins come.
    """
    devices = list(dict.fromkeys(event.device_id for event in events if event.type == "login"))
    return settling(devices) if devices else {}


@dataclass(frozen=True, slots=True)
class Device:
    """A device, whom it is known as, and who logged in from it."""

    device: str
    known_as: str | None
    persons: tuple[str, ...]
    logins: int


class Identities:
    """Lists devices, and takes their logins back."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def devices(self, *, limit: int) -> list[Device]:
        """Return devices by id, at most `limit`."""

        def work(transaction: neo4j.ManagedTransaction) -> list[Device]:
            rows = transaction.run(self._queries["identity_devices"].text, limit=limit)
            return [
                Device(row["device"], row["known_as"], tuple(sorted(row["persons"])), row["logins"])
                for row in rows
            ]

        return transact(self._driver, work)

    def separate(self, device: str) -> int:
        """Take the logins of a device back: the graph is the one that never had them; return how many there were.

        One transaction: its memory grows with the events of the device.

        Raises:
            DecisionError: nobody logged in from it.
        """

        def work(transaction: neo4j.ManagedTransaction) -> int:
            def run(name: str, **params: object) -> list[neo4j.Record]:
                return list(transaction.run(self._queries[name].text, params))

            joined = [row["id"] for row in run("identity_joined", device=device)]
            run("identity_part", device=device)
            for relation in MOVED:
                run(f"identity_move:{relation}", ids=[device])
            logins = int(run("identity_forget", device=device)[0]["logins"])
            for name, params in settling(joined).items():
                run(name, **params)
            return logins

        logins = transact(self._driver, work)
        if not logins:
            raise DecisionError(
                f"found no login from {device!r}, expected a device such as `daogou events devices` lists"
            )
        return logins


def settling(devices: Sequence[str | None]) -> Steps:
    """Return the statements that decide anew whose devices are, of those and of all whom their logins join."""
    moves = {f"identity_move:{relation}": {"ids": devices} for relation in MOVED}
    return {"identity_decide": {"ids": devices}, **moves}

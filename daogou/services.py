"""What the commands work with: settings, a running Neo4j, and the doors to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, cast

import neo4j

from daogou.console import Screen
from daogou.settings import Settings
from extraction.lexicon import Entry, Lexicon, read_lexicon
from graph.audit import Audit
from graph.decisions import Decisions
from graph.doubts import Doubts
from graph.driver import Connection, open_driver
from graph.export import Export, Name
from graph.forgetting import Forgetting
from graph.identity import Identities
from graph.ledger import Ledger
from graph.merchandising import Merchandising
from graph.migrations import migrate
from graph.publish import Publisher
from graph.records import Entity, Label
from graph.server.resolve import resolve
from graph.staging import Staging
from graph.tickets import Tickets
from graph.weights import Weights
from graph.writer import Writer

LEXICON_LABELS: Final[dict[Label, str]] = {
    "Brand": "BRAND",
    "Category": "CATEGORY",
    "Feature": "FEATURE",
    "UseCase": "USE_CASE",
    "Model": "MODEL",
}


@dataclass(frozen=True)
class Services:
    """One open graph, migrated; everything else is made from it when asked for."""

    settings: Settings
    screen: Screen
    connection: Connection
    driver: neo4j.Driver

    @cached_property
    def writer(self) -> Writer:
        """The door for nodes and behaviour."""
        return Writer(self.driver, batch_rows=self.settings.batch_rows)

    @cached_property
    def ledger(self) -> Ledger:
        """The door for facts."""
        return Ledger(self.driver, batch_rows=self.settings.batch_rows)

    @cached_property
    def staging(self) -> Staging:
        """The door for facts of texts that are read again."""
        return Staging(self.driver, self.ledger)

    @cached_property
    def weights(self) -> Weights:
        """The door for judgements of reviews."""
        return Weights(self.driver, batch_rows=self.settings.batch_rows)

    @cached_property
    def doubts(self) -> Doubts:
        """The door for events that no person did."""
        return Doubts(self.driver)

    @cached_property
    def identities(self) -> Identities:
        """The door for devices and whose they are."""
        return Identities(self.driver)

    @cached_property
    def audit(self) -> Audit:
        """The door for how good the data is."""
        return Audit(self.driver)

    @cached_property
    def decisions(self) -> Decisions:
        """The door for what people decide on unknown names."""
        return Decisions(self.driver)

    @cached_property
    def merchandising(self) -> Merchandising:
        """The door for what people change, with its entry in the audit."""
        return Merchandising(self.driver, self.ledger)

    @cached_property
    def forgetting(self) -> Forgetting:
        """The door for shoppers who go."""
        return Forgetting(self.driver, self.ledger)

    @cached_property
    def tickets(self) -> Tickets:
        """The door for conversations that wait for a person."""
        return Tickets(self.driver)

    @cached_property
    def export(self) -> Export:
        """The door out, for batch work."""
        return Export(self.driver)

    @cached_property
    def publisher(self) -> Publisher:
        """The door for embeddings and segments."""
        return Publisher(self.driver, batch_rows=self.settings.batch_rows)

    def seed_lexicon(self) -> Lexicon:
        """Names that the project ships."""
        return read_lexicon(self.settings.seeds / "lexicon")

    def write_seed_lexicon(self) -> None:
        """Write those names into the graph, so that facts and searches can point at them."""
        labels: dict[str, Label] = {label: name for name, label in LEXICON_LABELS.items()}
        entries = self.seed_lexicon().entries.values()
        self.writer.entities((Entity(labels[e.label], e.id, e.name, e.aliases) for e in entries), given=True)

    def given_lexicon(self) -> Lexicon:
        """Names that the project ships and those that people accepted: no load adds to them."""
        return self.seed_lexicon().also(map(_entry, self.export.decided()))

    def lexicon(self) -> Lexicon:
        """Names that are given and those the graph has learned; memory grows with the names.

        What was merged keeps its names, which name it: the ledger writes what is stated of it where it was merged into.
        """
        learned = self.seed_lexicon().extended(map(_entry, self.export.names()))
        return learned.also(map(_entry, chain(self.export.decided(), self.export.merged())))


def _entry(name: Name) -> Entry:
    return Entry(LEXICON_LABELS[cast("Label", name.label)], name.id, name.name, name.aliases, name.brand)


@contextmanager
def open_services(settings: Settings, screen: Screen) -> Iterator[Services]:
    """Connect to the server the settings name, or to our own (started when it does not run), and migrate."""
    connection = resolve(settings.server(), report=screen.note)
    with open_driver(connection) as driver:
        migrate(driver)
        yield Services(settings, screen, connection, driver)

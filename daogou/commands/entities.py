"""`daogou entities …`: what a merchandiser decides about names."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from daogou.commands.options import COMMAND_LINE, Json, graph
from daogou.console import Screen
from daogou.services import LEXICON_LABELS
from extraction.identifiers import entity_id
from graph.decisions import OpenProposal
from graph.records import Entity, Label


class Kind(StrEnum):
    """What an unknown name may be a name of."""

    brand = "Brand"
    model = "Model"
    category = "Category"
    feature = "Feature"


Proposal = Annotated[str, typer.Argument(help="Its id, as `daogou entities list` shows it.")]


def list_open(
    label: Annotated[Kind | None, typer.Option(case_sensitive=False, help="Only names of that kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many, those that most texts name.")] = 20,
    json: Json = False,
) -> None:
    """Show the names that texts give and no entity has, with a sentence of each and what they look like."""
    with graph(json) as services:
        kind: Label | None = label.value if label else None
        shown, count = services.decisions.open(kind, limit=limit), services.decisions.count_open(kind)
        screen = services.screen
        if not json:
            for proposal in shown:
                _show(screen, proposal)
        _end(
            screen,
            {"open": count, "proposals": [asdict(proposal) for proposal in shown]},
            f"{len(shown):,} of {count:,} open proposals; decide: daogou entities accept|decline PROPOSAL",
        )


def accept(
    proposal: Proposal,
    entity: Annotated[
        str | None, typer.Option("--as", help="The known entity of which it is one more name.")
    ] = None,
    json: Json = False,
) -> None:
    """Make a proposed name an entity, or one more name of a known one; the next extraction reads texts with it."""
    with graph(json) as services:
        if entity:
            services.decisions.accept_as(proposal, entity)
        else:
            found = services.decisions.find(proposal)
            own = entity_id(LEXICON_LABELS[found.label], found.name, found.brand)
            services.decisions.accept(proposal, Entity(found.label, own, found.name))
        found = services.decisions.find(proposal)
        name = f"“{found.name}” is one more name of" if entity else f"“{found.name}” is known as"
        _end(
            services.screen,
            {"proposal": proposal, "state": found.state, "entity": found.accepted_as},
            f"{name} {found.accepted_as}; `daogou extract` reads with it from now on",
        )


def decline(proposal: Proposal, json: Json = False) -> None:
    """Say that a proposed name is none; it is not listed again."""
    with graph(json) as services:
        services.decisions.decline(proposal)
        found = services.decisions.find(proposal)
        _end(
            services.screen,
            {"proposal": proposal, "state": found.state},
            f"“{found.name}” is declined and not listed again; `daogou entities accept {proposal}` changes that",
        )


def merge(
    from_: Annotated[str, typer.Argument(metavar="FROM", help="The entity that is the same as INTO.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The entity that stays.")],
    json: Json = False,
) -> None:
    """Make one entity of two: what is stated of FROM, now or later, counts for INTO; `split` undoes it."""
    with graph(json) as services:
        moved = services.merchandising.merge(from_, into, COMMAND_LINE)
        _end(
            services.screen,
            {"from": from_, "into": moved.entity, "facts": moved.facts},
            f"{from_} is merged into {moved.entity}, {moved.facts:,} facts moved; "
            f"`daogou entities split {from_}` undoes it",
        )


def split(
    from_: Annotated[str, typer.Argument(metavar="FROM", help="The entity that was merged into another.")],
    json: Json = False,
) -> None:
    """Undo a merge: what was stated of FROM, before or since, is FROM's again."""
    with graph(json) as services:
        moved = services.merchandising.split(from_, COMMAND_LINE)
        _end(
            services.screen,
            {"from": from_, "into": moved.entity, "facts": moved.facts},
            f"{from_} is split from {moved.entity}, {moved.facts:,} facts are its own again",
        )


def _show(screen: Screen, proposal: OpenProposal) -> None:
    evidence = proposal.evidence
    screen.say(
        f"{proposal.id}  {proposal.label} “{proposal.name}”, named by {proposal.support:,} texts, "
        f"confidence {proposal.confidence:.2f}"
    )
    screen.say(f"    “{evidence.sentence}” ({evidence.kind}, {evidence.origin})")
    for known in proposal.alike:
        screen.say(f"    looks like {known.id} “{known.name}” ({known.score:.2f})")


def _end(screen: Screen, values: dict[str, Any], message: str) -> None:
    """Show the result: a document for programs, a sentence for people."""
    if screen.json:
        screen.result(values)
    else:
        screen.say(message)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Unknown names to decide on, and entities to merge.")
    group.command("list")(list_open)
    group.command("accept")(accept)
    group.command("decline")(decline)
    group.command("merge")(merge)
    group.command("split")(split)
    app.add_typer(group, name="entities")

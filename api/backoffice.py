"""What people who run the shop ask, and what they change."""

from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from api import corrections, rules
from api.arguments import After, First, Id, User
from api.audit import ChangeConnection, changes_page
from api.callers import Role
from api.corrections import Corrected, corrected_of, correction_of
from api.documented import mutation, object_type, resolved
from api.entities import Info
from api.errors import BadInputError, ForbiddenError
from api.jobs import Documents, Job, job_of, sources_of
from api.limits import MAX_CYPHER, MAX_TEXT, page_size
from api.rules import Rule, record_of, rule_of
from graph.errors import RefusedError

From = Annotated[
    strawberry.ID, strawberry.argument(name="from", description="The entity that is the same as the other.")
]
FIRST_ID = strawberry.ID("")
Into = Annotated[strawberry.ID, strawberry.argument(description="The entity that stays.")]
AfterId = Annotated[strawberry.ID, strawberry.argument(description="The id that the page follows.")]
SourceId = Annotated[strawberry.ID, strawberry.argument(description="Id of its source.")]
Statement = Annotated[
    str, strawberry.argument(description="Cypher that only reads; at most 10,000 characters.")
]
Parameters = Annotated[
    JSON | None, strawberry.argument(description="An object: values by their names without $.")
]


@object_type
class Merged:
    """What a merge, or undoing it, moved."""

    entity: strawberry.ID = strawberry.field(description="Where facts were pointed to, or taken from.")
    facts: int = strawberry.field(description="How many.")


@object_type
class Forgotten:
    """What was removed of a shopper."""

    events: int = strawberry.field(description="What they did.")
    doubtful: int = strawberry.field(description="What lay aside as done by no person.")
    searches: int = strawberry.field(description="Search texts that nobody else sent.")
    reviews: int = strawberry.field(description="Texts that they wrote.")
    facts: int = strawberry.field(description="What these texts stated.")
    segments: int = strawberry.field(description="Groups that they were in.")
    orders: int = strawberry.field(description="Orders.")
    talks: int = strawberry.field(description="Conversations with the assistant, and tickets.")
    devices: int = strawberry.field(description="Devices that were theirs.")


@object_type
class CypherAnswer:
    """Rows of an analyst's statement; nodes and relations are objects of what they hold."""

    columns: list[str] = strawberry.field(description="Names of the columns.")
    rows: list[JSON] = strawberry.field(description="A list of values each, in the order of the columns.")
    truncated: bool = strawberry.field(
        description="Whether there were more than 1,000 rows, or 100,000 values."
    )


@object_type
class BackOffice:
    """Fields for people who run the shop."""

    @resolved
    async def rules(self, info: Info, first: First = 20, after: AfterId = FIRST_ID) -> list[Rule]:
        """Merchandising rules by id, those too that have ended or not begun."""
        found = await info.context.services.desk.rules.page(page_size(first), after)
        return [rule_of(rule) for rule in found]

    @resolved
    async def audit(self, info: Info, first: First = 20, after: After = None) -> ChangeConnection:
        """Who changed what and when, the newest first."""
        return await changes_page(info, first, after)

    @resolved
    async def job(self, info: Info, id_: Id) -> Job | None:
        """How far a job is, or null where there is none with this id."""
        view = await info.context.services.desk.jobs.job(id_)
        return job_of(view) if view else None

    @resolved
    async def cypher(self, info: Info, query: Statement, parameters: Parameters = None) -> CypherAnswer:
        """What a statement of the caller's own reads, where the shop allows it; no write, file or procedure."""
        analyst = info.context.services.desk.analyst
        if analyst is None:
            raise ForbiddenError("Cypher is off; DAOGOU_CYPHER=true allows it to analysts")
        given: object = {} if parameters is None else parameters
        if len(query) > MAX_CYPHER or not isinstance(given, dict):
            raise BadInputError(f"`query` may have {MAX_CYPHER} characters, and `parameters` are an object")
        try:
            found = await analyst.run(query, given)
        except RefusedError as error:
            raise BadInputError(str(error)) from error
        return CypherAnswer(
            columns=list(found.columns), rows=[JSON(row) for row in found.rows], truncated=found.truncated
        )


@object_type
class Decisions:
    """Mutations of people who run the shop, each with its entry in the audit; and the one by which shoppers go."""

    @mutation
    async def upsert_rule(self, info: Info, given: rules.Given) -> Rule:
        """Write a rule in place of the one with its id; the very next recommendation follows it."""
        by = info.context.name
        merchandising = info.context.services.desk.merchandising
        return rule_of(await info.context.decide(merchandising.upsert_rule, record_of(given, by), by))

    @mutation
    async def remove_rule(self, info: Info, id_: Id) -> strawberry.ID:
        """Remove a rule; its id comes back."""
        await info.context.decide(
            info.context.services.desk.merchandising.remove_rule, _short(id_), info.context.name
        )
        return id_

    @mutation
    async def merge_entities(self, info: Info, from_: From, into: Into) -> Merged:
        """Make one entity of two: what is stated of the first, now or later, counts for the second."""
        merge = info.context.services.desk.merchandising.merge
        moved = await info.context.decide(merge, _short(from_), _short(into), info.context.name)
        return Merged(entity=strawberry.ID(moved.entity), facts=moved.facts)

    @mutation
    async def undo_merge(self, info: Info, from_: From) -> Merged:
        """Undo a merge: what was stated of the entity, before or since, is its own again."""
        split = info.context.services.desk.merchandising.split
        moved = await info.context.decide(split, _short(from_), info.context.name)
        return Merged(entity=strawberry.ID(moved.entity), facts=moved.facts)

    @mutation
    async def correct_fact(self, info: Info, given: corrections.Given) -> Corrected:
        """State what is right: it outweighs texts, and takes the place of an earlier correction of the same."""
        desk = info.context.services.desk
        record = correction_of(given, desk)
        return corrected_of(await info.context.decide(desk.merchandising.correct, record, info.context.name))

    @mutation
    async def undo_correction(self, info: Info, source: SourceId) -> strawberry.ID:
        """Take a correction back: the graph is the one that never had it. The id of its source comes back."""
        undo = info.context.services.desk.merchandising.undo_correction
        await info.context.decide(undo, _short(source), info.context.name)
        return source

    @mutation
    async def ingest_documents(self, info: Info, documents: Documents) -> Job:
        """Take texts about products, to be read later as `daogou extract` reads them; `job` says how far that is."""
        desk = info.context.services.desk
        id_ = await info.context.decide(desk.merchandising.ingest, sources_of(documents), info.context.name)
        desk.wake()
        view = await desk.jobs.job(id_)
        if view is None:
            raise BadInputError("the job is gone")
        return job_of(view)

    @mutation
    async def cancel_job(self, info: Info, id_: Id) -> Job | None:
        """Say that a job is not wanted any more; what it has read stays."""
        desk = info.context.services.desk
        await info.context.decide(desk.merchandising.cancel_job, _short(id_), info.context.name)
        view = await desk.jobs.job(id_)
        return job_of(view) if view else None

    @mutation
    async def forget_me(self, info: Info, user: User) -> Forgotten:
        """Remove all that the graph has of a shopper, what they wrote included; it cannot be undone."""
        context = info.context
        shopper = _short(context.acting_for(user))
        by = Role.SHOPPER.value if context.known().role is Role.SHOPPER else context.name
        done = await context.decide(context.services.desk.forgetting.forget, shopper, by)
        return Forgotten(
            events=done.events,
            doubtful=done.doubtful,
            searches=done.searches,
            reviews=done.reviews,
            facts=done.facts,
            segments=done.segments,
            orders=done.orders,
            talks=done.talks,
            devices=done.devices,
        )


def _short(id_: str) -> str:
    if len(id_) > MAX_TEXT:
        raise BadInputError(f"an id may have {MAX_TEXT} characters")
    return str(id_)

"""Work that is asked for in one request and followed in others."""

from enum import Enum
from typing import Annotated

import strawberry

from api.documented import enum_type, input_type, object_type
from api.entities import Node
from api.errors import BadInputError
from api.limits import MAX_DOCUMENT, MAX_DOCUMENTS, MAX_TEXT
from api.values import is_chinese
from graph.jobs import Job as JobView
from graph.records import Source


@enum_type(
    QUEUED="It waits for its turn.",
    RUNNING="It is being worked on.",
    DONE="It ended well.",
    FAILED="It ended badly; `message` says why.",
    CANCELLED="`cancelJob` ended it.",
)
class JobState(Enum):
    """How far a job is."""

    # The value is how the graph writes it.
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@object_type
class Job(Node):
    """Work that is done outside of the request that asked for it; hand its id to `job`."""

    kind: str = strawberry.field(description="The mutation that asked for it.")
    state: JobState = strawberry.field(description="How far it is.")
    done: int = strawberry.field(description="Texts that are done.")
    total: int = strawberry.field(description="Texts that there are.")
    message: str = strawberry.field(description="Why it failed; else empty.")
    updated: str = strawberry.field(description="When it last went on, UTC, ISO 8601.")


@enum_type(
    TITLE="The title of an offer.",
    DESCRIPTION="What the seller or the maker writes.",
    REVIEW="What a buyer writes.",
    EXPERT_REVIEW="What a professional tester writes.",
)
class DocumentKind(Enum):
    """What a text is."""

    TITLE = "title"
    DESCRIPTION = "description"
    REVIEW = "review"
    EXPERT_REVIEW = "expert_review"


@input_type
class DocumentInput:
    """A text about a product."""

    product: strawberry.ID = strawberry.field(description="What it is about.")
    kind: DocumentKind = strawberry.field(description="What it is.")
    text: str = strawberry.field(description="At most 20,000 characters.")
    origin: str | None = strawberry.field(
        default=None,
        description="Where it is from: an address or a record's id; equal texts of one origin are one.",
    )


Documents = Annotated[list[DocumentInput], strawberry.argument(description="1 to 100 texts.")]


def job_of(view: JobView) -> Job:
    """Return the type for a job."""
    return Job(
        id=strawberry.ID(view.id),
        kind=view.kind,
        state=JobState(view.state),
        done=view.done,
        total=view.total,
        message=view.message,
        updated=view.updated,
    )


def sources_of(documents: list[DocumentInput]) -> list[Source]:
    """Return the records of texts.

    Raises:
        BadInputError: one is empty or too long, or there are too many.
    """
    if not 1 <= len(documents) <= MAX_DOCUMENTS:
        raise BadInputError(f"{len(documents)} documents; 1 to {MAX_DOCUMENTS} are taken at once")
    return [_source(given) for given in documents]


def _source(given: DocumentInput) -> Source:
    text = given.text.strip()
    if not 1 <= len(text) <= MAX_DOCUMENT:
        raise BadInputError(f"a text has {len(text)} characters; expected 1 to {MAX_DOCUMENT}")
    if max(len(given.origin or ""), len(given.product)) > MAX_TEXT:
        raise BadInputError(f"`origin` and `product` may have {MAX_TEXT} characters each")
    return Source(
        kind=given.kind.value,
        text=text,
        origin=given.origin or f"ingested/{given.product}",
        language="zh" if is_chinese(text) else "en",
        about=str(given.product),
    )

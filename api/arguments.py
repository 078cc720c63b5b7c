"""Arguments of the root fields, described."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.behaviour import EventInput

First = Annotated[int, strawberry.argument(description="How many at most; 1 to 100.")]
Id = Annotated[strawberry.ID, strawberry.argument(name="id", description="The id, as answers give it.")]
User = Annotated[strawberry.ID, strawberry.argument(description="Id of the shopper, such as user/42.")]
Other = Annotated[strawberry.ID, strawberry.argument(description="Id of the product.")]
Text = Annotated[str, strawberry.argument(description="At most 200 characters.")]
After = Annotated[str | None, strawberry.argument(description="The cursor that the page follows.")]
Events = Annotated[list[EventInput], strawberry.argument(description="At most 500.")]
Since = Annotated[
    datetime | None, strawberry.argument(description="With a time zone; from the first event by default.")
]
Until = Annotated[
    datetime | None,
    strawberry.argument(description="With a time zone, not included; to the last by default."),
]

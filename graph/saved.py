"""The statements that people keep in Neo4j Browser, and the style in which it draws the graph.

A block is one of them where its comments say `// saved: QUESTION`, and give each parameter an example:

    // query: saved_segment_members
    // params: segment
    // saved: 谁在这个人群里？ / Who is in a segment?
    // :param segment => 'segment/1'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.errors import QueryError
from graph.queries import Query, load_queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STYLE: Final = Path(__file__).parent / "style.grass"
"""How Browser draws each label and relation; Browser knows no comments in it, and the later of two rules wins."""
PARAMETERS: Final = "0 先设参数 / Parameters: run this first"
"""The name of the script that sets them; Browser sorts by name, and this one stands first."""

_QUESTION: Final = re.compile(r"^// saved: (.+)$", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"^// :param (\w+) => (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Saved:
    """A question, the statement that answers it, and an example of each parameter, as a Cypher literal."""

    question: str
    query: Query
    examples: Mapping[str, str]

    def script(self) -> str:
        """Return it as Neo4j Browser keeps it: the name in the first line, the examples as comments, the statement.

        It is one statement and sets no parameter: of a script of several, Browser tells that they succeeded, no rows.
        """
        kept = _EXAMPLE.sub("", _QUESTION.sub("", self.query.text))
        statement = "\n".join(line for line in kept.splitlines() if line.strip())
        params = [f"// :param {name} => {value}" for name, value in self.examples.items()]
        return "\n".join([f"// {self.question}", *params, statement + ";"]) + "\n"


def parameters_script(saved: Sequence[Saved]) -> str:
    """Return the script that sets the parameters of all questions to their examples, a command each.

    One `:params {…}` would make floats of whole numbers, which `LIMIT` refuses.

    Raises:
        QueryError: two questions give one parameter two examples.
    """
    found: dict[str, str] = {}
    for one in saved:
        for name, value in one.examples.items():
            if found.setdefault(name, value) != value:
                where = f"{one.query.file}:{one.query.line}: query {one.query.name!r}"
                raise QueryError(
                    f"{where}: {name} => {value}: expected {found[name]}, as another question has it"
                )
    return (
        "\n".join([f"// {PARAMETERS}", *(f":param {name} => {found[name]};" for name in sorted(found))])
        + "\n"
    )


def saved_queries(queries: Mapping[str, Query] | None = None) -> list[Saved]:
    """Return the statements that say `// saved:`, in the order in which they are written.

    Raises:
        QueryError: a parameter has no example, or an example is of no parameter.
    """
    found = [_saved(query) for query in (queries or load_queries()).values() if _QUESTION.search(query.text)]
    return sorted(found, key=lambda saved: (saved.query.file, saved.query.line))


def _saved(query: Query) -> Saved:
    question = _QUESTION.findall(query.text)[0]
    examples = dict(_EXAMPLE.findall(query.text))
    if wrong := query.params ^ examples.keys():
        where = f"{query.file}:{query.line}: query {query.name!r}"
        raise QueryError(
            f"{where}: {', '.join(sorted(wrong))}: expected one `// :param NAME => VALUE` for each of `// params:`"
        )
    return Saved(question, query, examples)

"""A report as one HTML file that needs nothing else: tables, plots, and the command it came of."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from html import escape
from io import StringIO
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from daogou.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border-bottom: 1px solid #ccc; padding: .2em .8em; text-align: right; }
th:first-child, td:first-child { text-align: left; }
code { overflow-wrap: anywhere; }
svg { height: auto; max-width: 100%; }
</style>
</head>
<body>
<h1>$title</h1>
<pre><code>$command</code></pre>
$parts
</body>
</html>
""")


def check_page(path: Path, option: str = "--report") -> None:
    """Refuse, before anything is computed, a file that no report can be written to.

    Raises:
        UsageError: its name ends otherwise, or its folder is not there.
    """
    if path.suffix not in {".html", ".htm"}:
        raise UsageError(f"{option} is {path.name!r}, expected a name that ends in .html")
    if not path.parent.is_dir():
        raise UsageError(f"{option} is in {str(path.parent)!r}, expected a folder that is there")


def write_page(path: Path, title: str, parts: Iterable[str]) -> None:
    """Write the report of the command that runs, whole or not at all."""
    told = shlex.join(["daogou", *sys.argv[1:]])
    page = PAGE.substitute(title=escape(title), command=escape(told), parts="\n".join(parts))
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(page, "utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a heading and a table under it."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(shown(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h2>{escape(title)}</h2>\n<table>\n<tr>{head}</tr>\n{body}\n</table>"


def plot(title: str, figure: Figure) -> str:
    """Return a heading and the plot as an element, without the head that only a file of its own has."""
    drawn = StringIO()
    figure.savefig(drawn, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    text = drawn.getvalue()
    return f"<h2>{escape(title)}</h2>\n{text[text.index('<svg') :]}"


def shown(value: object) -> str:
    """Return a cell's text."""
    return f"{value:,}" if isinstance(value, int) else str(value)

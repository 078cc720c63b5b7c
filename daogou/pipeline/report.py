"""A comparison of algorithms as one HTML file that needs nothing else: tables, bars, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from io import StringIO
from pathlib import Path
from string import Template

from daogou.errors import UsageError
from daogou.pipeline.comparing import Named, difference_rows, figure_rows, run_rows
from daogou.pipeline.plots import draw

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


def check_report(path: Path) -> None:
    """Refuse, before anything is learned, a file that no report can be written to.

    Raises:
        UsageError: its name ends otherwise, or its folder is not there.
    """
    if path.suffix not in {".html", ".htm"}:
        raise UsageError(f"--report is {path.name!r}, expected a name that ends in .html")
    if not path.parent.is_dir():
        raise UsageError(f"--report is in {str(path.parent)!r}, expected a folder that is there")


def write_report(path: Path, title: str, command: str, facts: Mapping[str, object], measured: Named) -> None:
    """Write the report, whole or not at all; `facts` say what was measured on, and how."""
    page = PAGE.substitute(
        title=escape(title), command=escape(command), parts="\n".join(_parts(facts, measured))
    )
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(page, "utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _parts(facts: Mapping[str, object], measured: Named) -> Iterator[str]:
    yield _table("Data and protocol", ("", "value"), ((name, _shown(value)) for name, value in facts.items()))
    yield _table("Figures, mean ± spread between runs", ("measure", *measured), figure_rows(measured))
    yield f"<h2>Bars</h2>\n{_bars(measured)}"
    if len(measured) > 1:
        title = f"Differences from {next(iter(measured))}, over users"
        yield _table(
            title, ("algorithm", "measure", "difference", "95 % interval", "p"), difference_rows(measured)
        )
    yield _table("NDCG of every run", ("run", *measured), run_rows(measured, "ndcg"))


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h2>{escape(title)}</h2>\n<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _bars(measured: Named) -> str:
    """Return the plot as an element, without the head that only a file of its own has."""
    drawn = StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    draw("", measured).savefig(drawn, format="svg", metadata=nothing)
    text = drawn.getvalue()
    return text[text.index("<svg") :]


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)

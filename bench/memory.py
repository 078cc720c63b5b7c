"""`python -m bench.memory FILE.csv`: peak memory of loading a catalogue and one ten times as long.

Each is loaded by `daogou load catalog` in a process of its own, into the server of `DAOGOU_HOME` or `NEO4J_URI`.
The longer file repeats the rows under names of their own, so that nothing is merged.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench.peak import MIB
from daogou.console import Screen
from sources.guess import guess_mapping
from sources.mapping_files import write_mapping


def main(
    file: Annotated[Path, typer.Argument(help="A comma separated catalogue in UTF-8 with a header.")],
    times: Annotated[int, typer.Option(help="How much longer the second file is.")] = 10,
) -> None:
    """Measure and print one table."""
    with TemporaryDirectory() as folder:
        mapping = Path(folder) / "mapping.toml"
        write_mapping(guess_mapping(file), mapping)
        rows = []
        for copies in (1, times):
            longer = Path(folder) / f"{copies}-{file.name}"
            count = _repeat(file, longer, copies)
            peak = _peak(
                [sys.executable, "-m", "daogou", "load", "catalog", str(longer), "--mapping", str(mapping)]
            )
            rows.append((longer.name, f"{count:,}", f"{longer.stat().st_size / 2**20:.1f}", f"{peak:,.0f}"))
    Screen().table("Peak memory of a load", ("file", "rows", "MiB", "peak MiB"), rows)


def _repeat(file: Path, target: Path, copies: int) -> int:
    """Write every row `copies` times, under ids and names of their own; return how many rows."""
    count = 0
    with (
        file.open(encoding="utf-8", newline="") as given,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        reader, writer = csv.reader(given), csv.writer(out)
        header = next(reader)
        own = [n for n, name in enumerate(header) if name.casefold() in {"id", "name", "model", "url"}]
        writer.writerow(header)
        for row in reader:
            for copy in range(copies):
                writer.writerow(
                    [f"{cell} {copy}" if copy and n in own else cell for n, cell in enumerate(row)]
                )
                count += 1
    return count


def _peak(command: list[str]) -> float:
    """Return the largest resident size of a command in MiB.

    Raises:
        SystemExit: the command fails.
    """
    _, status, usage = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_maxrss / MIB


if __name__ == "__main__":
    typer.run(main)

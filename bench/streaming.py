"""`python -m bench.streaming`: memory while texts stream through the rules, each with words that no other has.

It is flat where nothing that was read is kept: spaCy remembers words, patterns and caches may. Linux tells the memory.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Annotated, Final

import typer

from daogou.settings import Settings
from extraction.documents import Text
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
TITLES: Final = (
    "华为{zh}{n} Pro 12GB+512GB {colour}色 6.7英寸 5000mAh 5G手机",
    "Xiaomi {en} {n} Pro+ 8GB+256GB {colour} 6.67 inch AMOLED 120Hz smartphone",
    "联想 {en}{n} 笔记本电脑 i7-13700H 16GB 1TB {zh}屏 2.8K",
    "Sony {en}-{n} mirrorless camera {colour} 24.2MP 4K video",
)


def main(
    texts: Annotated[int, typer.Option(help="Titles that are read.")] = 1_000_000,
    steps: Annotated[int, typer.Option(help="How often memory is told.")] = 20,
) -> None:
    """Read, and print a line a step: texts so far, MiB resident now, texts a second."""
    extractor = build(read_lexicon(Settings().seeds / "lexicon"))
    told, started, first = max(1, texts // steps), time.perf_counter(), 0.0
    highest = 0.0
    for read, _ in enumerate(extractor.extract(_titles(texts)), start=1):
        if read % told == 0:
            now = _resident()
            first, highest = first or now, max(highest, now)
            typer.echo(
                f"{read:>9,} texts {now:7.1f} MiB {read / (time.perf_counter() - started):6,.0f} texts/s"
            )
    typer.echo(f"highest {highest:.1f} MiB, {highest - first:+.1f} MiB since the first line")


def _titles(number: int) -> Iterator[Text]:
    dice = Random(7)
    for n in range(number):
        en = "".join(dice.choices(LETTERS, k=8))
        zh = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(3))
        colour = "".join(dice.choices(LETTERS, k=6)).capitalize()
        yield Text(str(n), TITLES[n % len(TITLES)].format(en=en, zh=zh, colour=colour, n=n), "title")


def _resident() -> float:
    """Return the MiB of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    typer.run(main)

"""What stands in the guide: its blocks of code, its command lines and the rows of its tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
FENCED = re.compile(r"^```(\S*)[ ]*(\S*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
ASSIGNMENT = re.compile(r"[A-Z_]+=\S*")


def blocks(language: str, name: str = "") -> list[tuple[str, str]]:
    """Return (file:line, text) of the guide's blocks; the word behind the language is their name."""
    found = []
    for file in sorted(GUIDE.glob("*.md")):
        text = file.read_text("utf-8")
        for match in FENCED.finditer(text):
            if match[1] == language and name in ("", match[2]):
                line = text.count("\n", 0, match.start()) + 2
                found.append((f"{file.name}:{line}", match[3]))
    return found


def block(language: str, name: str) -> str:
    """Return the only block of that name."""
    ((_, text),) = blocks(language, name)
    return text


def command_lines() -> list[tuple[str, list[str]]]:
    """Return (file:line, words) of every `daogou …` in the README and the guide, the first word left out."""
    found = []
    for file in (ROOT / "README.md", *sorted(GUIDE.glob("*.md"))):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            for code in [line] if line.startswith("    ") else INLINE.findall(line):
                found += [(f"{file.name}:{number}", words) for words in _calls(code)]
    return found


def _calls(code: str) -> Iterator[list[str]]:
    if "daogou " not in code:
        return
    for part in code.removeprefix("    ").removeprefix("$ ").split("&&"):
        words = shlex.split(part, comments=True)
        while words and ASSIGNMENT.fullmatch(words[0]):
            words.pop(0)
        if words[:1] == ["daogou"]:
            yield words[1:]


def rows(name: str) -> list[list[str]]:
    """Return the cells of every row of the tables in a file of the guide."""
    lines = (GUIDE / name).read_text("utf-8").splitlines()
    tables = (line.strip().strip("|") for line in lines if line.startswith("|"))
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in tables]


def code_in(cell: str) -> list[str]:
    """Return the code spans of a cell."""
    return INLINE.findall(cell)

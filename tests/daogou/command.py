"""The command line as a function."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from daogou.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command ended with and said."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Daogou:
    """Runs `daogou …` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *words: str | Path) -> Answer:
        self._monkeypatch.setattr(sys, "argv", ["daogou", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = self._capsys.readouterr()
        return Answer(int(stop.value.code or 0), said.out, said.err)

"""What the assistant says, as data: `texts/NAME.toml`, one table a language, the same keys in each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]
FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one file in one language."""

    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return the text of a key, what stands in braces filled in; values are never read as patterns."""
        return self.texts[key].format_map(values)

    def days(self, count: int) -> str:
        """Return a length: 1 day, 3 days."""
        return self.say("day" if count == 1 else "days", count=count)

    def ago(self, count: int) -> str:
        """Return how long ago a day is: today, yesterday, 3 days ago."""
        return self.say({0: "today", 1: "yesterday"}.get(count, "ago"), count=count)


@cache
def read_wording(name: str, language: Language) -> Wording:
    """Return the words of `texts/NAME.toml`; tables within a table are keys such as `period.returns.ended`."""
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return Wording(dict(_flat(content[language], "")))


def _flat(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    return [
        pair
        for key, value in table.items()
        for pair in (_flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)])
    ]

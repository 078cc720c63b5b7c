"""Every text is there in every language, with the same gaps to fill."""

from __future__ import annotations

from string import Formatter

import pytest

from assistant.wording import FOLDER, read_wording

NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", ["aftersale"])
def test_languages_have_the_same_texts(name: str) -> None:
    zh, en = (read_wording(name, language).texts for language in ("zh", "en"))  # type: ignore[arg-type]
    assert zh.keys() == en.keys()
    odd = [key for key in en if not _gaps(zh[key]) <= _gaps(en[key]) | {"title"}]
    assert odd == []


def test_values_are_not_read_as_patterns() -> None:
    words = read_wording("aftersale", "en")
    assert words.say("arrived", product="{ago} {0}") == "{ago} {0}: delivered."


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}

"""Which devices of the graph are meant by a conversation's writer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from bench.conversations import models_of
from bench.shelf import Shelf

MODELS = {
    "model/xiaomi/poco-f5",
    "model/xiaomi/redmi-note-13-pro+",
    "model/samsung/galaxy-a54-5g",
    "model/samsung/galaxy-a14",
    "model/samsung/galaxy-a14-5g",
    "model/fairphone/5",
    "model/asus/zephyrus-g14-2023",
}


@pytest.mark.parametrize(
    ("meant", "found"),
    [
        ("model/poco/f5", {"model/xiaomi/poco-f5"}),
        ("model/redmi/note-13-pro-plus", {"model/xiaomi/redmi-note-13-pro+"}),
        ("model/fairphone/fairphone-5", {"model/fairphone/5"}),
        ("model/samsung/galaxy-a54", {"model/samsung/galaxy-a54-5g"}),
        ("model/rog/zephyrus-g14", {"model/asus/zephyrus-g14-2023"}),
        ("model/asus/zephyrus-g14-2022", set()),
        # Where both are there, each is itself.
        ("model/samsung/galaxy-a14", {"model/samsung/galaxy-a14"}),
        ("model/samsung/galaxy-a14-5g", {"model/samsung/galaxy-a14-5g"}),
        ("model/redmi/note-13-pro", set()),
        ("model/poco/f5-pro", set()),
        ("shown:2", {"model/fairphone/5"}),
        ("shown:3", set()),
    ],
)
def test_models_that_are_meant(meant: str, found: set[str]) -> None:
    shelf = cast("Shelf", SimpleNamespace(models=MODELS, model=lambda _: "model/fairphone/5"))
    assert models_of(meant, shelf, ["one", "two"]) - {meant} == found - {meant}

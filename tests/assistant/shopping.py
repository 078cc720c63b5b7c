"""The names of a small shop, as the assistant reads messages by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.reading.before import Before
from assistant.reading.known import names_of
from assistant.reading.message import Message, read
from assistant.reading.names import Names
from extraction.lexicon import Entry, read_lexicon

SEEDS = Path(__file__).parents[2] / "seeds"
MODELS = (
    Entry("MODEL", "model/xiaomi/13", "13", ("小米13",), "brand/xiaomi"),
    Entry("MODEL", "model/xiaomi/13-ultra", "13 Ultra", (), "brand/xiaomi"),
    Entry("MODEL", "model/apple/iphone-13", "iPhone 13", (), "brand/apple"),
    Entry("MODEL", "model/apple/iphone-13-pro-max", "iPhone 13 Pro Max", (), "brand/apple"),
    Entry("MODEL", "model/apple/iphone-se-3", "iPhone SE (3rd generation)", (), "brand/apple"),
    Entry("MODEL", "model/huawei/p40", "P40", (), "brand/huawei"),
    Entry("MODEL", "model/samsung/watch6", "Galaxy Watch6 Classic", (), "brand/samsung"),
    Entry("MODEL", "model/ricoh/gr-iii", "GR III", (), "brand/ricoh"),
    Entry("MODEL", "model/apple/watch-series-9", "Watch Series 9", (), "brand/apple"),
    Entry("MODEL", "model/asus/zenbook-duo-ux8406", "Zenbook Duo UX8406", (), "brand/asus"),
    Entry("MODEL", "model/acer/swift-3", "Swift 3", (), "brand/acer"),
    Entry("MODEL", "model/oneplus/ace", "Ace", (), "brand/oneplus"),
    Entry("MODEL", "model/honor/magic-v2", "Magic V2", (), "brand/honor"),
    Entry("MODEL", "model/xiaomi/redmi-note-13", "Redmi Note 13", (), "brand/xiaomi"),
    Entry("MODEL", "model/apple/macbook-air-13-m2", "MacBook Air 13 M2", (), "brand/apple"),
    Entry("MODEL", "model/samsung/galaxy-grand-max", "Galaxy Grand Max", (), "brand/samsung"),
    Entry("MODEL", "model/sony/zv-1", "ZV-1", (), "brand/sony"),
)


@cache
def names() -> Names:
    """The project's own names, and a few models."""
    return names_of([*read_lexicon(SEEDS / "lexicon").entries.values(), *MODELS])


def said(text: str, setting: str = "shop", **before: object) -> Message:
    """Read a message."""
    return read(text, names(), setting, Before(**before))  # type: ignore[arg-type]


def slots(text: str, **before: object) -> set[str]:
    """Return the slots that a message adds, as they are written."""
    return {str(slot) for slot in said(text, **before).said}

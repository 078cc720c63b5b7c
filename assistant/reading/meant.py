"""What a stretch of a message names, of all that it may: a camera or that of a phone, gaming or how well it games."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.cues import Surroundings
from assistant.reading.mentions import Mention, Name
from assistant.words import pattern

SHAPES: Final = {
    "category/2-in-1-laptop": "feature/2-in-1",
    "category/foldable-phone": "feature/foldable-screen",
}
"""Kinds that have a feature by their name; refused, they are refused as that."""


def meant(
    near: Surroundings, mention: Mention, named: Sequence[Mention], category: str | None
) -> Iterator[Name]:
    """Yield what a mention names; `named` are all of the message, `category` is what is sought so far."""
    names = {name.label: name for name in reversed(mention.names)}
    feature, use = names.get("Feature"), names.get("UseCase")
    if mention.name.label == "Line":
        for id_ in mention.name.id.split():
            if id_.startswith("category/"):
                yield replace(mention.name, id=id_, label="Category")
            elif not near.at("like"):
                yield replace(mention.name, id=id_, label="Brand")
    elif mention.name.label == "Category":
        if _is_aspect(near, mention, named, category):
            yield Name("", "Feature", "feature/camera", aspect=True)
        else:
            yield mention.name
            yield from [use] if use else []
            yield from (
                [feature] if feature and not feature.aspect and feature.id not in SHAPES.values() else []
            )
    elif feature and use and feature.aspect:
        yield feature if _is_judged(near) and not pattern("maker").search(near.before) else use
    else:
        yield mention.name


def _is_judged(near: Surroundings) -> bool:
    """Say whether something should be good."""
    return bool(pattern("quality").match(near.after) or pattern("good").search(near.before))


def _is_aspect(near: Surroundings, mention: Mention, named: Sequence[Mention], category: str | None) -> bool:
    """Say whether a camera is that of a phone."""
    if mention.name.id != "category/camera":
        return False
    others = [each.name.id for each in named if each.name.label in {"Category", "Line"}]
    if any("camera" not in id_ for id_ in others):
        return True
    its = near.before.endswith(("the ", "its "))
    return bool(category) and "camera" not in str(category) and (its or _is_judged(near))

"""What is both a feature and an attribute: water resistance is praised, and is IP68."""

from __future__ import annotations

from assistant.words import read_words


def attributes_of(feature: str) -> tuple[str, ...]:
    """Return the attributes that measure a feature, or parts of it: of a screen its size."""
    return next(
        (
            tuple(row.get("attributes") or row["parts"])
            for row in read_words("twins")
            if row["feature"] == feature
        ),
        (),
    )


def features_of(attribute: str) -> tuple[str, ...]:
    """Return the features that an attribute measures; a screen's size measures no screen."""
    return tuple(row["feature"] for row in read_words("twins") if attribute in row.get("attributes", ()))

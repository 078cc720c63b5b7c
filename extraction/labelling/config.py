"""The labels there are, and the labelling config that Label Studio needs to show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from extraction.errors import ModelError
from extraction.labelling.label_studio import ASPECTS, LABELS, TEXT
from extraction.learned.examples import Labels
from extraction.learned.fine import PARAMETER, SIGN
from extraction.pipeline import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTITIES: Final = ("BRAND", "MODEL", "CATEGORY", "FEATURE", PARAMETER)
ATTRIBUTES: Final = (
    "ram", "storage", "battery_capacity", "charging_power", "screen_size", "resolution", "refresh_rate", "brightness",
    "main_camera", "front_camera", "camera", "optical_zoom", "soc", "cpu", "gpu", "network", "wifi", "bluetooth", "os",
    "weight", "dimensions", "color", "year", "price", "water_resistance", "sim", "focal_length", "aperture",
    "sensor_size", "video", "other",
)  # fmt: skip
"""Of parameters, after the annotation guide."""
GUIDE: Final = Labels(
    (*ENTITIES, *(PARAMETER + SIGN + name for name in ATTRIBUTES)), ("positive", "negative")
)
"""A bare PARAMETER is there for people who leave the attribute to the reader."""


def labels_of(model: Path | None) -> Labels:
    """Return the labels of our guide; with a model its own too, or its own alone where they are none of ours.

    Raises:
        ModelError: `model` holds none of this version.
    """
    if model is None:
        return GUIDE
    # Here, since torch takes seconds to import and the rules do without it.
    from extraction.learned.bilingual import LANGUAGES
    from extraction.learned.folder import read_card

    folder = model if (model / "card.json").is_file() else model / LANGUAGES[0]
    try:
        own = read_card(folder).labels
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError(f"{model}: found no model of ours ({error}): train it again") from None
    if not is_ours(own):
        return own
    return Labels(
        tuple(dict.fromkeys((*GUIDE.spans, *own.spans))),
        tuple(dict.fromkeys((*GUIDE.polarities, *own.polarities))),
    )


def config_of(labels: Labels) -> str:
    """Return the labelling config, XML: spans and aspects are two controls over one text."""
    view = ET.Element("View")
    for name, values in ((LABELS, labels.spans), (ASPECTS, labels.polarities)):
        _add(view, name, values)
    ET.SubElement(view, "Text", name=TEXT, value=f"${TEXT}", valueType="text")
    # A browser would show several blanks as one.
    ET.SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _add(view: ET.Element, name: str, values: Iterable[str]) -> None:
    if values:
        control = ET.SubElement(view, "Labels", name=name, toName=TEXT)
        for value in values:
            ET.SubElement(control, "Label", value=value)

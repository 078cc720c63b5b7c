"""The labelling config shows every label."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from extraction.errors import ModelError
from extraction.labelling.config import GUIDE, config_of, labels_of
from extraction.labelling.label_studio import task_of
from extraction.learned.bilingual import Bilingual
from extraction.learned.examples import Labels
from extraction.learned.folder import write_model
from seeds.shoppers import ATTRIBUTES
from tests.extraction.labelling.test_label_studio import EXTRACTION, TEXT
from tests.extraction.learned.tiny import EXAMPLES, made, tiny_tagger


def controls(xml: str) -> dict[str | None, list[str | None]]:
    view = ET.fromstring(xml)  # noqa: S314 (our own)
    assert view.tag == "View"
    text = view.find("Text")
    assert text is not None
    assert (text.get("name"), text.get("value")) == ("text", "$text")
    assert {control.get("toName") for control in view.iter("Labels")} <= {"text"}
    return {
        one.get("name"): [label.get("value") for label in one.iter("Label")] for one in view.iter("Labels")
    }


def test_the_guide_has_its_labels_and_every_attribute() -> None:
    assert GUIDE.spans[:5] == ("BRAND", "MODEL", "CATEGORY", "FEATURE", "PARAMETER")
    assert set(GUIDE.spans[5:]) == {f"PARAMETER/{name}" for name in (*ATTRIBUTES, "year", "price", "other")}
    assert controls(config_of(GUIDE)) == {"label": list(GUIDE.spans), "aspect": ["positive", "negative"]}


def test_a_prediction_names_the_controls() -> None:
    (prediction,) = task_of(1, TEXT, EXTRACTION, "v")["predictions"]
    shown = controls(config_of(GUIDE))
    for region in prediction["result"]:
        assert set(region["value"]["labels"]) <= set(shown[region["from_name"]])


def test_a_control_without_labels_is_left_out_and_names_are_escaped() -> None:
    assert controls(config_of(Labels(('<"甲&',)))) == {"label": ['<"甲&']}


def test_a_model_of_our_labels_adds_its_own(tmp_path: Path) -> None:
    tagger = tiny_tagger([*EXAMPLES, made("a phone", {"phone": "PARAMETER/keyboard"}, {"phone": "neutral"})])
    for model in (tagger, Bilingual({"zh": tagger, "en": tagger})):
        write_model(model, tmp_path / "model")
        labels = labels_of(tmp_path / "model")
        assert labels.spans == (*GUIDE.spans, "PARAMETER/keyboard")
        assert labels.polarities == ("positive", "negative", "neutral")
    assert labels_of(None) == GUIDE


def test_a_model_of_other_labels_has_those_alone(tmp_path: Path) -> None:
    write_model(tiny_tagger([made("华为手机", {"华为": "HPPX"})]), tmp_path / "model")
    assert replace(labels_of(tmp_path / "model"), judged=()) == Labels(("HPPX",))


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="found no model of ours"):
        labels_of(tmp_path)

"""Values of attributes as nodes of the graph."""

from __future__ import annotations

from extraction.cells import read_values
from extraction.chips import CHIPS, chip_name
from extraction.identifiers import parameter_id
from extraction.labelling.config import ATTRIBUTES
from extraction.values import Value
from graph.records import Parameter


def parameter_of(value: Value) -> Parameter:
    """Return the node of a value; equal values of one attribute are one node, and a chip is one in both languages."""
    stated = value.value
    if value.attribute in CHIPS and isinstance(stated, str):
        stated = chip_name(stated)
    return Parameter(
        id=parameter_id(value.attribute, stated, value.unit),
        attribute=value.attribute,
        value=str(stated),
        number=stated if isinstance(stated, float | int) else None,
        unit=value.unit,
        text=f"{stated} {value.unit}".strip(),
    )


def stated_value(attribute: str, text: str) -> Parameter | None:
    """Return the value of an attribute that a text states, as a catalogue's cell does; None unless it is one."""
    values = read_values(text, attribute) if attribute in ATTRIBUTES else ()
    return parameter_of(values[0]) if len(values) == 1 else None

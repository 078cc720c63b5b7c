from __future__ import annotations

import pytest

from assistant.reading.mentions import Name
from assistant.reading.names import Names

SONY = [
    Name("Sony", "Brand", "brand/sony"),
    *(Name(text, "Model", "model/sony/wh-1000xm4", "brand/sony") for text in ("WH-1000XM4", "1000XM4")),
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("wh-1000xm4 price", ["wh-1000xm4"]),
        ("the 1000xm4 price", ["1000xm4"]),
        ("sony-1000xm4", ["sony", "1000xm4"]),
        # Its tail is another one's too.
        ("wf-1000xm4 price", []),
        ("sony wf-1000xm4", ["sony"]),
    ],
)
def test_the_tail_of_another_code_is_no_model(text: str, named: list[str]) -> None:
    found = Names(SONY).find(text)
    assert [text[each.start : each.end].strip(" -") for each in found] == named

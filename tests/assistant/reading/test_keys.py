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


ASUS = [Name("Go T500", "Model", "model/asus/go-t500"), Name("Phone (2a)", "Model", "model/nothing/phone-2a")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("got 500 to spend", False),
        ("the go t500", True),
        ("the got500", True),
        ("phone 2a price", True),
        ("phone2a", True),
    ],
)
def test_a_common_word_begins_a_name_only_as_the_name_has_it(text: str, *, found: bool) -> None:
    assert bool(Names(ASUS).find(text)) is found


def test_the_s_of_a_possessive_begins_no_name() -> None:
    s500 = Names([Name("S500", "Model", "model/samsung/s500")])
    assert s500.find("my budget's 500") == []
    assert s500.find("the s 500") != []


def test_a_plus_tells_models_apart() -> None:
    vivo = [
        Name("vivo", "Brand", "brand/vivo"),
        Name("X90 Pro+", "Model", "model/vivo/x90-pro-plus", "brand/vivo"),
    ]
    assert [each.name.known for each in Names(vivo).find("vivo x90 pro+")] == [True, True]
    assert [each.name.known for each in Names(vivo).find("vivo x90 pro")] == [True, False]


def test_of_two_readings_of_one_length_a_brands_own_model_is_meant() -> None:
    names = [
        Name("RedMagic", "Brand", "brand/redmagic"),
        Name("8 Pro", "Model", "model/redmagic/8-pro", "brand/redmagic"),
        Name("nubia Red Magic 8 Pro", "Model", "model/zte/nubia-red-magic-8-pro", "brand/zte"),
        Name("Red Magic 8 Pro", "Model", "model/zte/nubia-red-magic-8-pro", "brand/zte", short=True),
    ]
    assert [each.name.id for each in Names(names).find("redmagic 8 pro")] == [
        "brand/redmagic",
        "model/redmagic/8-pro",
    ]

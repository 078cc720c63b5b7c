"""What is told of one product: what states it, by whichever of its names it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.engine import _is_critical
from assistant.telling import Teller
from assistant.twins import attributes_of, features_of
from assistant.wording import Language

CARD: Any = SimpleNamespace(id="product/1", title="Mate 40 Pro", price=None, currency=None)
WATER, BATTERY = "feature/water-resistance", "feature/battery-life"


def parameter(attribute: str, value: str) -> Any:
    return SimpleNamespace(
        id=f"parameter/{attribute}",
        attribute=attribute,
        value=value,
        unit="",
        text="",
        number=None,
        others=(),
    )


def opinion(feature: str, name: str, praised: int, criticised: int) -> Any:
    node = SimpleNamespace(id=feature, name=name, aliases=())
    return SimpleNamespace(feature=node, praised=praised, criticised=criticised, of=4)


class Known:
    """Knows values and opinions of one product, each by a fact."""

    def __init__(self, parameters: Sequence[Any] = (), opinions: Sequence[Any] = ()) -> None:
        self.known = SimpleNamespace(parameters=parameters, opinions=opinions, features=(), use_cases=())

    async def details(self, products: Sequence[str]) -> Mapping[str, Any]:
        return dict.fromkeys(products, self.known)

    async def stated(self, pairs: Sequence[tuple[str, str]], _limit: int = 200) -> Mapping[Any, Any]:
        return {
            (product, object_): [
                SimpleNamespace(
                    id=f"{object_} {way}", predicate=way, object=object_, sentence=f"{object_} {way}"
                )
                for way in ("PRAISED_FOR", "CRITICISED_FOR")
            ]
            for product, object_ in pairs
        }

    async def nodes(self, _ids: Sequence[str]) -> Mapping[str, Any]:
        return {}


@pytest.mark.parametrize(
    ("asks", "known", "told"),
    [
        (WATER, Known([parameter("water_resistance", "IP68")]), "IP68"),
        (BATTERY, Known([parameter("battery_capacity", "4500 mAh")]), "4500 mAh"),
        ("battery_capacity", Known(opinions=[opinion(BATTERY, "battery life", 2, 0)]), "2 praise"),
    ],
)
async def test_a_feature_and_the_attribute_that_measures_it_answer_for_each_other(
    asks: str, known: Known, told: str
) -> None:
    answer = await Teller(known).detail(CARD, asks, "en", overview=False)
    assert answer.shows == "answer"
    assert told in answer.text


async def test_an_opinion_that_nobody_has_tells_the_value() -> None:
    answer = await Teller(Known([parameter("battery_capacity", "4500 mAh")])).opinion(CARD, BATTERY, "en")
    assert "4500 mAh" in answer.text


def test_a_part_does_not_stand_for_the_whole() -> None:
    assert "refresh_rate" in attributes_of("feature/screen")
    assert "feature/screen" not in features_of("refresh_rate")


LIKED, DISLIKED = opinion("feature/screen", "screen", 3, 0), opinion(BATTERY, "battery life", 0, 2)


async def test_a_critical_question_is_told_criticism_alone() -> None:
    answer = await Teller(Known(opinions=[LIKED, DISLIKED])).opinion(CARD, None, "en", critical=True)
    assert "most criticised for battery life." in answer.text
    assert "raise" not in answer.text
    assert "PRAISED_FOR" not in answer.text
    nobody = await Teller(Known(opinions=[LIKED])).opinion(CARD, None, "en", critical=True)
    assert nobody.shows == "unknown"
    assert "criticises" in nobody.text


@pytest.mark.parametrize(
    ("opinions", "said"),
    [
        ([LIKED], "Mate 40 Pro: most praised for screen."),
        ([DISLIKED], "Mate 40 Pro: most criticised for battery life."),
        ([opinion("feature/heat", "heat", 2, 0)], "Mate 40 Pro: most praised for cooling."),
    ],
)
async def test_what_nobody_judges_is_no_feature(opinions: list[Any], said: str) -> None:
    answer = await Teller(Known(opinions=opinions)).opinion(CARD, None, "en")
    assert answer.claims[0].text == said


@pytest.mark.parametrize(
    ("text", "critical"),
    [
        *(
            (text, True)
            for text in (
                "有什么缺点",
                "用户都抱怨什么",
                "what don't people like about it",
                "what's the catch",
            )
        ),
        *((text, False) for text in ("优缺点说说", "pros and cons?", "评价怎么样", "do people like it")),
    ],
)
def test_what_is_bad_is_asked_for(text: str, critical: bool) -> None:
    assert _is_critical(text) == critical


@pytest.mark.parametrize(
    ("language", "present", "begins"),
    [("zh", True, "有，"), ("zh", False, "没有，"), ("en", True, "Yes, "), ("en", False, "No, ")],
)
async def test_whether_it_has_a_feature_begins_with_yes_or_no(
    language: Language, present: bool, begins: str
) -> None:
    known = Known()
    node = SimpleNamespace(id="feature/nfc", name="NFC", aliases=())
    known.known.features = (SimpleNamespace(node=node, present=present, contested=False),)
    answer = await Teller(known).detail(CARD, "feature/nfc", language, overview=False)
    assert answer.claims[0].text.startswith(begins)

from __future__ import annotations

import pytest

from assistant.reading.places import HIGHEST, LOWEST, Pointed, pointed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("第二个多重", Pointed(places=(2,))),
        ("头一个咋样", Pointed(places=(1,))),
        ("最后一款有货吗", Pointed(places=(-1,))),
        ("最上面那个", Pointed(places=(1,))),
        ("中间那个多少钱", Pointed(places=(2,))),
        ("前两个", Pointed(places=(1, 2))),
        ("the top one", Pointed(places=(1,))),
        ("the first and the third", Pointed(places=(1, 3))),
        ("number two please", Pointed(places=(2,))),
        ("does 2 have nfc", Pointed(places=(2,))),
        ("1 or 3?", Pointed(places=(1, 3))),
        ("2和3比", Pointed(places=(2, 3))),
        ("3?", Pointed(places=(3,))),
        ("一跟三并排给我看看", Pointed(places=(1, 3))),
        ("put one and three next to each other", Pointed(places=(1, 3))),
        ("one or two years old", Pointed()),
        ("one and two hundred", Pointed()),
        ("一和三十的", Pointed()),
        ("前者呢", Pointed(sides=(1,))),
        ("the latter", Pointed(sides=(-1,))),
        ("这两个哪个好", Pointed(sides=(1, 2))),
        ("更轻的那个有什么颜色", Pointed(most=("weight", LOWEST))),
        ("the pricier one", Pointed(most=("price", HIGHEST))),
        ("and the others?", Pointed(others=True)),
        ("这几个哪个最轻", Pointed(every=True)),
        ("my first phone, with 2 sims", Pointed()),
        ("is 2 kg too heavy", Pointed()),
        ("轻一点的手机", Pointed()),
    ],
)
def test_what_is_pointed_at(text: str, wanted: Pointed) -> None:
    assert pointed(text, listed=True) == wanted


def test_bare_numbers_are_places_of_a_list_only_where_there_is_one() -> None:
    assert not pointed("does 2 have nfc", listed=False)
    assert pointed("the second", listed=False).places == (2,)


def test_how_many_are_pointed_at() -> None:
    assert Pointed(places=(1, 3)).count(3) == 2
    assert Pointed(every=True).count(3) == 3
    assert Pointed(most=("weight", LOWEST)).count(3) == 1
    assert Pointed().count(3) == 0

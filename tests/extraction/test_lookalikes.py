import pytest

from extraction import lookalikes
from extraction.lexicon import Entry, Lexicon
from extraction.lookalikes import BLOCK, LookAlikes

KNOWN = LookAlikes(
    Lexicon(
        [
            Entry("BRAND", "brand/huawei", "Huawei", ("华为",)),
            Entry("BRAND", "brand/xiaomi", "Xiaomi", ("小米科技",)),
            Entry("CATEGORY", "category/huawei-care", "Huawei"),
            Entry("MODEL", "model/huawei/mate-40", "Mate 40", (), "brand/huawei"),
            Entry("MODEL", "model/other/mate-40", "Mate 40", (), "brand/other"),
            Entry("MODEL", "model/unknown/mate-41", "Mate 41"),
        ]
    )
)


def ids(label: str, name: str, brand: str | None = None) -> list[str]:
    return [id_ for id_, _ in KNOWN.nearest(label, name, brand)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Huawey", ["brand/huawei"]),
        ("ＨＵＡＷＥＩ!", ["brand/huawei"]),
        ("小米科枝", ["brand/xiaomi"]),
        ("Zzyx", []),
        ("?", []),
    ],
)
def test_a_misspelt_name_is_told(name: str, expected: list[str]) -> None:
    assert ids("BRAND", name) == expected


def test_models_are_compared_within_their_brand() -> None:
    assert ids("MODEL", "Mate40", "brand/huawei") == ["model/huawei/mate-40", "model/unknown/mate-41"]
    assert len(ids("MODEL", "Mate40")) == 3


def test_the_likeliest_comes_first_and_equal_names_are_wholly_alike() -> None:
    assert KNOWN.nearest("MODEL", "MATE-40", "brand/huawei")[0] == ("model/huawei/mate-40", 1.0)
    assert len(KNOWN.nearest("MODEL", "Mate40", most=1)) == 1


def test_a_look_up_compares_with_no_more_names_when_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    inner = lookalikes.LookAlikes._candidates

    def counting(self: LookAlikes, *args: object) -> object:
        found = list(inner(self, *args))  # type: ignore[arg-type]
        compared.append(len(found))
        return found

    monkeypatch.setattr(lookalikes.LookAlikes, "_candidates", counting)
    for number in (2_000, 8_000):
        names = LookAlikes(Lexicon(Entry("MODEL", f"model/{n}", f"Galaxy {n} Pro") for n in range(number)))
        assert names.nearest("MODEL", "Galaxy 1234Pro")[0] == ("model/1234", 1.0)
    bound = len(lookalikes._runs("galaxy1234pro", *lookalikes.WIDTHS)) * BLOCK
    assert max(compared) <= min(bound, 1_000)

from pathlib import Path

import pytest

from extraction.lexicon import Entry, Lexicon, read_lexicon

HUAWEI = Entry("BRAND", "brand/huawei", "Huawei", ("华为",))
MATE = Entry("MODEL", "model/huawei/mate-40", "Mate 40", (), "brand/huawei")
LEXICON = Lexicon([HUAWEI, MATE])


def test_more_names_name_the_same_entity() -> None:
    more = LEXICON.also([Entry("BRAND", "brand/huawei", "Huawei", ("Huawey",))])
    found = more.resolve("BRAND", "huawey")
    assert found is more.resolve("BRAND", "华为")
    assert found
    assert (found.id, found.aliases) == ("brand/huawei", ("华为", "Huawey"))
    assert LEXICON.resolve("BRAND", "huawey") is None


def test_a_model_may_be_named_within_two_brands() -> None:
    more = LEXICON.also([Entry("MODEL", MATE.id, "Mate 40", (), "brand/hw")])
    assert [more.resolve("MODEL", "Mate40", brand) for brand in ("brand/huawei", "brand/hw")] == [MATE, MATE]
    assert more.resolve("MODEL", "Mate40", "brand/other") is None


def test_a_name_stays_with_who_has_it() -> None:
    more = LEXICON.also([Entry("BRAND", "brand/new", "New", ("华为",))])
    assert [more.resolve("BRAND", name) for name in ("华为", "new")] == [HUAWEI, more.entries["brand/new"]]


def test_names_that_are_known_change_nothing() -> None:
    assert LEXICON.also([HUAWEI]).entries == LEXICON.entries


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("iPhone 14 Pro", "brand/apple"),
        ("iPhone14", "brand/apple"),
        ("爱疯14", "brand/apple"),
        ("Galaxy Tab S9", "brand/samsung"),
        ("MI 13", "brand/xiaomi"),
        ("Mix Fold", None),
        ("Pixelbook", None),
        ("camera phone", None),
    ],
)
def test_a_line_tells_its_brand(name: str, brand: str | None) -> None:
    lexicon = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicon")
    assert lexicon.maker(name) == brand
    assert lexicon.also([HUAWEI]).maker(name) == lexicon.extended([MATE]).maker(name) == brand

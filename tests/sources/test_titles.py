import pytest

from sources.titles import Brands, Part, known_noun, looks_like_shop_title, read_name, read_shop_title

BRANDS = Brands(["Core Innovations", "Core", "HP", "华为", "荣耀"])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('ASUS 13.3" Zenbook S 13 OLED Laptop (Basalt Gray)', "ASUS|Zenbook S 13 OLED|Laptop|Basalt Gray"),
        ('Apple 14" MacBook Pro (M3 Max, Space Black)', "Apple|MacBook Pro 14|-|Space Black"),
        ('Razer 16" Razer Blade 16 Gaming Laptop (Black)', "Razer|Blade 16|Gaming Laptop|Black"),
        ('Microsoft 15" Multi-Touch Surface Laptop 5', "Microsoft|Surface Laptop 5|Laptop|-"),
        ('Lenovo 11.6" 500e 32GB Chromebook Gen 3 (LTE)', "Lenovo|500e Chromebook Gen 3|Chromebook|-"),
        ('Dell 14" Precision 3480 Mobile Workstation', "Dell|Precision 3480|Mobile Workstation|-"),
        ('ASUS 15.6" TUF Gaming F15 Laptop', "ASUS|TUF Gaming F15|Laptop|-"),
        ('Core Innovations 14.1" CLC14364 Series Laptop', "Core Innovations|CLC14364 Series|Laptop|-"),
        ('MSI 13.3" " Prestige 13 Evo Laptop', "MSI|Prestige 13 Evo|Laptop|-"),
        ('LG 17" gram Laptop with 3 Years Support (White)', "LG|gram 17|Laptop|White"),
        ('LG 11.6" 64GB Multi-Touch 2-in-1 Chromebook', "LG|-|Chromebook|-"),
        ("Acme Phone (2nd Generation)", "Acme|Phone (2nd Generation)|Phone|-"),
        ("荣耀60 手机", "荣耀|60|手机|-"),
    ],
)
def test_shop_titles(title: str, expected: str) -> None:
    read = read_shop_title(title, None, BRANDS)
    parts = (read.brand, read.model, read.category, read.colour)
    assert "|".join(part.text if part else "-" for part in parts) == expected
    for part in (read.brand, read.category, read.colour, *read.features):
        assert part is None or title[slice(*part.span)] == part.text


def test_a_models_span_reaches_over_what_was_cut() -> None:
    title = 'Lenovo 11.6" 500e 32GB Chromebook Gen 3'
    model = read_shop_title(title, None, BRANDS).model
    assert model
    assert title[slice(*model.span)] == "500e 32GB Chromebook Gen 3"


def test_features_are_kept() -> None:
    read = read_shop_title('HP 14" EliteBook 840 Multi-Touch 2-in-1 Laptop', None, BRANDS)
    assert [part.text for part in read.features] == ["Multi-Touch", "2-in-1"]


@pytest.mark.parametrize(
    ("name", "brand", "model"),
    [
        ("Infinix S3X", "INFINIX", "S3X"),
        ("Samsung Galaxy Watch", "SAMSUNG", "Galaxy Watch"),
        ("alcatel Pixi 3 (4.5)", "ALCATEL", "Pixi 3 (4.5)"),
        ("HPE Server", "HP", "HPE Server"),
    ],
)
def test_names(name: str, brand: str, model: str) -> None:
    read = read_name(name, brand, BRANDS)
    assert read.model
    assert read.model.text == model


def test_the_longest_known_brand_wins_else_the_first_word() -> None:
    assert BRANDS.leading("core innovations X") == Part("core innovations", (0, 16))
    assert BRANDS.leading("Coretta X") == Part("Coretta", (0, 7))
    assert BRANDS.leading("小米11 青春版") == Part("小米", (0, 2))


def test_signs_of_a_shop_title() -> None:
    assert looks_like_shop_title("Acme X1 Laptop")
    assert not looks_like_shop_title("Samsung Galaxy A52 5G")
    assert known_noun("bh_laptops") == "laptop"
    assert known_noun("devices") is None

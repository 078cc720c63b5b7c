import pytest

from sources.errors import BadValueError
from sources.stock import read_stock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", True),
        ("0", False),
        ("-1", False),
        ("1,200", True),
        ("In-Stock", True),
        ("OUT_OF_STOCK", False),
        ("有货", True),
        ("售罄", False),
        ("yes", True),
        ("否", False),
    ],
)
def test_counts_and_words(text: str, expected: bool) -> None:
    assert read_stock(text) is expected


@pytest.mark.parametrize("text", ["preorder", "3 or 4", "很快"])
def test_what_says_neither_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="stock is unclear"):
        read_stock(text)

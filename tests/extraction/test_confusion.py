import pytest

from extraction.confusion import Confusion, calibration_error, confusions
from extraction.documents import Span


def span(start: int, end: int, label: str, confidence: float = 1.0, attribute: str | None = None) -> Span:
    return Span(start, end, label, f"{start}-{end}", confidence, attribute=attribute)


def test_each_kind_of_error_is_told() -> None:
    gold = [
        span(0, 2, "BRAND"),
        span(3, 6, "MODEL"),
        span(7, 9, "PARAMETER", attribute="ram"),
        span(10, 12, "FEATURE"),
    ]
    found = [
        span(0, 2, "BRAND"),
        span(3, 5, "MODEL"),
        span(7, 9, "PARAMETER", attribute="storage"),
        span(20, 22, "MODEL"),
    ]
    assert dict(confusions([(gold, found)])) == {
        Confusion("MODEL", "MODEL", "3-6", "3-5"): 1,
        Confusion("PARAMETER/ram", "PARAMETER/storage", "7-9", "7-9"): 1,
        Confusion("FEATURE", "-", "10-12", ""): 1,
        Confusion("-", "MODEL", "", "20-22"): 1,
    }


def test_calibration_error_by_hand() -> None:
    # Two of four at 0.75 are right: 0.25 apart; the one at 0.95 is right: 0.05 apart.
    gold = [span(0, 1, "BRAND"), span(1, 2, "BRAND"), span(4, 5, "BRAND")]
    found = [span(n, n + 1, "BRAND", 0.75) for n in range(4)] + [span(4, 5, "BRAND", 0.95)]
    assert calibration_error([(gold, found)]) == pytest.approx((4 * 0.25 + 0.05) / 5)


def test_nothing_found_is_no_error_of_calibration() -> None:
    assert calibration_error([([span(0, 1, "BRAND")], [])]) == 0.0

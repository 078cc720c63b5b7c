from datetime import UTC, datetime, timedelta

import pytest

from sources.errors import BadValueError
from sources.values import check_quantity, read_number, read_price, read_release, read_time


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("$1,299.99", None, (1299.99, "USD")),
        ("$1,299", "CAD", (1299.0, "CAD")),
        ("¥3999", None, (3999.0, "CNY")),
        ("¥3999", "JPY", (3999.0, "JPY")),
        ("¥3999", "EUR", (3999.0, "CNY")),
        ("￥３，９９９．００元", None, None),
        ("3,999.00元", None, (3999.0, "CNY")),
        ("1.2万元", None, (12000.0, "CNY")),
        ("1.299,99 €", None, (1299.99, "EUR")),
        ("1 299 EUR", None, (1299.0, "EUR")),
        ("About 90 EUR", None, (90.0, "EUR")),
        ("750.2347417840376", "EUR", (750.23, "EUR")),
        ("100", None, (100.0, None)),
        ("100", "EUR", (100.0, "EUR")),
    ],
)
def test_prices(text: str, currency: str | None, expected: tuple[float, str | None] | None) -> None:
    if expected is None:
        with pytest.raises(BadValueError, match="unknown currency"):
            read_price(text, currency)
    else:
        assert read_price(text, currency) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", "negative price"),
        ("-$5", "negative price"),
        ("$-5", "negative price"),
        ("call us", "price is no number"),
        ("100-200", "price is no number"),
        ("12 quux", "unknown currency"),
        ("9" * 400, "price is no number"),
    ],
)
def test_prices_that_cannot_be(text: str, reason: str) -> None:
    with pytest.raises(BadValueError) as error:
        read_price(text)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018", "2018"),
        ("2018.0", "2018"),
        ("Mid 2023", "2023"),
        ("2018-08", "2018-08"),
        ("2018/8/5", "2018-08-05"),
        ("20180815", "2018-08-15"),
        ("2018年8月", "2018-08"),
        ("2018年08月15日", "2018-08-15"),
        ("August 15, 2018", "2018-08"),
        ("03/04/2018", "2018"),
        ("2018-08-15T10:00:00Z", "2018-08-15"),
        ("1823", None),
        ("2018-02-30", None),
        ("soon", None),
        (str(datetime.now(UTC).year + 2), None),
    ],
)
def test_releases(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(BadValueError):
            read_release(text)
    else:
        assert read_release(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-02T03:04:05Z",
        "2024-01-02T11:04:05+08:00",
        "2024-01-02 03:04:05",
        "2024/1/2 03:04:05",
        "1704164645",
        "1704164645000",
        "1704164645000000",
    ],
)
def test_times_are_utc(text: str) -> None:
    assert read_time(text) == "2024-01-02T03:04:05Z"


@pytest.mark.parametrize("text", ["1823-01-01", "soon", "99999999999999999999999", "-99999999999", "12"])
def test_times_that_cannot_be(text: str) -> None:
    with pytest.raises(BadValueError):
        read_time(text)


def test_a_time_to_come_is_refused_but_a_clock_may_be_ahead() -> None:
    now = datetime.now(UTC)
    assert read_time((now + timedelta(minutes=1)).isoformat())
    with pytest.raises(BadValueError, match="future"):
        read_time((now + timedelta(hours=1)).isoformat())


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "", "abc", "1-2"])
def test_numbers_that_are_none(text: str) -> None:
    with pytest.raises(BadValueError, match="rating is no number"):
        read_number(text, "rating")


@pytest.mark.parametrize(
    ("text", "attribute"),
    [("3GB", "ram"), ("3", "ram"), ('13.3"', "screen_size"), ("2.7 lb / 1.24 kg", "weight"), ("-5", "other")],
)
def test_quantities_that_may_be(text: str, attribute: str) -> None:
    check_quantity(text, attribute)


@pytest.mark.parametrize(
    ("text", "attribute", "reason"),
    [
        ("12 stone", "weight", "unknown unit of weight"),
        ("-5", "weight", "negative weight"),
        ("5 W", "ram", "unknown unit of ram"),
        ("9" * 400 + " g", "weight", "weight is no number"),
    ],
)
def test_quantities_that_cannot_be(text: str, attribute: str, reason: str) -> None:
    with pytest.raises(BadValueError) as error:
        check_quantity(text, attribute)
    assert error.value.reason == reason

"""Cells → prices, dates and checked quantities; what cannot be true is a `BadValueError`."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

from sources.errors import BadValueError
from sources.words import attributes, vocabulary

NUMBER = re.compile(r"[-\u2212]?\s*\d[\d.,' ]*")
PRICE_NOISE = re.compile(r"(?i)\b(about|approx\.?|around|from|only|ca\.?)\b|约|仅|售价|起|/-|\.-")
QUANTITY = re.compile(r"(-?\d[\d.,]*)\s*([^\d\s.,/()x×*:+~-]{1,12}|\")?")
YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?(?:[T ].*)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = re.compile(rf"(?i)\b({'|'.join(MONTHS)})[a-z]*\b")
FIRST_YEAR = 1970
LONGEST_ID = 2_000
"""Bytes of an id. An index of Neo4j takes 8,000, and the key of a fact joins two ids and a predicate."""
MOST_DIGITS = 30
TOO_LARGE = 1e15
CLOCK_SKEW = timedelta(minutes=5)
EPOCH_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3), (0.0, 1.0))
"""(at least, units a second): nanoseconds, microseconds, milliseconds, seconds, told apart by size."""


def read_number(text: str, name: str) -> float:
    """Return a plain number such as `1,299.5`, `1.299,50` or `5`."""
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    number = _number(found[0]) if found else None
    if number is None:
        raise BadValueError(f"{name} is no number", repr(text), "a number")
    return number


def read_price(text: str, currency: str | None = None) -> tuple[float, str | None]:
    """Return amount and currency of `$1,299.99`, `¥3999`, `1.299,99 €`, `1.2万元`, `about 90 EUR`.

    `currency` is what a bare number is in, and decides between the currencies a sign may mean.
    """
    plain = PRICE_NOISE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    numbers = NUMBER.findall(plain)
    exact = _number(numbers[0]) if len(numbers) == 1 else None
    if exact is None:
        raise BadValueError("price is no number", repr(text), "one amount, such as 1,299.99")
    amount = round(exact, 2)
    sign = NUMBER.sub("", plain).replace(" ", "").upper()
    if sign.startswith("万"):
        amount, sign = round(exact * 10_000, 2), sign.removeprefix("万")
    if amount < 0 or sign.startswith("-"):
        raise BadValueError("negative price", repr(text), "0 or more")
    if not sign:
        return amount, currency
    meanings: list[str] = vocabulary("currencies").get(sign, [])
    if not meanings:
        raise BadValueError("unknown currency", repr(sign), "a sign such as $, ¥, € or a code such as USD")
    return amount, currency if currency in meanings else meanings[0]


def read_currency(text: str) -> str:
    """Return the code that a sign, a word or a code means: `CNY` of `¥`, `元`, `cny`.

    Raises:
        BadValueError: it means none that we know.
    """
    sign = unicodedata.normalize("NFKC", text).strip().upper()
    meanings: list[str] = vocabulary("currencies").get(sign, [])
    if not meanings:
        raise BadValueError("unknown currency", repr(text), "a sign such as $, ¥, € or a code such as USD")
    return meanings[0]


def read_release(text: str) -> str:
    """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as exact as `text` is: `2018`, `2018年8月`, `Mid 2023`.

    A day and month of unsure order (`03/04/2018`) leave the year alone.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if parts := YEAR_FIRST.fullmatch(plain) or COMPACT_DATE.fullmatch(plain):
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3] or 0)
    else:
        years = YEAR.findall(plain)
        if len(years) != 1:
            raise BadValueError("release is no date", repr(text), "a year or a date such as 2018-08-15")
        named = MONTH_NAME.search(plain)
        year, month, day = int(years[0]), MONTHS.index(named[1].lower()) + 1 if named else 0, 0
    latest = datetime.now(UTC).year + 1
    if not FIRST_YEAR <= year <= latest:
        raise BadValueError("release out of range", repr(text), f"a year from {FIRST_YEAR} to {latest}")
    try:
        datetime(year, month or 1, day or 1, tzinfo=UTC)
    except ValueError:
        raise BadValueError("release is no date", repr(text), "a day of the calendar") from None
    return f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def read_time(text: str, zone: tzinfo = UTC) -> str:
    """Return UTC ISO 8601 of an ISO time (without a zone of its own: in `zone`) or of an epoch in s, ms, µs or ns.

    An hour that a zone has twice, as summer time ends, is the first of the two.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if re.fullmatch(r"-?\d{5,}(\.\d+)?", plain) and not COMPACT_DATE.fullmatch(plain):
            number = float(plain)
            scale = next(scale for least, scale in EPOCH_UNITS if abs(number) >= least)
            time = datetime.fromtimestamp(number / scale, UTC)
        else:
            padded = re.sub(r"(?<!\d)\d(?!\d)", r"0\g<0>", plain.replace("/", "-"))
            time = datetime.fromisoformat(padded)
    except (ValueError, OverflowError, OSError):
        raise BadValueError("no time", repr(text), "ISO 8601 or seconds since 1970") from None
    try:
        time = (time.replace(tzinfo=zone) if time.tzinfo is None else time).astimezone(UTC)
    except OverflowError:
        raise BadValueError("time out of range", repr(text), f"{FIRST_YEAR} or later") from None
    if time.year < FIRST_YEAR:
        raise BadValueError("time out of range", repr(text), f"{FIRST_YEAR} or later")
    if time > datetime.now(UTC) + CLOCK_SKEW:
        raise BadValueError("time in the future", repr(text), "a time that has passed")
    return time.isoformat().replace("+00:00", "Z")


def check_length(what: str, text: str, most: int) -> None:
    """Refuse text that takes more than `most` bytes."""
    if (size := len(text.encode())) > most:
        raise BadValueError(
            f"{what} too long", f"{size:,} bytes, which begin {text[:60]!r}", f"at most {most:,}"
        )


def check_quantity(text: str, attribute: str) -> None:
    """Refuse a bare quantity that is negative or in a unit that `attribute` does not have.

    Free text around numbers (`2.7 lb / 1.24 kg`) is left to extraction.
    """
    units = attributes().get(attribute, ())
    quantity = QUANTITY.fullmatch(text) if units else None
    if not quantity:
        return
    if quantity[1].startswith("-"):
        raise BadValueError(f"negative {attribute}", repr(text), "0 or more")
    if len(quantity[1]) > MOST_DIGITS:
        raise BadValueError(f"{attribute} is no number", repr(text), f"at most {MOST_DIGITS} digits")
    if quantity[2] and quantity[2].lower() not in {unit.lower() for unit in units}:
        raise BadValueError(f"unknown unit of {attribute}", repr(quantity[2]), ", ".join(units))


def _number(text: str) -> float | None:
    """Read digits with separators: of two kinds the last is the decimal one, and `1,299` has thousands."""
    plain = re.sub(r"[ ']", "", text).replace("\u2212", "-").rstrip(".,")
    if "," in plain and "." in plain:
        thousands = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(thousands, "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+", plain) or plain.count(",") > 1:
        plain = plain.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < TOO_LARGE else None

"""Numbers that tell how far two products are apart, told by the words around them: 轻20克, $100 cheaper."""

from __future__ import annotations

import re
from typing import Final

from extraction.documents import Span

REACH: Final = 24
"""Characters before a value that are looked at."""
AMOUNTS: Final = frozenset({"weight", "price", "battery_capacity"})
"""Of these "an extra 100" or "saves 100" is a difference; of others it counts the thing itself: another 6.7-inch phone."""
ADJECTIVE: Final = r"[轻重薄厚大小多少快慢高低长短亮暗贵]"
ABOUT: Final = r"(?:不到|大约|接近|将近|整整|足足|差不多|[约近])?\s?"
LESS_OR_MORE: Final = (
    r"(?:lighter|heavier|thinner|thicker|bigger|smaller|larger|faster|slower|more|less|longer|shorter|brighter|dimmer"
    r"|cheaper|dearer|pricier)(?![a-z])"
)
BEFORE: Final = re.compile(
    rf"比[^，,。;；]{{1,14}}{ADJECTIVE}(?:了|出|上)?{ABOUT}$"
    rf"|比[^，,。;；]{{1,14}}{ADJECTIVE}[^，,。;；\d]{{0,2}}[，,]{ADJECTIVE}{ABOUT}$"
    rf"|(?:{ADJECTIVE}|便宜)[了出]{ABOUT}$"
    rf"|(?:便宜|省[下去掉]?|(?<!薄)轻|相差|差[价距了]?|价差|[增减]重|[减增]轻){ABOUT}$"
    rf"|(?:增加|增大|增多|减少|减小|缩水|缩减|缩小|提升|提高|降低)了?{ABOUT}$"
    r"|(?<![a-z])(?:trim|shav|shed|knock)[a-z]* (?:(?:off|about|some|nearly|another|a further) )*$"
)
BEFORE_AMOUNT: Final = re.compile(
    r"(?<![a-z])(?:extra|another|additional|further|(?<!powered )(?<!backed )(?<!driven )(?<!fed )by|sav(?:e|es|ed|ing)|add(?:s|ed|ing)?|gain(?:s|ed|ing)?|los(?:e|es|ing|t)"
    r"|drop(?:s|ped|ping)?) (?:(?:you|off|about|some|around|roughly|nearly|almost|only|just|up to) )*$"
)
BEFORE_PRICE: Final = re.compile(rf"[高低贵多少加]{ABOUT}$")
"""A price alone is never 高 or 多 itself."""
BEHIND: Final = re.compile(
    rf"\s?(?:的?(?:差价|差距|差额|价差|落差)|(?:{LESS_OR_MORE}|apart(?![a-z])|(?:below|above|short of|shy of) (?:the|its|my|our) )"
    r"|(?:price )?(?:gap|difference|premium|discount|saving)s?(?![a-z]))"
)
THAN: Final = re.compile(rf"\s?{LESS_OR_MORE}[^,.;]* than(?![a-z])")
MEASURED: Final = re.compile(r"\s?(?:more|less|bigger|larger|smaller|longer|shorter)(?![a-z])")
"""Behind a value of what is no amount these may open what comes next: 120 Hz, more colours; 6.7-inch larger screen."""
COORDINATED: Final = re.compile(
    rf"\s?(?:[、和与及且]|并且|而且)\s?(?:还|又|也)?{ADJECTIVE}(?:了|出|上)?{ABOUT}"
)
"""Between a difference and one more: 省330美元、重130克."""


def is_apart(folded: str, span: Span) -> bool:
    """Say whether the words around a value make it a difference, whoever the other product is: 比上代轻20克."""
    near = folded[max(0, span.start - REACH) : span.start]
    if BEFORE.search(near) or THAN.match(folded, span.end):
        return True
    if span.attribute in AMOUNTS and BEFORE_AMOUNT.search(near):
        return True
    if span.attribute == "price" and BEFORE_PRICE.search(near):
        return True
    if not BEHIND.match(folded, span.end):
        return False
    return span.attribute in AMOUNTS or not MEASURED.match(folded, span.end)

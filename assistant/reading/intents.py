"""What a message says outright that it means to do: rules, the first that fits counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from assistant.reading.cues import says
from assistant.reading.heard import BATTERY, Heard
from assistant.words import pattern

Rule = Callable[[Heard], tuple[str, str | None] | None]
CONTENT: Final = "content"
SHORT: Final = {True: 45, False: 14}
"""Characters of a message that goes on without a subject, of ASCII alone or not."""
FIRM_TOPICS: Final = frozenset({"invoice", "privacy", "trade-in"})
"""Topics whose words say nothing of a product that is wished for."""
AFTER: Final = frozenset({"aftersale", "howto"})
PICKS: Final = ("agreed", "declined", "never_mind")
STEPS: Final = ("not_helped", "helped", "tried_all", "tried", "never_mind")


def rule_of(heard: Heard) -> Rule | None:
    """Return the first rule that fits."""
    return next((rule for rule in RULES if rule(heard)), None)


def _nothing(heard: Heard) -> tuple[str, None] | None:
    """Talk: no letter and no number, or words that are meant for a machine."""
    return ("talk", None) if not any(map(str.isalnum, heard.text)) or heard.speaks_of("talk") else None


def _article(heard: Heard) -> tuple[str, None] | None:
    if heard.models or heard.priced or not (heard.feature or heard.use):
        return None
    if heard.setting != CONTENT:
        explained = pattern("explained").search(heard.text)
        # What even is OLED, I see it everywhere: it is no product.
        begins = explained is not None and explained.start() == 0
        apart = not heard.pointed and (begins or not says("thing", heard.text)) and not heard.wished
        return ("article", None) if explained and apart else None
    if pattern("article").search(heard.text):
        return "article", None
    if heard.before.searched and heard.wants and not heard.questioned:
        return None
    named = heard.wants_any("category", "brand")
    product = heard.pointed or heard.before.spoken or (heard.before.shown and says("thing", heard.text))
    return ("article", None) if not named and not product else None


def _service(heard: Heard) -> tuple[str, str | None] | None:
    """A person, an order, a policy, a fault; not where a product is wished for, or the price of one is asked."""
    firm = next((hit for hit in heard.hits if hit[1] in FIRM_TOPICS), None)
    if firm or heard.wished or (heard.models and heard.attribute == "price"):
        return firm
    return next((hit for hit in heard.hits if hit[0] == "person" or hit[0] in AFTER), None)


def _bought(heard: Heard) -> tuple[str, str | None] | None:
    """A rule, asked for of what was bought here: the phone that came this week is dead, I want a new one."""
    ours = pattern("bought_here").search(heard.text)
    return next((hit for hit in heard.hits if hit[0] == "aftersale"), None) if ours else None


def _anew(heard: Heard) -> tuple[str, None] | None:
    return ("find", None) if pattern("anew").search(heard.text) and heard.wants else None


def _thanks(heard: Heard) -> tuple[str, None] | None:
    """Thanks and the like, where nothing else is said."""
    said = (
        heard.models or heard.attribute or heard.wants_any("category", "price") or heard.speaks_of("person")
    )
    return ("talk", None) if pattern("thanks").search(heard.text) and not said else None


def _like(heard: Heard) -> tuple[str, None] | None:
    if heard.like_spoken and not heard.models and heard.wants:
        return "find", None
    if not heard.liked or pattern("compared").search(heard.text):
        return None
    named = heard.wants_any("category")
    return ("find", None) if heard.wished or named or not heard.questioned else None


def _same(heard: Heard) -> tuple[str, None] | None:
    """The question asked before, of another product."""
    return (
        (heard.before.intent, None) if heard.same and heard.before.intent in {"detail", "opinion"} else None
    )


def _among(heard: Heard) -> tuple[str, None] | None:
    """Which of several that it points at: 三个里头哪个经造."""
    several = heard.pointed and heard.named > 1 and pattern("which_of").search(heard.text)
    return ("compare", None) if several and not heard.wants_any("category", "brand", "price") else None


def _together(heard: Heard) -> tuple[str, None] | None:
    """What is asked of all that were compared: and how many watts do they charge at."""
    beside = heard.before.intent == "compare" and heard.before.beside > 1
    looks = heard.named or heard.wished or heard.wants_any("category", "brand", "price")
    asks = (heard.attribute or heard.feature) and pattern("together").search(heard.text)
    return ("compare", None) if beside and asks and not looks else None


def _compare(heard: Heard) -> tuple[str, None] | None:
    before = heard.before
    compared = heard.speaks_of("compare") or pattern("compared").search(heard.text)
    two = len({mention.name.id for mention in heard.models}) > 1
    either = compared or heard.questioned or heard.attribute or pattern("either").search(heard.text)
    beside = compared and heard.named == 1 and before.spoken and not heard.pointed.most
    if (heard.named > 1 and (two or either)) or beside:
        return "compare", None
    if heard.which:
        return "compare", None
    if heard.named or before.spoken < 2 or heard.wished:
        return None
    goes_on = before.intent == "compare" and (heard.attribute or heard.feature)
    return ("compare", None) if goes_on or (compared and not heard.wants) else None


def _product(heard: Heard) -> tuple[str, None] | None:
    """A question about a product that is named, or that was shown or spoken of."""
    before = heard.before
    if heard.models:
        return _about(heard)
    asks = heard.questioned or heard.attribute or heard.feature or heard.speaks_of("opinion")
    points = heard.pointed or heard.whose
    if heard.wants and not points and pattern("demands").search(heard.text):
        return None
    meant = points or (says("thing", heard.text) and asks)
    return _about(heard) if meant and (before.searched or before.spoken) else None


def _goes_on(heard: Heard) -> tuple[str, None] | None:
    """A question without a subject (那电池呢？), about the product that was spoken of."""
    before = heard.before
    if not before.spoken or before.intent not in {"detail", "opinion", "compare"} or heard.wished:
        return None
    wants = [want.slot for want in heard.wants]
    if any(slot.name in {"price", "category", "brand"} and not slot.lean for slot in wants):
        return None
    if any(slot.number is not None for slot in wants) or (wants and pattern("demands").search(heard.text)):
        return None
    asks = heard.attribute or heard.feature
    brief = len(heard.text) <= SHORT[heard.text.isascii()]
    return _about(heard) if asks and (heard.questioned or brief) else None


def _carried_on(heard: Heard) -> tuple[str, str | None] | None:
    """What was answered last: one of its choices is picked, or its last step helped or not, or neither is wanted."""
    before, text = heard.before, heard.text
    if heard.speaks_of("person"):
        return None
    picks = before.choosing and (heard.places or re.fullmatch(r"\d[.。]?", text) or _any(PICKS, text))
    steps = before.stepping and _any(STEPS, text)
    return (before.intent, before.topic) if before.intent in AFTER and (picks or steps) else None


def _any(names: Iterable[str], text: str) -> bool:
    return any(pattern(name).search(text) for name in names)


def _served(heard: Heard) -> tuple[str, str | None] | None:
    wished = bool(heard.wants)
    brief = heard.questioned or len(heard.text) <= SHORT[heard.text.isascii()]
    goes_on = heard.before.intent in AFTER and not wished and brief and not heard.models
    return (heard.before.intent, heard.before.topic) if goes_on else None


def _more(heard: Heard) -> tuple[str, None] | None:
    """The next products of a list: 换一批, show me more."""
    listed = heard.before.shown and heard.before.intent not in AFTER and not heard.models
    return ("find", None) if listed and pattern("more").search(heard.text) else None


def _indifferent(heard: Heard) -> tuple[str, None] | None:
    """Any answer will do to the question that was asked back: 随便, surprise me."""
    asked = heard.before.asked_back and not heard.models
    return ("find", None) if asked and pattern("indifferent").search(heard.text) else None


def _unknown(heard: Heard) -> tuple[str, None] | None:
    return ("detail", None) if heard.unknown and heard.questioned else None


def _find(heard: Heard) -> tuple[str, None] | None:
    wishes = says("wish", heard.text) and heard.mentions
    wants = heard.wants or heard.dropped or heard.correction
    return ("find", None) if wants or wishes or pattern("anew").search(heard.text) else None


def _asked(heard: Heard) -> tuple[str, None] | None:
    asks = heard.questioned and (heard.attribute or heard.speaks_of("opinion"))
    return _about(heard) if heard.before.spoken and asks else None


def _about(heard: Heard) -> tuple[str, None]:
    """Return detail for facts, opinion for what reviewers judge."""
    judged, goes_on = heard.speaks_of("opinion"), heard.before.intent == "opinion" and not heard.models
    feature, aspect = heard.feature or (None, False)
    if heard.attribute and not (aspect and (judged or goes_on)):
        return "detail", None
    if feature:
        return ("opinion" if aspect and (judged or goes_on or feature != BATTERY) else "detail"), None
    return ("opinion" if judged else "detail"), None


RULES: Final[tuple[Rule, ...]] = (
    *(_nothing, _more, _indifferent, _thanks, _article, _carried_on, _bought, _service, _anew, _like),
    *(_same, _among, _together, _compare, _product, _goes_on, _served, _unknown, _find, _asked),
)
"""In the order in which they are tried."""
FIRM: Final = frozenset({_nothing, _more, _indifferent, _carried_on, _bought, _same, _among, _together})
"""Rules that leave no doubt."""

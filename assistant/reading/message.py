"""A message read: what it means to do, and about what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from assistant.reading.amounts import amounts
from assistant.reading.cues import around, says
from assistant.reading.names import Mention, Names
from assistant.reading.wants import Want, anew, wants
from assistant.slots import Slot
from assistant.wording import Language
from assistant.words import read_words
from extraction.folding import any_of, fold, language_of

LONGEST: Final = 2_000
"""Characters of a message that are read."""
ORDINALS: Final = re.compile(
    r"第\s?(?P<zh>[一二三四五六七八九十\d]+)\s?(?:个|款|台|部|只|种|项|位|号)?|(?P<last>最后(?:一)?(?:个|款|台|部)|\bthe last (?:one|phone|laptop|camera)?)|"
    r"\b(?P<en>first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\b(?! (?:gen|hand|time|generation))|(?:\bnumber|\bno\.?|\boption|#)\s?(?P<n>\d|one|two|three|four|five)\b|(?P<both>前两(?:个|款|台)|这两(?:个|款|台|部)|它俩|俩|两者|这俩|both(?: of them)?|the two|those two|first two|these two)|(?P<former>前者|前一个|the former)|(?P<latter>后者|后一个|the latter)"
)
NUMBERS: Final = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    **dict(zip(["first", "second", "third", "fourth", "fifth"], range(1, 6), strict=True)),
    **dict(zip(["1st", "2nd", "3rd", "4th", "5th"], range(1, 6), strict=True)),
    **dict(zip(["one", "two", "three", "four", "five"], range(1, 6), strict=True)),
}
LEANING: Final = {
    "weight": re.compile(r"[轻沉重]|light|heav"),
    "price": re.compile(r"便宜|贵|cheap|expensive|price"),
    "screen_size": re.compile(r"屏.{0,3}大|大.{0,2}屏|(?:bigger|larger|smaller) (?:screen|display)"),
    "battery_capacity": re.compile(r"电池.{0,3}大|(?:bigger|larger) battery"),
    "year": re.compile(r"新(?:一点|些|$)|newer"),
}
"""What products are compared by with an adjective alone."""
OVERVIEW: Final = re.compile(
    r"介绍|参数|配置|规格|详情|说说|讲讲|specs|specifications|tell me about|details|overview|info|know about|了解"
)
ARTICLE: Final = re.compile(
    r"什么是|是什么|是啥|啥是|什么意思|是什么意思|文章|科普|解释|讲解|原理|有什么用|有啥用|攻略|指南|怎么选|值得.{0,3}吗|区别是什么|教程|想了解|explain|what(?:'s| is| are| does)|guide|article|how does .* work|difference between|read(?:ing)? (?:about|up|something)|learn about|tell me about|anything (?:on|about)|should i (?:know|care)|worth it|why (?:is|are|do|does|would)|teach me|mean\b|\bstory\b|magazine|\bpiece on\b|write-?up|read on\b|介绍一下|讲讲|专题|报道"
)
THAT_ONE: Final = re.compile(
    r"(?:这个|这种|该|此)(?:功能|技术|特性)|带这个|有这个的|(?:has|have|with|got|offer) (?:that|this|it)\b|that feature|supports? (?:that|this|it)\b"
)
UNKNOWABLE: Final = re.compile(
    r"保值|转手|二手.{0,6}(?:卖|值)|年后|resale|sell for|hold its value|years from now|in (?:\w+ )?(?:years|months)\b|闻|味道|好吃|smell|taste"
)
"""Nothing that a graph of products could say."""
CONTENT: Final = "content"
COMPARED: Final = re.compile(
    r"哪个|哪款|哪台|谁|\bwhich\b|差多少|差别|\bmore than\b|\bless than\b|\bthan the\b|\bagainst\b|\bvs\b|versus|比起|跟.{0,30}比|和.{0,30}比|比.{0,20}[重轻大小贵便]|谁更|又便宜|cheaper of"
)
SIMPLIFIED: Final = str.maketrans(
    "蘋機華為電腦無線筆記戲遊錄聲視頻錶環鏡頭顯螢級學習辦務輕開戶運動騎閱讀聽樂畫長續顏質觸點對導購買賣單雙紅綠藍銀護與遠園網課時間賽車飛舊寬鍵盤標隨攜帶鏈連結繪圖創專業輸裝備應範",
    "苹机华为电脑无线笔记戏游录声视频表环镜头显荧级学习办务轻开户运动骑阅读听乐画长续颜质触点对导购买卖单双红绿蓝银护与远园网课时间赛车飞旧宽键盘标随携带链连结绘图创专业输装备应范",
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says.

    `intent` is find, detail, opinion, compare, aftersale, howto, article, person or talk; `said` what it adds to the need, `dropped`
    what it takes from it, `replaced` names of slots whose values it replaces; `models` are candidates for each product that it names, `places` of the list shown
    last (1 is the first, -1 the last, 0 the one spoken of); `asks` an attribute, or the id of a feature.
    """

    text: str
    language: Language
    intent: str
    said: tuple[Slot, ...] = ()
    dropped: tuple[Slot, ...] = ()
    replaced: frozenset[str] = frozenset()
    anew: bool = False
    models: tuple[tuple[str, ...], ...] = ()
    places: tuple[int, ...] = ()
    asks: str | None = None
    topic: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What came before: the intent answered last, how many products are shown, how many are spoken of, and the category."""

    intent: str = ""
    shown: int = 0
    spoken: int = 0
    category: str | None = None
    asks: str | None = None
    topic: str | None = None
    bound: Slot | None = None
    """The last number that was wanted, which a bare number corrects."""


FIRST: Final = Before()


def read(text: str, names: Names, setting: str = "shop", before: Before = FIRST) -> Message:
    """Return what a message says; time grows with its first `LONGEST` characters and no further."""
    given = unicodedata.normalize("NFKC", text[:LONGEST]).translate(SIMPLIFIED)
    given = "".join(c if c.isprintable() else " " for c in given)
    plain = names.corrected(fold(given).strip())
    language: Language = "zh" if language_of(plain) == "zh" else "en"
    mentions = names.find(plain)
    found = wants(plain, mentions, language, shown=before.shown > 0)
    facts = _Facts(plain, setting, before, mentions, found)
    intent, topic = _intent(facts)
    models = tuple(tuple(name.id for name in m.names) for m in mentions if m.name.label == "Model")
    liked = _liked(plain, mentions) if intent == "find" else None
    said = [want.slot for want in found if not want.dropped]
    if liked:
        said = [Slot("like", "=", liked), *map(_than_liked, said)]
    if intent == "find" and before.asks and before.asks.startswith("feature/") and THAT_ONE.search(plain):
        said.append(Slot("feature", "=", before.asks))
    if intent == "find" and not found and (number := _bare(plain)) and before.bound:
        said.append(replace(before.bound, value=number))
    return Message(
        plain,
        language,
        intent,
        tuple(dict.fromkeys(said)) if intent == "find" else (),
        tuple(want.slot for want in found if want.dropped) + _dropped_names(plain),
        _replaced(plain, found),
        anew=anew(plain),
        models=models,
        places=facts.places,
        asks=_asked(facts, intent),
        topic=topic,
        unknown=_is_unknown(facts),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What intents are told from."""

    text: str
    setting: str
    before: Before
    mentions: Sequence[Mention]
    wants: Sequence[Want]

    @property
    def models(self) -> int:
        return sum(mention.name.label == "Model" for mention in self.mentions)

    @property
    def places(self) -> tuple[int, ...]:
        return places_of(self.text)

    @property
    def questioned(self) -> bool:
        return says("question", self.text)

    @property
    def attribute(self) -> str | None:
        pattern, by_word = _attributes()
        matches = [m for m in pattern.finditer(self.text) if not self._named(m.start(), m.end())]
        return by_word[max(matches, key=lambda m: len(m[0]))[0]] if matches else None

    def _named(self, start: int, end: int) -> bool:
        return any(
            m.start <= start and end <= m.end and m.end - m.start > end - start
            for m in self.mentions
            if m.name.label in {"Model", "Feature"}
        )

    @property
    def priced(self) -> bool:
        return any(want.slot.name == "price" for want in self.wants)

    @property
    def features(self) -> list[Mention]:
        return [
            mention for mention in self.mentions if any(name.label == "Feature" for name in mention.names)
        ]


def places_of(text: str) -> tuple[int, ...]:
    """Return the places of a list that a text speaks of: 1 the first, -1 the last."""
    found: list[int] = []
    for match in ORDINALS.finditer(text):
        if match["last"]:
            found.append(-1)
        elif match["both"]:
            found += [1, 2]
        elif match["former"] or match["latter"]:
            found.append(1 if match["former"] else 2)
        else:
            word = match["zh"] or match["en"] or match["n"]
            found.append(int(word) if word.isdigit() else NUMBERS.get(word, 0))
    return tuple(dict.fromkeys(place for place in found if place))


@cache
def _attributes() -> tuple[re.Pattern[str], dict[str, str]]:
    by_word = {word: row["attribute"] for row in read_words("attributes") for word in row["words"]}
    return any_of(by_word), by_word


@cache
def _patterns() -> tuple[tuple[str, str | None, re.Pattern[str]], ...]:
    return tuple(
        (row["intent"], row.get("topic"), re.compile(row["pattern"])) for row in read_words("intents")
    )


def _intent(facts: _Facts) -> tuple[str, str | None]:
    if not any(map(str.isalnum, facts.text)):
        return "talk", None
    hits = [(intent, topic) for intent, topic, pattern in _patterns() if pattern.search(facts.text)]
    intents = {intent for intent, _ in hits}
    if "talk" in intents:
        return "talk", None
    wanted = says("wish", facts.text) and any(
        want.slot.name in {"category", "brand", "price"} for want in facts.wants
    )
    about = facts.models > 0 or bool(facts.places) or says("thing", facts.text)
    if (
        facts.setting == CONTENT
        and ARTICLE.search(facts.text)
        and not facts.models
        and _told_of(facts)
        and not facts.priced
    ):
        return "article", None
    for intent, topic in hits:
        if intent == "person" and not wanted:
            return intent, None
        if (
            intent in {"aftersale", "howto"}
            and not wanted
            and not (about and facts.models and facts.attribute == "price")
        ):
            return intent, topic
    if anew(facts.text) and facts.wants:
        return "find", None
    liked = facts.models > 0 and _liked(facts.text, facts.mentions)
    if (
        liked
        and not COMPARED.search(facts.text)
        and (wanted or not facts.questioned or any(want.slot.name == "category" for want in facts.wants))
    ):
        return "find", None
    pair = facts.models + len(facts.places)
    compared = "compare" in intents or bool(COMPARED.search(facts.text))
    if pair >= 2 and (
        compared or facts.questioned or facts.attribute or re.search(r"\bor\b|还是|或", facts.text)
    ):
        return "compare", None
    if compared and (
        (pair == 1 and facts.before.spoken) or (facts.before.spoken >= 2 and not facts.wants and not pair)
    ):
        return "compare", None
    if (
        facts.before.intent == "compare"
        and facts.before.spoken >= 2
        and not pair
        and (facts.attribute or facts.features)
        and not wanted
    ):
        return "compare", None
    if about and (facts.models or facts.before.shown or facts.before.spoken):
        asks = facts.questioned or facts.attribute or facts.features or "opinion" in intents
        if facts.models or facts.places or asks:
            return _about(facts, intents), None
    if _follows(facts) and not wanted:
        return _about(facts, intents), None
    if facts.before.intent in {"aftersale", "howto"} and not facts.wants and facts.questioned:
        return facts.before.intent, facts.before.topic
    if _is_unknown(facts) and facts.questioned:
        return "detail", None
    if facts.before.bound and not facts.wants and _bare(facts.text):
        return "find", None
    if (
        facts.wants
        or _dropped_names(facts.text)
        or anew(facts.text)
        or (says("wish", facts.text) and facts.mentions)
    ):
        return "find", None
    if facts.before.spoken and facts.questioned and (facts.attribute or "opinion" in intents):
        return _about(facts, intents), None
    return "talk", None


def _told_of(facts: _Facts) -> str | None:
    """Return the feature or use that an article is asked for about."""
    feature = _feature(facts)
    uses = [name.id for m in facts.mentions for name in m.names if name.label == "UseCase"]
    return feature[0] if feature else next(iter(uses), None)


def _follows(facts: _Facts) -> bool:
    """Say whether a message without a subject goes on about the product that was spoken of: 那电池呢？"""
    if not facts.before.spoken or facts.before.intent not in {"detail", "opinion", "compare"}:
        return False
    priced = any(
        want.slot.name in {"price", "category", "brand"} and not want.slot.lean for want in facts.wants
    )
    short = len(facts.text) <= (14 if not facts.text.isascii() else 45)
    return not priced and bool(facts.attribute or facts.features) and (facts.questioned or short)


def _about(facts: _Facts, intents: set[str]) -> str:
    feature = _feature(facts)
    if facts.attribute and not ("opinion" in intents and feature and feature[1]):
        if feature and feature[1] and facts.before.intent == "opinion" and not facts.models:
            return "opinion"
        return "detail"
    if feature:
        return (
            "opinion"
            if feature[1]
            and (facts.before.intent == "opinion" or "opinion" in intents or not _is_battery(feature[0]))
            else "detail"
        )
    return "opinion" if "opinion" in intents else "detail"


def _is_battery(feature: str) -> bool:
    return feature == "feature/battery-life"


def _feature(facts: _Facts) -> tuple[str, bool] | None:
    """Return the feature that is asked about, and whether reviews judge it."""
    for mention in sorted(facts.features, key=lambda mention: mention.start - mention.end):
        name = next(name for name in mention.names if name.label == "Feature")
        return name.id, name.aspect
    return ("feature/camera", True) if any(m.name.id == "category/camera" for m in facts.mentions) else None


def _asked(facts: _Facts, intent: str) -> str | None:
    feature = _feature(facts)
    if intent == "article":
        return _told_of(facts)
    if intent == "opinion":
        return feature[0] if feature else None
    if intent in {"detail", "compare"}:
        if UNKNOWABLE.search(facts.text):
            return None
        if facts.attribute and not (feature and not feature[1] and _longer(facts)):
            return facts.attribute
        if feature and _is_battery(feature[0]) and intent == "detail":
            return "battery_capacity"
        if feature:
            return feature[0]
        leaning = next((name for name, pattern in LEANING.items() if pattern.search(facts.text)), None)
        if leaning:
            return leaning
        leans = [want.slot.name for want in facts.wants if want.slot.lean]
        valued = [
            want.slot.name
            for want in facts.wants
            if want.slot.name
            in {
                "network",
                "water_resistance",
                "sim",
                "wifi",
                "video",
                "resolution",
                "refresh_rate",
                "soc",
                "gpu",
                "cpu",
                "os",
                "color",
            }
        ]
        return next(iter([*leans, *valued]), None)
    return None


def _longer(facts: _Facts) -> bool:
    """Say whether a feature's name holds the attribute's: wireless charging speaks of no power."""
    pattern, _ = _attributes()
    longest = max((len(m[0]) for m in pattern.finditer(facts.text)), default=0)
    return any(mention.end - mention.start >= longest for mention in facts.features)


def _liked(text: str, mentions: Sequence[Mention]) -> str | None:
    for mention in mentions:
        if mention.name.label == "Model" and around(text, mention.start, mention.end).at("like"):
            return mention.name.id
    return None


def _bare(text: str) -> float | None:
    """Return the only number of a message that names no unit."""
    found = list(amounts(text))
    return float(found[0].most) if len(found) == 1 and not found[0].currency else None


def _than_liked(slot: Slot) -> Slot:
    """Return a leaning as a comparison with the example."""
    if not slot.lean:
        return slot
    return Slot(slot.name, "<" if slot.lean < 0 else ">", "like")


DROPPED: Final = {
    "brand": re.compile(r"(?:品牌|牌子)(?:无所谓|不限|都行|随便|不重要|都可以|没要求)|什么牌子都|(?:any|no particular|whatever) brand|brand (?:doesn'?t|does not|isn'?t|is not|no longer) (?:matter|important)|don'?t care (?:about|what|which) (?:the )?brand|哪个牌子都|不限品牌|不挑牌子"),
    "price": re.compile(r"(?:价格|钱|预算|价钱)(?:无所谓|不限|不是问题|随便|不重要|没上限|没要求)|不差钱|money (?:is no|isn'?t an?|is not an?) (?:object|issue|problem)|(?:price|budget|cost|money) (?:doesn'?t|does not) matter|no budget|forget (?:about )?the (?:price|budget)|ignore the (?:price|budget)|unlimited budget|不限预算|预算不限"),
    "color": re.compile(r"颜色(?:无所谓|不限|都行|随便)|any colou?r|colou?r (?:doesn'?t|does not) matter|什么颜色都|不限颜色"),
    "screen_size": re.compile(r"(?:尺寸|大小|屏幕大小)(?:无所谓|不限|都行|随便)|(?:any|whatever) size|size (?:doesn'?t|does not) matter"),
    "weight": re.compile(r"重量(?:无所谓|不限|都行|随便)|weight (?:doesn'?t|does not|isn'?t) (?:matter|important)|重点也行|重一点也行|重点没关系"),
}  # fmt: skip


def _dropped_names(text: str) -> tuple[Slot, ...]:
    return tuple(Slot(name, "=", "any") for name, pattern in DROPPED.items() if pattern.search(text))


def _replaced(text: str, found: Sequence[Want]) -> frozenset[str]:
    """Return the names of slots that the message replaces: the brand, unless it adds one (小米也行)."""
    brands = [
        want for want in found if want.slot.name == "brand" and want.slot.relation == "=" and not want.dropped
    ]
    added = brands and (around(text, brands[0].start, brands[0].end).at("also") and not says("instead", text))
    return frozenset({"brand"} if brands and not added else ())


def _is_unknown(facts: _Facts) -> bool:
    """Say whether a brand is named with a model that nobody knows: 小米99 ultra."""
    for mention in facts.mentions:
        if mention.name.label in {"Brand", "Line"} and re.match(
            r"\s?-?(?:[a-z]{0,4}\s?\d{1,4}[a-z]{0,2}\b|galaxy s\d)", facts.text[mention.end :]
        ):
            if not re.match(
                r"\s?\d+(?:\.\d+)?\s?(?:g|gb|块|元|寸|以|左|万|千|k|w|mm|hz|inch|\"|个|月|年|到|-|~|款)",
                facts.text[mention.end :],
            ):
                return True
    return False

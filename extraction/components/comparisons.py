"""Which product a statement is about, where a text names several."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Final

from extraction.components.differences import COORDINATED, is_apart
from extraction.documents import Span

COMPARED: Final = re.compile(
    r"(?:比起?|相比(?:于|较于?)?|相较于?|较|对比|不如|不像|没有|赶不上|秒杀|区别于|从"
    r"|[好强优胜逊高低快慢大小长短轻重凉亮]于|[快胜超强好]过|落后于?|领先于?|追平|不及|不输|媲美|堪比|打平|甩开|把"
    r"|(?<![a-z])(?:than|vs\.?|versus|unlike|over|beats?|compared (?:to|with)|coming from|came from|upgraded from))"
    r"[\s（(]*(?:(?:my|the|our|an?|old|last|隔壁|老款?|我的?|上一?代|同门的?|同芯片的?|同价的?)\s*)*$"
)
"""What stands before a model that another one is measured by: 比小米13轻, lighter than the Xiaomi 13."""
HOST: Final = re.compile(
    r"(?:适用|适配|兼容|匹配|配合|用于"
    r"|(?<![a-z])(?:compatible with|fits|works with|(?:case|cover|skin|sleeve|charger|cable|adapter|protector|film|strap|band"
    r"|dock|stand|mount|holder|keyboard|pen|stylus|hub|bank|batter(?:y|ies)|parts?|accessories) for))"
    r"(?:于|型号|机型|[\s（(:：]|the|new)*$"
)
"""What stands before a model that an accessory is for, of which the listing states nothing."""
LISTED: Final = re.compile(r"\s?(?:[/、,，&]|和|与|及|and|or)\s?")
AND: Final = re.compile(
    r"\s?(?:[/、&]|[,，]?\s?(?:和|与|及|以及|跟|and|or)(?![a-z])|[,，])\s?(?:(?:the|my|our)\s)?"
)
"""What joins models that one thing is said of."""
THAN_BOTH: Final = re.compile(r"\s?(?:[/、&]|和|与|及|以及|(?:and|or)(?![a-z]))\s?(?:(?:the|my|our)\s)?")
"""Behind a comma the product's own name may stand: 不像小米13，小米14有…."""
BOTH_BEFORE: Final = re.compile(r"(?<![a-z])(?:both|all of)\s(?:(?:the|my|our)\s)?$")
BOTH_BEHIND: Final = re.compile(
    r"[^,，.。;；:：!！?？]{0,6}?(?:都|均|皆|同样|支持|具备|配备|搭载|采用"
    r"|(?<![a-z])(?:both|all|have|support|feature|offer|come with|share|are|get)(?![a-z]))"
)
"""Around models joined by an and, what says that each of them is meant; English verbs are plural."""
SENTENCE: Final = re.compile(r"[。;；!！?？\n]|\.(?!\d)")
JOINED_MOST: Final = 8
SAID_WITHIN: Final = 240
"""Characters behind joined models that are looked at for their sentence's end."""
OWN: Final = re.compile(
    r"(?:\s|的|那[样种]|那?[颗块]|'s|’s|has|have|had|only|有|是|只有|[（(:：]|with|its|at)*"
)
"""What may stand between a model and a value of its own, however it came into the text."""
BREAK: Final = re.compile(r"[，,。.;；!！?？\n](?!\d)|但|而且|并且|(?<![a-z])(?:and|but|while)(?![a-z])")
REACH: Final = 24


def is_away(model: Span, said: Span, folded: str) -> bool:
    """Say whether a model is named in another sentence than what is said, or in a later clause than it."""
    if model.start < said.start:
        return bool(SENTENCE.search(folded, model.end, said.start))
    return bool(BREAK.search(folded, said.end, model.start))


class Products:
    """The models that a text names, and which of them others are compared with.

    Those that an accessory is for (适用苹果15) are left out.
    """

    def __init__(self, folded: str, spans: Sequence[Span]) -> None:
        self._folded, self._spans = folded, spans
        self._models = [position for position, span in enumerate(spans) if span.label == "MODEL"]
        self.hosts = self._find_hosts()
        self._models = [position for position in self._models if position not in self.hosts]
        self._compared = self._find_compared()
        self._subjects = [position for position in self._models if position not in self._compared]
        self._joined = self._find_joined()

    @property
    def own(self) -> int | None:
        """The first model that is neither one that others are compared with nor one that an accessory is for."""
        return self._subjects[0] if self._subjects else None

    def of(self, position: int) -> int | None:
        """Return the model that the span at `position` is said of, None where the text does not name it.

        It is the last model before it that is not compared with, else the first. A compared one has only what stands
        right behind it (比小米13的4500mAh) or before it (比4500mAh的小米13); a number behind it in its clause
        (比小米13轻20克) is a difference, and nobody's.
        """
        last = self._last(position)
        if last in self._compared and OWN.fullmatch(self._between(last, position)):
            return last
        if (behind := self._owner_behind(position)) is not None:
            return behind
        place = bisect_left(self._subjects, position)
        if place:
            return self._subjects[place - 1]
        return self.own

    def _owner_behind(self, position: int) -> int | None:
        """Return the model right behind the value at `position`, joined to it by 的: 4500mAh的小米13."""
        place = bisect_right(self._models, position)
        if self._spans[position].label != "PARAMETER" or place == len(self._models):
            return None
        model = self._models[place]
        is_joined = self._folded[self._spans[position].end : self._start(model)] == "的"
        return model if is_joined else None

    def all_of(self, position: int) -> list[int]:
        """Return the models that the span at `position` is said of: one, or those that share it: A和B都支持X."""
        head = self.of(position)
        if head is None:
            return []
        others, until = self._joined.get(head, ([], 0))
        return [*others, head] if head < position and self._spans[position].start < until else [head]

    def is_difference(self, position: int) -> bool:
        """Say whether the value at `position` tells how far two products are apart."""
        span = self._spans[position]
        if span.label != "PARAMETER":
            return False
        if is_apart(self._folded, span) or self._is_one_more_difference(position):
            return True
        last = self._last(position)
        if last not in self._compared:
            return False
        between = self._between(last, position)
        return not OWN.fullmatch(between) and not BREAK.search(between)

    def _is_one_more_difference(self, position: int) -> bool:
        """Say whether a value is named in one breath with a difference before it: 比小米13省330美元、重130克."""
        start = self._spans[position].start
        return bool(
            position
            and COORDINATED.fullmatch(self._folded, self._spans[position - 1].end, start)
            and self.is_difference(position - 1)
        )

    def _last(self, position: int) -> int:
        """Return the model before `position`, -1 where none is."""
        place = bisect_left(self._models, position)
        return self._models[place - 1] if place else -1

    def _between(self, model: int, position: int) -> str:
        return self._folded[self._spans[model].end : self._spans[position].start]

    def is_compared(self, position: int) -> bool:
        """Say whether the model at `position` is one that others are measured by."""
        return position in self._compared

    def _find_compared(self) -> set[int]:
        """Return the models that others are measured by, and those joined to one: 比小米13和小米14轻."""
        compared: set[int] = set()
        for last, position in pairwise([-1, *self._models]):
            joined = last in compared and THAN_BOTH.fullmatch(self._between_models(last, position))
            if joined or self._is_compared(position):
                compared.add(position)
        return compared

    def _find_joined(self) -> dict[int, tuple[list[int], int]]:
        """Return for the last of models that something is said of together those before it, and where its sentence ends."""
        joined: dict[int, tuple[list[int], int]] = {}
        run: list[int] = []
        for position, behind in zip_longest(self._subjects, self._subjects[1:]):
            run.append(position)
            if behind is not None and AND.fullmatch(self._between_models(position, behind)):
                continue
            if len(run) > 1 and self._are_both_meant(run):
                start = self._spans[position].end
                end = SENTENCE.search(self._folded, start, start + SAID_WITHIN)
                joined[position] = (run[-JOINED_MOST:-1], end.start() if end else start + SAID_WITHIN)
            run = []
        return joined

    def _are_both_meant(self, run: Sequence[int]) -> bool:
        before = self._before(run[0])
        return bool(BOTH_BEFORE.search(before) or BOTH_BEHIND.match(self._folded, self._spans[run[-1]].end))

    def _between_models(self, first: int, second: int) -> str:
        return self._folded[self._spans[first].end : self._start(second)]

    def _is_compared(self, position: int) -> bool:
        return bool(COMPARED.search(self._before(position)))

    def _find_hosts(self) -> set[int]:
        """Return the models that an accessory is for, and those listed behind them: 适用小米14/小米13."""
        hosts: set[int] = set()
        for last, position in pairwise([-1, *self._models]):
            is_listed = last in hosts and LISTED.fullmatch(self._between_models(last, position))
            if is_listed or HOST.search(self._before(position)):
                hosts.add(position)
        return hosts

    def _before(self, position: int) -> str:
        """Return what stands right before a model and its brand."""
        start = self._start(position)
        return self._folded[max(0, start - REACH) : start]

    def _start(self, position: int) -> int:
        """Return where a model begins, its brand before it included."""
        start = self._spans[position].start
        if position and self._spans[position - 1].label == "BRAND":
            brand = self._spans[position - 1]
            if not self._folded[brand.end : start].strip():
                return brand.start
        return start

"""Questions after the sale: from the shop's policies and from the orders of the shopper who is signed in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant import troubleshooting
from assistant.called import by_order, named
from assistant.claims import Claim
from assistant.deliveries import MOST, asked_for, delivery_claim, overdue_claim
from assistant.periods import TOPICS, period_claim, period_of, price_claim
from assistant.purchases import Purchase, day_of, narrowed, purchases
from assistant.replies import (
    PERSON,
    Choice,
    Question,
    Reply,
    and_sign_in,
    choosing,
    not_acted,
    offering,
    quoted,
)
from assistant.troubleshooting import Flow
from assistant.wording import Language, Wording, read_wording
from assistant.words import pattern
from extraction.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.records import Order, Orders, Policies, Policy
    from assistant.replies import Topic

OTHER: Final[dict[Language, Language]] = {"zh": "en", "en": "zh"}
MOST_CHOICES: Final = 8
"""Troubles listed to pick from."""
MOST_POLICIES: Final = 2
"""Policies quoted in one answer."""


class AfterSale:
    """Answers from policies and orders. Errors are the readers'.

    Args:
        orders: reads orders.
        policies: reads policies.
    """

    def __init__(self, orders: Orders, policies: Policies) -> None:
        self._orders, self._policies = orders, policies

    async def reply(self, question: Question, user: str | None) -> Reply:
        """Return the answer for the shopper who is signed in, or for nobody: then no order is looked at."""
        words = read_wording("aftersale", question.language)
        if question.topic == "how-to":
            return offering(await self._how_to(question, words), words)
        reply = await self._ruled(question, user, words)
        return offering(not_acted(reply, words) if _asks_to_act(question) else reply, words)

    async def tried(self, flow: Flow) -> tuple[str, ...]:
        """Return the steps that were told before the one that a troubleshooting stands at."""
        policy = await self._policies.get(flow.policy)
        return troubleshooting.tried(replace(flow, step=flow.step - 1), policy) if policy else ()

    async def _ruled(self, question: Question, user: str | None, words: Wording) -> Reply:
        """Return what policies and orders say."""
        if question.topic is None:
            return quoted([], words)
        rules = [] if question.topic == "order" else await self._rules(question, question.topic)
        if question.topic not in {*TOPICS, "order", "delivery"}:
            return quoted(rules, words)
        if user is None:
            return and_sign_in(Reply(()) if question.topic == "order" else quoted(rules, words), words)
        orders = await self._orders.of(user)
        if question.topic in TOPICS:
            return _about_periods(question, orders, rules, words)
        return _about_deliveries(question, orders, rules, words)

    async def proceed(self, flow: Flow, helped: bool | None, language: Language) -> Reply:
        """Go on with a troubleshooting; `helped` says whether the last step did, None where that is unclear."""
        words = read_wording("aftersale", language)
        policy = await self._policies.get(flow.policy)
        if policy is None:
            return offering(quoted([], words), words)
        if helped:
            return solved(language)
        onwards = flow if helped is None else replace(flow, step=flow.step + 1)
        if said := troubleshooting.told(onwards, policy, words):
            return Reply(said, flow=onwards)
        done = troubleshooting.tried(flow, policy)
        return Reply((Claim(words.say("all_tried")),), hand_over=True, tried=done)

    async def _rules(self, question: Question, topic: Topic) -> list[Policy]:
        """Return the policies of the topic, those with the question's words first; in the other language if need be."""
        for language in (question.language, OTHER[question.language]):
            best = await self._policies.with_words(question.text, language, topic)
            others = await self._policies.of_topic(topic, language)
            if found := list({policy.id: policy for policy in (*best, *others)}.values()):
                return found[:MOST_POLICIES]
        return []

    async def _how_to(self, question: Question, words: Wording) -> Reply:
        """Begin with the first step of the policy that is asked for, or ask which one is."""
        if question.chosen:
            asked = await self._policies.get(question.chosen.record)
            return _begun(asked, words) if asked else quoted([], words)
        known = await self._policies.of_topic("how-to", question.language)
        known = known or await self._policies.of_topic("how-to", OTHER[question.language])
        found = troubleshooting.asked_for(question.text, known)
        uses = pattern("usage").search(question.text) is not None
        if question.flow and (not uses if found is None else found.id == question.flow.policy):
            return await self.proceed(question.flow, None, question.language)
        if found:
            return _begun(found, words)
        best = await self._policies.with_words(question.text, question.language, "how-to")
        # Whoever asks how something is done has no trouble that could be one of those.
        return _listed([*best, *([] if uses else known)], words)


def solved(language: Language) -> Reply:
    """Return what is said where the trouble is over."""
    return Reply((Claim(read_wording("aftersale", language).say("solved")),))


def ended(language: Language) -> Reply:
    """Return what is said where the shopper does not want to go on."""
    return Reply((Claim(read_wording("aftersale", language).say("ended")),))


def _asks_to_act(question: Question) -> bool:
    """Say whether more is asked than to be told something, when it is first said."""
    return question.chosen is None and pattern("acting").search(question.text) is not None


def _listed(policies: Sequence[Policy], words: Wording) -> Reply:
    """Return the troubles to pick from, a person last; without any, that there is no rule."""
    likely = list({policy.id: policy for policy in policies}.values())[:MOST_CHOICES]
    if not likely:
        return quoted([], words)
    choices = [
        Choice(policy.id, words.say("trouble", place=place, title=policy.title))
        for place, policy in enumerate(likely, start=1)
    ]
    none = Choice(PERSON, words.say("none_of_these", place=len(choices) + 1))
    return choosing([*choices, none], "which_trouble", words)


def _begun(policy: Policy, words: Wording) -> Reply:
    flow = Flow(policy.id)
    named = Claim(words.say("trouble_named", title=policy.title), records=(policy.id,))
    return Reply((named, *troubleshooting.told(flow, policy, words)), flow=flow)


def _about_periods(
    question: Question, orders: Sequence[Order], rules: Sequence[Policy], words: Wording
) -> Reply:
    rest = quoted(rules, words)
    clocks = [policy for policy in rules if policy.days is not None]
    if not clocks:
        return rest
    found, missing = _meant(question, orders, words)
    if missing:
        return replace(rest, claims=(missing, *rest.claims))

    def runs(purchase: Purchase) -> bool:
        periods = (period_of(purchase, policy, question.now) for policy in clocks)
        return any(period is not None and period.left >= 0 for period in periods)

    left = narrowed(found, runs)
    if len(left) > 1:
        return choosing(_choices(left, question.now, words), "which", words)
    (purchase,) = left
    said = [period_claim(purchase, policy, question.now, words) for policy in clocks]
    told = purchase.order.status != "delivered" or purchase.order.delivered_at is not None
    if question.topic == "price-protection" and runs(purchase):
        price, told = price_claim(purchase, words)
        said.append(price)
    return Reply((*dict.fromkeys(said), *rest.claims), hand_over=not told)


def _about_deliveries(
    question: Question, orders: Sequence[Order], rules: Sequence[Policy], words: Wording
) -> Reply:
    rest = quoted(rules, words) if rules else Reply(())
    found, missing = _meant(question, orders, words)
    if missing:
        return replace(rest, claims=(missing, *rest.claims))
    meant = {purchase.order.id for purchase in found}
    asked = asked_for([order for order in orders if order.id in meant])
    said = [delivery_claim(order, question.now, words) for order in asked]
    late = [overdue_claim(order, rules, question.now, words) for order in asked]
    overdue = [claim for claim in late if claim]
    return Reply((*said, *overdue, *rest.claims), hand_over=bool(overdue))


def _meant(
    question: Question, orders: Sequence[Order], words: Wording
) -> tuple[list[Purchase], Claim | None]:
    """Return the purchases that a question may be about, or what there is to say where there are none."""
    all_ = purchases(orders)
    if chosen := question.chosen:
        found = [
            one
            for one in all_
            if one.order.id == chosen.record and chosen.product in {None, one.item.product}
        ]
    else:
        found = named(all_, question.named, question.text)
    if found:
        return found, None
    known = "none_named" if by_order(all_, fold(question.text)) is None else "no_such_order"
    return [], Claim(words.say(known if all_ else "no_orders"), records=tuple(order.id for order in orders))


def _choices(found: Sequence[Purchase], now: datetime, words: Wording) -> list[Choice]:
    return [
        Choice(
            one.order.id,
            words.say(
                "choice",
                place=place,
                product=one.item.title,
                ago=words.ago((now.date() - day_of(one.order.at, now.tzinfo)).days),
            ),
            one.item.product,
        )
        for place, one in enumerate(found[:MOST], start=1)
    ]

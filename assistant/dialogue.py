"""What a message, and then its answer, make of the state of a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from assistant.answers import Answer
from assistant.kinds import is_another, is_wider, of_its_kind, of_what_is_spoken, runs_another
from assistant.reading.message import Message
from assistant.slots import Need, Slot, akin, first, merged
from assistant.state import COMPARED, State, Turn
from assistant.views import one_of
from assistant.words import pattern

KINDS: Final = 4
"""Kinds of product that are gone back to, at most."""
SEEN: Final = 300
"""Models of a need that are remembered to have been shown, at most."""
OPPOSITE: Final = {"<=": ">=", ">=": "<="}
WAYS: Final = {"added": 1, "taken_off": -1}
"""Patterns of words that change a budget, and which way."""


def heard(state: State, message: Message) -> State:
    """Return the state after a message that looks for products: what is wanted now."""
    if message.lifted:
        message = _lifted(state.need, message)
    another = message.anew or is_another(state.need, message.said) or _is_plainer(state.need, message)
    begun = _begun(state, message) if another else state.need
    kept = tuple(slot for slot in begun if not _taken_back(slot, message))
    said = _said(kept, message)
    refused, wanted = _values(said, "!="), _values(said, "=")
    opposite = {"=": refused, "!=": wanted}
    kept = tuple(
        slot
        for slot in kept
        if slot.value not in opposite.get(slot.relation, ())
        and not _crossed(slot, said)
        and not runs_another(slot, said)
    )
    need = of_its_kind(of_what_is_spoken(merged(kept, _exchanged(state.need, said)), state))
    goes_on = need == state.need and pattern("more").search(message.text) is not None
    return replace(
        state,
        need=need,
        past=_past(state) if another else state.past,
        foremost=_foremost(state, need, message),
        seen=state.seen if goes_on else (),
        questions=() if state.need and not begun else state.questions,
        bounds=state.bounds if begun else {},
    )


def _is_plainer(need: Need, message: Message) -> bool:
    """Say whether a narrow kind is given up for the usual one: just a normal phone, behind phones that fold."""
    wider = any(is_wider(slot, need) for slot in message.said)
    return wider and pattern("plain_kind").search(message.text) is not None


def _begun(state: State, message: Message) -> Need:
    """Return what another search begins with: what was wanted of that kind before (back to phones), or the budget."""
    kinds = {str(slot.value) for slot in message.said if slot.name == "category"}
    if pattern("back_to").search(message.text):
        known = {first(need, "category"): need for need in state.past}
        same = (known[kind] for kind in kinds if kind in known)
        like = (need for kind, need in known.items() if any(akin(str(kind), said) for said in kinds))
        if past := next(same, None) or next(like, None):
            return past
    keeps = pattern("same_budget").search(message.text)
    return tuple(slot for slot in state.need if keeps and slot.name == "price" and slot.number is not None)


def _past(state: State) -> tuple[Need, ...]:
    """Return what was wanted of each kind so far, the latest last."""
    kind = first(state.need, "category")
    others = tuple(need for need in state.past if first(need, "category") != kind)
    return (*others, state.need)[-KINDS:] if state.need else state.past


def answered(state: State, message: Message, answer: Answer) -> State:
    """Return the state after an answer to a message."""
    products = tuple(shown.card.id for shown in answer.products)
    facts = tuple(dict.fromkeys(fact for claim in answer.sentences() for fact in claim.facts))
    records = tuple(dict.fromkeys(record for claim in answer.sentences() for record in claim.records))
    listed = answer.intent == "find" and answer.shows == "products"
    # Whoever asks on asks of what nobody knows, and not of what was spoken of before it.
    unheard = tuple(ids[0] for ids in message.models) if message.unknown and not answer.about else ()
    models = (shown.card.model.id for shown in answer.products if shown.card.model)
    kinds = (shown.card.category.id for shown in answer.products if shown.card.category)
    return replace(
        state,
        shown=products if listed and products else state.shown,
        model=next(models, None) if answer.about else (*unheard, state.model)[0],
        kind=next(kinds, None) if answer.about else message.unknown_kind if unheard else state.kind,
        spoken=answer.about or unheard or (() if answer.intent == "find" else state.spoken),
        beside=_beside(state, answer),
        seen=_seen(state.seen, answer) if listed else state.seen,
        questions=(*state.questions, answer.question) if answer.question else state.questions,
        asks=answer.asks,
        topic=answer.topic,
        intent=answer.intent,
        choices=tuple((choice.record, choice.text, choice.product) for choice in answer.choices),
        flow=answer.flow,
        tried=() if answer.ticket else state.tried,
        ticket=answer.ticket or state.ticket,
    ).remembering(Turn(message.text, answer.intent, answer.shows, products, answer.text, facts, records))


def _seen(before: tuple[str, ...], answer: Answer) -> tuple[str, ...]:
    """Return what was shown for a need after a list; what is shown again begins anew."""
    shown = tuple(one_of(product.card) for product in answer.products)
    return shown if set(shown) & set(before) else (*before, *shown)[-SEEN:]


def _beside(state: State, answer: Answer) -> tuple[str, ...]:
    """Return the products that are side by side after an answer: those of a comparison, or spoken of one by one."""
    if answer.intent == "find":
        return ()
    if len(answer.about) > 1:
        return answer.about
    if set(answer.about) <= set(state.beside):
        return state.beside
    return (*state.beside, *answer.about)[-COMPARED:]


def _foremost(state: State, need: Need, message: Message) -> str:
    """Return the attribute of which the most or the least is wanted, as long as it is wanted."""
    leaning = [slot.name for slot in message.said if slot.lean]
    if leaning and pattern("superlative").search(message.text):
        return leaning[0]
    return state.foremost if any(slot.lean and slot.name == state.foremost for slot in need) else ""


def _said(need: Need, message: Message) -> tuple[Slot, ...]:
    """Return what a message adds to a need; where it wants and refuses one thing, it refuses it."""
    said = _beside_example(need, (slot for slot in _moved(need, message) if not is_wider(slot, need)))
    refused = _values(said, "!=")
    return tuple(slot for slot in said if slot.relation == "!=" or slot.value not in refused)


def _moved(need: Need, message: Message) -> tuple[Slot, ...]:
    """Return what a message says, where sums of money are added to the budget, or taken off: 预算加500, $50 more."""
    way = next((sign for name, sign in WAYS.items() if pattern(name).search(message.text)), 0)
    bound = next((s for s in need if s.name == "price" and s.number and s.relation in {"<=", "~"}), None)
    if not way or bound is None:
        return message.said

    def moved(slot: Slot) -> Slot:
        adds = slot.name == "price" and slot.unit == bound.unit and slot.relation in {"<=", "~"}
        number = (bound.number or 0.0) + way * (slot.number or 0.0)
        return replace(bound, value=number) if adds and slot.number and number > 0 else slot

    return tuple(map(moved, message.said))


def _crossed(slot: Slot, said: Iterable[Slot]) -> bool:
    """Say whether no number meets what was and what is said: at least 250, at most 150; 11 inches, then larger."""
    if slot.number is None:
        return False
    if slot.relation not in OPPOSITE:
        return any(other.name == slot.name and other.stepped for other in said)
    others = (o.number for o in said if o.name == slot.name and o.relation == OPPOSITE[slot.relation])
    sign = 1 if slot.relation == ">=" else -1
    return any(other is not None and sign * slot.number > sign * other for other in others)


def _values(said: Iterable[Slot], relation: str) -> set[str | float]:
    return {slot.value for slot in said if slot.relation == relation}


def _exchanged(before: Need, said: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Return what is said, where one brand takes another's place: 不要小米了，华为吧 refuses nothing for good."""
    brands = {slot.value for slot in before if slot.name == "brand"}
    instead = any(slot.name == "brand" and slot.relation == "=" for slot in said)
    if not instead or not brands & _values(said, "!="):
        return said
    return tuple(slot for slot in said if slot.relation != "!=" or slot.value not in brands)


def _lifted(need: Need, message: Message) -> Message:
    """Return a message that takes refusals back (oppo可以): what was refused is neither refused nor wanted."""
    refused = {slot.value for slot in need if slot.relation == "!="}
    if pattern("only").search(message.text):
        # Apple's ok, just Apple in fact: that is wanted now, which `heard` does not refuse any more.
        return message
    back = tuple(slot for slot in message.said if slot.relation == "=" and slot.value in refused)
    said = tuple(slot for slot in message.said if slot not in back)
    return replace(
        message,
        said=said,
        dropped=(*message.dropped, *back),
        replaced=message.replaced if said else frozenset(),
    )


def _taken_back(slot: Slot, message: Message) -> bool:
    if slot.name in message.replaced and slot.relation == "=":
        return True
    return any(gone.name == slot.name and gone.value in {slot.value, "any"} for gone in message.dropped)


def _beside_example(need: Need, said: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return what was said, where comparatives go on about an example named before: than it."""
    slots = tuple(said)
    if not first(need, "like") or any(slot.name == "like" for slot in slots):
        return slots
    return tuple(
        Slot(slot.name, "<" if slot.lean < 0 else ">", "like") if slot.stepped else slot for slot in slots
    )

"""A message read: what it means to do, what it wants, and about which products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.asked import asked
from assistant.reading.before import Before
from assistant.reading.cues import around, says
from assistant.reading.doubted import as_meant, believed
from assistant.reading.heard import Heard
from assistant.reading.leanings import FIRST_TIME
from assistant.reading.learned import intent_of
from assistant.reading.names import Names
from assistant.reading.places import Pointed
from assistant.reading.restated import restated, spoken_last, wanted_last
from assistant.reading.sensed import Floats, Sensed, sensed
from assistant.reading.settling import unspoken
from assistant.reading.spelling import plain_of
from assistant.reading.want import Want
from assistant.reading.wants import is_lifted, wants
from assistant.slots import Slot
from assistant.wording import Language
from assistant.words import pattern
from extraction.folding import is_cjk, language_of

CURRENCY: Final = {"zh": "CNY", "en": "USD"}
FIRST: Final = Before()
NOTHING: Final = Pointed()


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says.

    `intent` is find, detail, opinion, compare, aftersale, howto, article, person or talk; `said` what it adds to the
    need, `dropped` what it takes from it, `replaced` names of slots whose values it replaces, `anew` says that it
    begins one, `lifted` that it takes a refusal back. `models` are the candidates for each product that it names,
    `pointed` what it points at without a name; `asks` is an attribute, or the id of a feature; `unknown` is
    what it calls a model that nobody knows, and `unknown_kind` that one's category, as far as its name tells.
    """

    text: str
    language: Language
    intent: str
    said: tuple[Slot, ...] = ()
    dropped: tuple[Slot, ...] = ()
    replaced: frozenset[str] = frozenset()
    anew: bool = False
    lifted: bool = False
    models: tuple[tuple[str, ...], ...] = ()
    pointed: Pointed = NOTHING
    asks: str | None = None
    topic: str | None = None
    unknown: str = ""
    unknown_kind: str | None = None
    names: tuple[str, ...] = ()
    """Ids of brands and categories that it names."""


def read(
    text: str,
    names: Names,
    setting: str = "shop",
    before: Before = FIRST,
    states: Floats | None = None,
) -> Message:
    """Return what a message says; time grows with its first `spelling.LONGEST` characters and no further.

    `states` [pieces, width] are those of an encoder, where there is one.
    """
    by_states = sensed(states)
    plain = names.corrected(plain_of(text))
    language: Language = "zh" if language_of(plain) == "zh" else "en"
    heard = hear(plain, names, setting, before)
    heard = replace(heard, wants=as_meant(heard.wants, by_states))
    intent, topic = intent_of(heard, by_states)
    if intent == "aftersale" and by_states:
        # The place of a choice says nothing of what it is a choice of.
        told = None if before.choosing else by_states.likeliest("topic")
        topic = told or topic or by_states.likeliest("topic", least=0.0)
    dropped = [want.slot for want in heard.wants if want.dropped]
    return Message(
        plain,
        language,
        intent,
        tuple(dict.fromkeys(_said(heard, by_states))) if intent == "find" else (),
        (*dropped, *heard.dropped),
        _replaced(heard),
        anew=bool(pattern("anew").search(plain)),
        lifted=is_lifted(plain),
        models=tuple(tuple(name.id for name in mention.names) for mention in heard.models),
        pointed=heard.pointed,
        asks=asked(heard, intent, by_states),
        topic=topic,
        unknown=heard.unknown,
        unknown_kind=heard.unknown_kind or names.kind_of(heard.unknown),
        names=tuple(m.name.id for m in heard.mentions if m.name.label in {"Brand", "Category"}),
    )


def hear(plain: str, names: Names, setting: str, before: Before) -> Heard:
    """Return what is found in a message as it is read, see `plain_of`."""
    plain, again = restated(plain)
    mentions = spoken_last(names.find(plain), again)
    if before.model and (another := names.another(plain, before.model)):
        apart = [m for m in mentions if m.end <= another.start or another.end <= m.start]
        if not any(mention.name.label == "Model" for mention in apart):
            mentions = sorted([*apart, another], key=lambda mention: mention.span)
    chinese = before.chinese or any(map(is_cjk, plain))
    currency = before.currency or CURRENCY["zh" if chinese else "en"]
    compared = before.searched or before.model is not None
    kind = before.category or (before.kind if pattern("like_it").search(plain) else None)
    found = wanted_last(wants(plain, mentions, currency, kind, shown=compared), again)
    return Heard(plain, setting, before, mentions, found)


def _said(heard: Heard, by_states: Sensed | None) -> Iterator[Slot]:
    """Yield the slots that a search adds: what is found and believed, and what is sensed besides."""
    # The kind that one goes back to is said in passing, and not doubted.
    sought = None if pattern("back_to").search(heard.text) else heard.before.category
    found = believed(heard.wants, by_states, sought)
    wished = [*unspoken(by_states.wishes, found)] if by_states else []
    yield from _sought(heard, found, wished)
    # Something to read in the tub says the kind that is looked for, too.
    named = heard.before.category or any(want.slot.name == "category" for want in found)
    kind = (
        by_states.likeliest("kind") if by_states and not (named or heard.liked or heard.like_spoken) else None
    )
    if kind:
        yield Slot("category", "=", kind)


def _sought(heard: Heard, found: Sequence[Want], wished: Sequence[Slot]) -> Iterator[Slot]:
    """Yield slots from what is found and wished; leanings are those of the example, where it names one."""
    liked = heard.liked.name.id if heard.liked else heard.like_spoken
    if liked:
        yield Slot("like", "=", liked)
        kind = heard.before.kind if heard.like_spoken else heard.unknown_kind
        if kind and not any(want.slot.name == "category" for want in found):
            yield Slot("category", "=", kind)
    corrects = {"price"} if heard.correction else set()
    wants = [w.slot for w in found if not w.dropped and w.slot.name not in corrects]
    alone = not (liked or heard.before.searched or pattern("beside").search(heard.text))
    for slot in (*wants, *wished):
        if liked and slot.lean:
            yield Slot(slot.name, "<" if slot.lean < 0 else ">", "like")
        else:
            # Cheaper, where there is nothing that it would be cheaper than, is cheap.
            yield Slot(slot.name, "=", FIRST_TIME[str(slot.value)]) if alone and slot.stepped else slot
    spoken = heard.before.asks or ""
    if spoken.startswith("feature/") and pattern("that_one").search(heard.text):
        yield Slot("feature", "=", spoken)
    if heard.correction:
        yield heard.correction


def _replaced(heard: Heard) -> frozenset[str]:
    """Return the names of slots that a message replaces: the brand, unless it adds one (小米也行)."""
    brands = [w for w in heard.wants if w.slot.name == "brand" and w.slot.relation == "=" and not w.dropped]
    added = brands and around(heard.text, brands[0].start, brands[0].end).at("also")
    return frozenset({"brand"} if brands and (not added or says("instead", heard.text)) else ())

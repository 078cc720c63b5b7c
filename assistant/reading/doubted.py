"""What rules find and the states of a message speak against: a daughter's matches are no wish for a child's camera.

The bounds are those that tell best of every fifth open conversation, read by weights that had not seen it: of 117
wishes that rules found there and the states held for less probable than 0.05, 87 were wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.reading.sensed import Sensed
from assistant.reading.want import Want
from assistant.slots import Slot, akin

WISH: Final = 0.04
"""How improbable a wish is that is doubted."""
KIND: Final = 0.01
"""How improbable a kind is that is doubted where one is looked for already: need it for laptop + phone."""
BESIDE: Final = 0.05
"""The same, where the message looks for another kind."""
OTHER: Final = 0.9
"""How probable that one is: a Sony phone because of his Sony headphones."""
REFUSED: Final = 0.03
"""How probable it is at least that a brand or a feature is refused which rules take for wanted."""
TIMES: Final = 5
"""How many times more probable than that it is wanted: so are 10 in every fifth open conversation, all mistaken."""
ASK: Final = 0.05
"""How improbable it is that a thing is asked about, that is doubted where another is."""
ASKED: Final = 0.6
"""How probable that other one is."""


def believed(wants: Sequence[Want], sensed: Sensed | None, kind: str | None) -> list[Want]:
    """Return the wants that are not doubted; `kind` is what is looked for already."""
    return [want for want in wants if not (sensed and not want.dropped and _is_doubted(want, sensed, kind))]


def as_meant(wants: Sequence[Want], sensed: Sensed | None) -> list[Want]:
    """Return the wants, brands and features refused where the states say so: spare me the Apple ones.

    What rules find refused stays so: of two that are named one may well be wanted.
    """
    if not sensed:
        return list(wants)
    return [want.refused() if not want.dropped and _is_refused(want.slot, sensed) else want for want in wants]


def _is_refused(slot: Slot, sensed: Sensed) -> bool:
    if slot.name not in {"brand", "feature"} or slot.relation != "=":
        return False
    wanted, refused = (sensed.chance(slot.name, relation) for relation in ("=", "!="))
    return wanted is not None and refused is not None and refused > max(REFUSED, TIMES * wanted)


def asked_instead(found: str, sensed: Sensed) -> str:
    """Return what is asked about: what was found, unless that is doubted."""
    other = sensed.likeliest("ask", ASKED)
    chance = sensed.chance("ask", found)
    return other if other and chance is not None and chance < ASK else found


def _is_doubted(want: Want, sensed: Sensed, kind: str | None) -> bool:
    if want.slot.name != "category":
        chance = sensed.chance("wish", str(want.slot))
        return chance is not None and chance < WISH
    own = str(want.slot.value)
    chance = sensed.chance("kind", own)
    if chance is None or want.slot.relation != "=":
        return False
    other = sensed.likeliest("kind", OTHER)
    if other and chance < BESIDE and not akin(own, other):
        return True
    return chance < KIND and bool(kind)

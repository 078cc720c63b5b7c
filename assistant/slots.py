"""What a shopper needs, in the words of the graph's own schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.errors import SlotError

WRITTEN: Final = re.compile(r"([a-z_]+)(!=|<=|>=|=|~|<|>)(\S.*)")
QUANTITY: Final = re.compile(r"(-?\d+(?:\.\d+)?)(?: ([^\s\d]\S*))?")
ENTITIES: Final = {
    "category": "Category",
    "brand": "Brand",
    "feature": "Feature",
    "praised": "Feature",
    "use": "UseCase",
    "like": "Model",
}
"""Names of slots whose value is the id of an entity, and its label; the name of any other slot is an attribute."""
UNITLESS: Final = frozenset({"year"})
"""Attributes whose numbers have no unit."""
SOFT: Final = frozenset({"praised", "use", "like"})
"""Names of slots that are mere wishes."""
GENERIC: Final = {
    f"category/{category}": frozenset(f"category/{kind}" for kind in kinds)
    for category, kinds in (
        ("smartphone", ("foldable-phone",)),
        ("laptop", ("gaming-laptop", "2-in-1-laptop", "mobile-workstation", "chromebook")),
        ("camera", ("mirrorless-camera", "dslr-camera", "compact-camera", "vlog-camera", "action-camera")),
        ("headphones", ("earbuds", "sports-headphones", "gaming-headset")),
        ("smartwatch", ("kids-smartwatch", "fitness-band")),
    )
}
"""Categories that others are kinds of."""
LEANS: Final = {"low": -1, "high": 1, "lower": -1, "higher": 1}
"""Values without a number, and which way they lean."""
LIKE: Final = "like"
"""Value of a comparison with the product that the shopper named as an example."""
AROUND: Final = {"screen_size": 0.05, "weight": 0.1}
USUAL: Final = 0.2
"""Share of a value that is still around it, by attribute; of all others `USUAL`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that is wanted.

    `category=…`, `brand!=…`, `feature=…` name entities by id; `praised=…` is a feature that reviews should praise,
    `use=…` what it is for, `like=…` an example. All others are attributes: with a number in `unit` (of `price`, a
    currency) as `weight<=180 g` or around it as `price~3000 CNY`; a word, `soc=Snapdragon 8`; a leaning, `weight=low`,
    or than what was shown before, `price=lower`; or than the example, `weight<like`.
    """

    name: str
    relation: str
    value: str | float
    unit: str = ""

    def __str__(self) -> str:
        number = f"{self.value:g} {self.unit}".strip() if isinstance(self.value, float) else self.value
        return f"{self.name}{self.relation}{number}"

    @property
    def number(self) -> float | None:
        """The number, if the value is one."""
        return self.value if isinstance(self.value, float) else None

    @property
    def lean(self) -> int:
        """-1 for a value that should be low, 1 for high, 0 where the slot says more."""
        return LEANS.get(str(self.value), 0) if self.name not in ENTITIES else 0

    @property
    def stepped(self) -> bool:
        """Whether it compares with what was shown before."""
        return self.value in {"lower", "higher"}

    @property
    def beside(self) -> bool:
        """Whether it compares with the example."""
        return self.value == LIKE and self.relation in {"<", ">"}

    @property
    def hard(self) -> bool:
        """Whether a product that does not meet it is not shown."""
        return (self.name not in SOFT and not self.lean) or self.stepped

    def bounds(self) -> tuple[float | None, float | None]:
        """Return the least and the most that a number may be, ends included."""
        number = self.number
        if number is None:
            return None, None
        if self.relation == "~":
            wide = AROUND.get(self.name, USUAL)
            return number * (1 - wide), number * (1 + wide)
        least = number if self.relation in {"=", ">="} else None
        return least, number if self.relation in {"=", "<="} else None


Need = tuple[Slot, ...]
"""All that is wanted, each slot once."""


def read_slot(text: str) -> Slot:
    """Return the slot that `text` writes, as `str` does.

    Raises:
        SlotError: it writes none.
    """
    match = WRITTEN.fullmatch(text.strip())
    if not match:
        raise SlotError(f"found {text[:80]!r}, expected a slot such as brand!=brand/apple or weight<=180 g")
    name, relation, value = match.groups()
    if name in ENTITIES:
        if relation not in {"=", "!="} or "/" not in value:
            raise SlotError(f"found {text[:80]!r}, expected {name}= or {name}!= and the id of an entity")
        return Slot(name, relation, value)
    quantity = QUANTITY.fullmatch(value)
    if quantity and (quantity[2] or name in UNITLESS):
        return Slot(name, relation, float(quantity[1]), quantity[2] or "")
    if (relation in {"<", ">"} and value != LIKE) or relation not in {"=", "!=", "<", ">"}:
        raise SlotError(f"found {text[:80]!r}, expected a number and its unit behind {relation}")
    return Slot(name, relation, value)


def merged(need: Need, said: Iterable[Slot]) -> Need:
    """Return a need with what was said since: entities are added, what is said of an attribute replaces what was."""
    kept = list(need)
    new = list(dict.fromkeys(said))
    for slot in new:
        kept = [old for old in kept if not _replaces(slot, old)]
    return tuple(dict.fromkeys([*kept, *new]))


def _replaces(new: Slot, old: Slot) -> bool:
    if new.name != old.name:
        return False
    if new.name in {"category", "like"}:
        return True
    if new.name in ENTITIES:
        return new.value == old.value
    # Two ends of a range are said one by one; a leaning beside a bound is a wish within it.
    ends = {new.relation, old.relation}
    return not (ends == {"<=", ">="} or (new.lean and not old.lean and not old.beside))


def of(need: Need, name: str, relation: str = "=") -> Iterator[str]:
    """Yield the entities that a need names so."""
    return (str(slot.value) for slot in need if slot.name == name and slot.relation == relation)


def first(need: Need, name: str) -> str | None:
    """Return the entity that a need names so, None where it names none."""
    return next(of(need, name), None)


def akin(one: str, other: str) -> bool:
    """Say whether two kinds of product are the same, or one is a wider word for the other."""
    return one == other or one in GENERIC.get(other, ()) or other in GENERIC.get(one, ())

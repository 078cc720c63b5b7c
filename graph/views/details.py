"""What is known of a product beyond its card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from graph.views.things import Named


class FeatureView(NamedTuple):
    """A feature and whether the product has or lacks it; contested where sources say both, `corrected` by a person."""

    node: Named
    present: bool
    support: int
    confidence: float
    contested: bool = False
    corrected: bool = False


class ParameterView(NamedTuple):
    """The best supported value of an attribute; where sources disagree, the others stand beside it."""

    id: str
    attribute: str
    value: str
    unit: str
    text: str
    number: float | None
    support: int
    confidence: float
    others: tuple[ParameterView, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether sources state another value."""
        return bool(self.others)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What reviews say of a feature: `praised` and `criticised` of `of` reviews."""

    feature: Named
    praised: int
    criticised: int
    of: int


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a product beyond its card: its own facts and its model's."""

    features: tuple[FeatureView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    use_cases: tuple[Named, ...] = ()

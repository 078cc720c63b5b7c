"""A circuit breaker: what does not answer is left alone for a while: an outage costs one wait, not one a question."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

REST: Final = 30.0
LONGEST_REST: Final = 600.0
"""Seconds: of the first rest, which doubles until somebody answers."""
PATIENCE: Final = 5
"""Useless answers in a row that count as an outage."""


class Breaker:
    """Says whether to ask, and learns from what came of it. After a rest one question is let through, to try.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._useless, self._rest, self._closed_until = 0, REST, 0.0
        self._trying = False

    def allows(self) -> bool:
        """Say whether to ask now; whoever is told yes tells what came of it."""
        if self._closed_until == 0.0:
            return True
        if self._trying or self._clock() < self._closed_until:
            return False
        self._trying = True
        return True

    def answered(self) -> None:
        """Learn that an answer could be used."""
        self._useless, self._rest, self._closed_until, self._trying = 0, REST, 0.0, False

    def abandoned(self) -> None:
        """Learn that nobody waited for the answer."""
        self._trying = False

    def failed(self, *, outage: bool) -> None:
        """Learn that there was no answer (`outage`), or none that could be used."""
        self._useless += 1
        if outage or self._trying or self._useless >= PATIENCE:
            self._closed_until = self._clock() + self._rest
            self._rest = min(2 * self._rest, LONGEST_REST)
            self._useless = 0
        self._trying = False

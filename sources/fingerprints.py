"""What a text is recognised by when it comes again: keys that copies share, so that no two texts need be compared.

The keys are bands of a MinHash signature (`sources.duplicates`): cut into few long bands, since honest reviews of one
product share words.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from sources.duplicates import bands_of, plain_letters, signature_of

BANDS: Final = 21
"""Of six values each. Texts of similarity s share one with probability 1 - (1 - s^6)^21: 0.02 at 0.3, 0.28 at 0.5,
0.93 at 0.7, 1.0 at 0.8."""
SHORTEST: Final = 12
"""Latin letters, or half as many Chinese characters, of the shortest text taken for a copy: many say 屏幕很好."""
SHORTEST_NEAR: Final = 60
"""The same of the shortest that is taken for a copy when it is only nearly equal: one word more or less turns a short
text round."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The keys of a text: `exact` is that of all its letters, `bands` those of its parts.

    Texts with one `exact` are equal but for case, width, spaces, punctuation and emoji; texts that share a band are
    nearly equal. A text too short to tell a copy from chance has none.
    """

    exact: str | None = None
    bands: tuple[int, ...] = ()


def fingerprint(text: str) -> Fingerprint:
    """Return the keys of `text`; they are the same on every machine. Time is linear in the text."""
    plain = plain_letters(text)
    length = sum(1 if char.isascii() else 2 for char in plain)
    if length < SHORTEST:
        return Fingerprint()
    exact = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    near = bands_of(signature_of(plain)[: 6 * BANDS], BANDS) if length >= SHORTEST_NEAR else []
    return Fingerprint(exact, tuple(near))

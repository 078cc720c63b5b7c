"""What can go wrong between a text and its facts.

ExtractionError
├── LexiconError     a lexicon file is malformed, or names an id twice
├── PatternError     a pattern file is not the one whose checksum we know
├── UnitError        a value has a unit that its attribute does not know
└── InputError       an extraction file cannot be read
"""

from __future__ import annotations


class ExtractionError(Exception):
    """Root of this room's errors."""


class LexiconError(ExtractionError):
    """A lexicon file says something that cannot be."""


class PatternError(ExtractionError):
    """A pattern file is missing or was changed without its checksum."""


class UnitError(ExtractionError):
    """A value's unit is not one of its attribute's."""


class InputError(ExtractionError):
    """A file to extract is not there or is no text."""

"""What can go wrong between a text and its facts.

ExtractionError
├── LexiconError     a lexicon file is malformed, or names an id twice
├── PatternError     a pattern file is not the one whose checksum we know
├── UnitError        a value has a unit that its attribute does not know
├── InputError       an extraction file or an annotated one cannot be read
├── EncoderError     an encoder's weights or vocabulary cannot be read
├── ModelError       a trained model cannot be read, or is of another version
├── TrainingError    nothing can be learned from what was given
└── HelperError      a process that reads for another one has ended
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


class EncoderError(ExtractionError):
    """An encoder's files are missing or are not what they should be."""


class ModelError(ExtractionError):
    """A folder holds no trained model of this version."""


class TrainingError(ExtractionError):
    """Nothing can be learned from what was given."""


class HelperError(ExtractionError):
    """A process that read texts for this one has ended."""

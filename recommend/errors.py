"""Errors of the recommender.

RecommendError
├── BadRequestError   the caller asked for something that no answer can meet
├── DatasetError      there is nothing to learn from
└── ModelError        a published ranking cannot be read
"""


class RecommendError(Exception):
    """Root of this room's errors."""


class BadRequestError(RecommendError):
    """The request itself is wrong; the message says what was found and what is expected."""


class DatasetError(RecommendError):
    """There is nothing to learn from, or it does not fit together."""


class ModelError(RecommendError):
    """A model is damaged, or of another version; the message says what to do."""

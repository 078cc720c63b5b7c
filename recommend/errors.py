"""Errors of the recommender.

RecommendError
├── BadRequestError   the caller asked for something that no answer can meet
└── DatasetError      there is nothing to learn from
"""


class RecommendError(Exception):
    """Root of this room's errors."""


class BadRequestError(RecommendError):
    """The request itself is wrong; the message says what was found and what is expected."""


class DatasetError(RecommendError):
    """There is nothing to learn from, or it does not fit together."""

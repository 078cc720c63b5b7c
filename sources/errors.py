"""What can go wrong with a file, a mapping or a value.

SourceError
├── FileError       not there, empty, binary, in an encoding or layout that we do not read
├── ColumnError     a column that the reader needs is missing, doubled or cannot be told
├── MappingError    a mapping file names a key, field, attribute or unit that does not exist
└── BadValueError   one value of one row: readers turn it into a `Reject`, so it never leaves this room
"""


class SourceError(Exception):
    """Root of this room's errors; the message says where, what was found and what was expected."""


class FileError(SourceError):
    """The file as a whole cannot be read."""


class ColumnError(SourceError):
    """The header lacks a column, or has one twice."""


class MappingError(SourceError):
    """A mapping says something that cannot be."""


class BadValueError(SourceError):
    """A value that its row cannot be loaded with."""

    def __init__(self, reason: str, found: str, expected: str) -> None:
        super().__init__(f"{reason}: found {found}, expected {expected}")
        self.reason = reason
        self.found = found
        self.expected = expected

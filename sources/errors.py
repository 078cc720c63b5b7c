"""What can go wrong with a whole file or mapping; a bad row is a `Reject`, never an error.

SourceError
├── FileError       not there, empty, binary, truncated, in an encoding or layout that we do not read
├── ColumnError     a column that the reader needs is missing, doubled or cannot be told
└── MappingError    a mapping file names a key, field, attribute or unit that does not exist
"""


class SourceError(Exception):
    """Root of this room's errors; the message says where, what was found and what was expected."""


class FileError(SourceError):
    """The file as a whole cannot be read."""


class ColumnError(SourceError):
    """The header lacks a column, or has one twice."""


class MappingError(SourceError):
    """A mapping says something that cannot be."""

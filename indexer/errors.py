"""The one tree of errors; each message is a Chinese line for the user: what is wrong, what to do.

DafuError
├── InputError         a path that cannot be read at all
├── DocumentError      one document that cannot be used; counted, named, skipped
├── StoreError         the reply store is locked, damaged or of another version
├── IndexUnavailable   there is no index, or another version built it
└── QueryTooLong       more text than a query may have
"""


class DafuError(Exception):
    """Anything the program tells the user about instead of crashing."""


class InputError(DafuError):
    """A path given by the user does not exist or cannot be read."""


class DocumentError(DafuError):
    """One document cannot be used; the message is the reason shown in the report."""


class StoreError(DafuError):
    """The reply store cannot be opened or written."""


class IndexUnavailable(DafuError):
    """There is no search index yet, or another version of the program built it."""


class QueryTooLong(DafuError):
    """The query is longer than the program is willing to read."""

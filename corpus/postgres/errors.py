"""What can be wrong with a server that keeps the library.

LibraryFailure
├── DamagedLibrary
│   └── DamagedDatabase a row is not what was stored, or the server says that a page is damaged
├── MissingDriver       the package that talks to the server is not installed
├── ServerAway          it does not answer
└── UnfitServer         it is too old
    └── MissingExtension    it lacks what compares vectors
"""

from __future__ import annotations

from corpus.errors import DamagedLibrary, LibraryFailure


class DamagedDatabase(DamagedLibrary):
    """A row on a server is not what was stored, or the server says that a page is damaged."""

    message = (
        "The database {path} is damaged ({detail}); nothing was changed. Put a backup of the server’s back, or copy "
        "the library to another database with “python app.py move”, which tells what cannot be read."
    )


class MissingDriver(LibraryFailure):
    """The library is on a server, and the package that talks to servers of that kind is not installed."""

    message = "The library is at {path}, and the package that reads it is not installed. Install it with: {install}."


class ServerAway(LibraryFailure):
    """The server does not answer, or went away in the middle."""

    message = (
        "The database {path} does not answer ({detail}). What was stored before is safe, and an addition under way was "
        "stored whole or not at all. Start the server, or wait for it, then try again."
    )


class UnfitServer(LibraryFailure):
    """The server is of a version that is too old."""

    message = "The database {path} is run by PostgreSQL {version}; it has to be {needed} or later."


class MissingExtension(UnfitServer):
    """The server lacks the extension that compares vectors."""

    message = (
        "The database {path} lacks the extension “vector” ({version}); it has to be {needed} or later. Install "
        "pgvector on the server, and let an administrator run “CREATE EXTENSION vector” in that database, or "
        "“ALTER EXTENSION vector UPDATE”."
    )

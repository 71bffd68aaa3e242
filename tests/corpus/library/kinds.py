"""The databases that a library can be in: one suite for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library.library import Library


def opened(request: pytest.FixtureRequest, folder: Path) -> Library:
    """Return an empty library of the kind that a fixture's parameter names: in a file, or on a server."""
    if request.param == "file":
        return Library(folder / "library.sqlite")
    address = request.getfixturevalue("postgres")  # skips where there is no server
    from corpus.postgres.database import PostgresDatabase

    return Library(PostgresDatabase(address))

"""The made-up library, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.study_audit.bookshelf import build
from tests.study_audit.shelf import Shelf


@pytest.fixture(scope="session")
def shelf_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the library."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture(scope="session")
def shelf(shelf_home: Path) -> Shelf:
    """Give the library as the audit reads it."""
    return build(shelf_home)

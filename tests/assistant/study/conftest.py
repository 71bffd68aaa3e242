"""The charter of grants, alone in a library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from tests.world.grants import texts
from tests.world.versions import home_with


@pytest.fixture(scope="module")
def grants_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the home of the charter."""
    return tmp_path_factory.mktemp("grants") / "home"


@pytest.fixture(scope="module")
def grants(grants_home: Path) -> Iterator[Assistant]:
    """Give the assistant over the charter."""
    service = Assistant(home_with(grants_home, texts()))
    yield service
    service.close()

"""The façade over the made-up documents of `tests/world`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.library.library import Library
from index.embedding import DEFAULT_MODEL, StaticEmbedder
from tests.milvus import milvus
from tests.postgres import postgres, postgres_server
from tests.skipped import pytest_terminal_summary
from tests.world import docks as docks_world
from tests.world import plan
from tests.world.staged import Staged
from tests.world.versions import hold, home_with

__all__ = ["milvus", "postgres", "postgres_server", "pytest_terminal_summary"]  # pytest looks for them here

# No deadline for one example: on a busy machine it measures the machine. In CI the same examples every time: a new
# counter-example belongs to whoever explores, not to the change that happens to be under test.
hypothesis.settings.register_profile("alinea", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("alinea")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--renew`, for a change that is meant."""
    parser.addoption("--renew", action="store_true", help="write golden files anew instead of comparing with them")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright keeps an event loop in the thread, which asynchronous tests need."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Give what compares a text with a golden file, or writes the file where `--renew` is given."""

    def compare(path: Path, text: str) -> None:
        """Compare."""
        if request.config.getoption("--renew"):
            path.write_text(text, encoding="utf-8")
        renewal = f"if that is meant: pytest {request.path.relative_to(request.config.rootpath)} --renew"
        assert text == path.read_text(encoding="utf-8"), renewal

    return compare


@pytest.fixture(scope="session")
def static() -> StaticEmbedder:
    """Give the embedded model."""
    return StaticEmbedder(DEFAULT_MODEL)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Give the made-up library."""
    with Library(tmp_path / "library.sqlite") as made_up:
        hold(made_up, docks_world.texts())
        yield made_up


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give the settings of a home that holds the made-up library and no bundled notes."""
    return home_with(tmp_path / "home", docks_world.texts())


@pytest.fixture
def docks(settings: Settings) -> Iterator[Assistant]:
    """Give the façade over the made-up library."""
    service = Assistant(settings)
    yield service
    service.close()


@pytest.fixture(scope="session")
def one_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """Open the façade over the made-up plan once."""
    service = Staged.at(tmp_path_factory.mktemp("stage"))
    yield service
    service.close()


@pytest.fixture
def staged(one_stage: Staged) -> Staged:
    """Give the façade over the made-up plan, as new, with failures to ask for."""
    one_stage.reset()
    return one_stage


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the façade over a plan that an attacker wrote."""
    service = Staged.at(tmp_path_factory.mktemp("hostile"))
    service.hold(plan.hostile())
    yield service
    service.close()

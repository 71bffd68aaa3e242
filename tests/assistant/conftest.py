"""A small library for these tests: two made-up documents, and a note, of our own in `tests/data/workshops`.

The strategy of the repair workshops is in French, numbered, with three objectives and a plan of action as a table;
there is an English note on it. The letter of the bicycle cooperative is in English. The bundled notes are there too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import session
from assistant.service import Assistant
from assistant.settings import Settings
from index.embedding import StaticEmbedder
from tests.world.folders import ROOT, SEEDS, WORKSHOPS

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def one_model() -> Iterator[None]:
    """Load the embedded model once for all tests of this folder: nothing in it changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "StaticEmbedder", cache(StaticEmbedder))
        yield


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with the documents in it, to be copied.

    Nobody opens it: a process that reads the file of a database it has open itself loses its locks on it, and another
    process then takes the write-ahead log away.
    """
    home = tmp_path_factory.mktemp("built")
    service = Assistant(Settings(home))
    added = service.add([WORKSHOPS], official=True)
    service.close()
    assert not added.errors
    return home


@pytest.fixture(scope="session")
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with the documents in it, for tests that only read it."""
    return shutil.copytree(built_home, tmp_path_factory.mktemp("home") / "home")


@pytest.fixture(scope="session")
def alinea(home: Path) -> Iterator[Assistant]:
    """Give the assistant over these documents, for tests that only ask."""
    service = Assistant(Settings(home))
    yield service
    service.close()


@pytest.fixture(scope="session")
def official(home: Path) -> Iterator[Assistant]:
    """Give the assistant without any note."""
    service = Assistant(Settings(home.parent / "official", notes=False))
    service.add([WORKSHOPS], official=True)
    yield service
    service.close()


@pytest.fixture
def own_home(built_home: Path, tmp_path: Path) -> Path:
    """Give a home that the test may change."""
    return shutil.copytree(built_home, tmp_path / "home")


@pytest.fixture
def own_alinea(own_home: Path) -> Iterator[Assistant]:
    """Give an assistant whose library the test may change."""
    service = Assistant(Settings(own_home))
    yield service
    service.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the assistant over the five documents of ../shared/seeds."""
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not there")
    service = Assistant(Settings(tmp_path_factory.mktemp("seeds")))
    service.add([SEEDS], official=True)
    yield service
    service.close()


@pytest.fixture
def program(home: Path) -> Run:
    """Give the program itself, run in a process of its own over the documents."""

    def run(*arguments: str, home: Path = home, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run `python app.py ARGUMENTS`; anything else is for `subprocess.run`."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ALINEA_")}
        environment |= {"ALINEA_HOME": str(home)} | more.pop("environment", {})
        command = [sys.executable, str(ROOT / "app.py"), *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, **more)

    return run


@pytest.fixture
def command(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Give the command line, run in this process: exit code, standard output, standard error."""
    from assistant.cli import main

    def run(*arguments: str, home: Path = home) -> tuple[int, str, str]:
        """Run `app.py ARGUMENTS`."""
        monkeypatch.setenv("ALINEA_HOME", str(home))
        try:
            code = main.run(arguments)
        except SystemExit as stop:  # argparse's way to end on a wrong usage
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def json_of(command: Callable[..., tuple[int, str, str]]) -> Callable[..., Any]:
    """Give the command line with --json: the one object on standard output."""

    def run(*arguments: str, code: int = 0, **more: Any) -> Any:
        """Run `app.py ARGUMENTS --json` and check its exit code and that there is one line, one object."""
        found, out, _ = command(*arguments, "--json", **more)
        assert found == code, out
        assert out.count("\n") == 1
        return json.loads(out)

    return run

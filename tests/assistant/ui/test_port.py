"""A port that is taken is told in plain words, with one that is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from assistant.cli import main
from assistant.ui.server.port import require_free


@pytest.fixture
def taken() -> Iterator[int]:
    """Listen on a port of this machine, the one above it being free."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_taken_port_is_told_with_one_that_is_free(
    taken: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ALINEA_HOME", str(tmp_path_factory.mktemp("home")))
    assert main.run(["serve", "--port", str(taken)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Port {taken} is in use. Try “python app.py serve --port ")
    assert "Errno" not in told
    assert "Traceback" not in told
    require_free("127.0.0.1", int(told.split()[-1].rstrip("”.")))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_free_port_is_nothing_to_tell(host: str) -> None:
    require_free(host, 0)
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        free = tried.getsockname()[1]
    require_free(host, free)

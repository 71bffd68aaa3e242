"""Models to ask, and the promise that no test of this folder asks for the address of any other machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.assistant.ask.models.llama import Speakers

_HERE = {None, "", "127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def resolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the names that were asked for: they lead nowhere, and only one that exists nowhere may be asked for."""
    names: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, *more: Any, **other: Any) -> Any:
        """Resolve this machine alone."""
        name = host.decode() if isinstance(host, bytes) else host
        if name in _HERE:
            return real(host, *more, **other)
        names.append(str(name))
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield names
    assert {*names} <= {"no-such-host.invalid"}


@pytest.fixture(scope="session")
def speakers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speakers]:
    """Give real models that say what they are to say."""
    made = Speakers(tmp_path_factory.mktemp("models"))
    yield made
    made.close()

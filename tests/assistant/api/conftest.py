"""The doors for programs, through the whole server: over the documents of the workshops, and over what can fail."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from assistant.service import Assistant
from tests.world.staged import Staged

HERE = "http://localhost:7860"


def client_of(service: Assistant) -> TestClient:
    """Return a client of the whole server, its filters included."""
    from assistant.ui.app import create_app

    return TestClient(create_app(service), base_url=HERE, raise_server_exceptions=False)


@contextmanager
def served(service: Assistant) -> Iterator[str]:
    """Serve the whole web app, and give its address."""
    from assistant.ui.app import create_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(service), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what the page uploads in a folder of these tests."""
    folder = tmp_path_factory.mktemp("uploads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def http(alinea: Assistant) -> TestClient:
    """Give a client over the documents."""
    return client_of(alinea)


@pytest.fixture
def own_http(own_alinea: Assistant) -> TestClient:
    """Give a client over documents that the test may change."""
    return client_of(own_alinea)


@pytest.fixture(scope="session")
def one_staged_http(one_stage: Staged) -> TestClient:
    """Give a client over what can be made to fail, once."""
    return client_of(one_stage)


@pytest.fixture
def staged_http(one_staged_http: TestClient, staged: Staged) -> TestClient:
    """Give a client over what can be made to fail, as new."""
    return one_staged_http

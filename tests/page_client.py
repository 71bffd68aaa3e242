"""The web app over real HTTP for a test, and a client that calls the page's functions through its queue, as it does."""

from __future__ import annotations

import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from assistant.service import Assistant

NO_EVENT: Mapping[str, Any] = {}


@contextmanager
def served(service: Assistant) -> Iterator[str]:
    """Serve the web app over a service on a free port of this machine. Give its address."""
    from assistant.ui.app import create_app

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(service), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


class PageClient:
    """One visitor of the page, with the headers that say who it is."""

    def __init__(self, url: str, headers: Mapping[str, str] = NO_EVENT) -> None:
        """Begin a session of the page."""
        self.http = httpx.Client(base_url=url, headers=dict(headers), timeout=60)
        self.session = secrets.token_hex(6)
        self._numbers: dict[tuple[str, str], int] = {}

    def call(self, element: str, event: str, data: Sequence[Any], carried: Mapping[str, Any] = NO_EVENT) -> Any:
        """Call what an event of an element calls. Return what it gives, or the status by which it was refused."""
        body = {
            "data": list(data),
            "fn_index": self._number(element, event),
            "session_hash": self.session,
            "event_data": dict(carried) or None,
        }
        joined = self.http.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return joined.status_code
        with self.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as answer:
            for line in answer.iter_lines():
                said = json.loads(line[5:]) if line.startswith("data:") else {}
                if said.get("msg") == "process_completed" and said.get("event_id") == joined.json()["event_id"]:
                    return said
        return None

    def upload(self, name: str, content: bytes) -> httpx.Response:
        """Send a file, as the button does."""
        return self.http.post("/gradio_api/upload", files={"files": (name, content)})

    def add(self, name: str, content: bytes) -> Any:
        """Send a file and bring it in. Return what the page says, or the status by which it was refused."""
        sent = self.upload(name, content)
        if sent.status_code != 200:
            return sent.status_code
        file = {"path": sent.json()[0], "meta": {"_type": "gradio.FileData"}, "orig_name": name}
        return self.call("library-add", "upload", [[file], "en", *self.blanks("library-add", "upload")[1:]])

    def blanks(self, element: str, event: str) -> list[None]:
        """Return a blank for each value after the first that a function takes: what its session has is there."""
        number = self._number(element, event)
        (found,) = (each for each in self.http.get("/config").json()["dependencies"] if each["id"] == number)
        return [None] * (len(found["inputs"]) - 1)

    def _number(self, element: str, event: str) -> int:
        """Return the number of a function, of which a visitor who knows the page knows them all."""
        if not self._numbers:
            config = self.http.get("/config").json()
            names = {each["id"]: str(each["props"].get("elem_id")) for each in config["components"]}
            self._numbers = {
                (names.get(target[0], ""), target[1]): each["id"]
                for each in reversed(config["dependencies"])
                if each["backend_fn"]  # the others are the script’s
                for target in each["targets"]
            }
        return self._numbers[element, event]

    def numbers_of(self, other: PageClient) -> PageClient:
        """Know the functions that another visitor has seen; return itself."""
        other._number("ask-send", "click")
        self._numbers = other._numbers
        return self

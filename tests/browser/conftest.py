"""A browser, and two servers for it: the web app over a small made-up library, and the whole product."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from assistant import i18n
from assistant.service import Assistant
from tests.world.folders import ROOT, SEEDS
from tests.world.staged import Staged

if TYPE_CHECKING:  # without playwright, the tests are skipped one by one, with the reason
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
READY_WITHIN = 90  # seconds; generous, for a machine busy with other work


@dataclass
class Site:
    """A running web app and the service behind it."""

    url: str
    service: Staged


# Else Chromium makes a page of its own, for its address bar, beside each of ours.
_NOT_NEEDED = (
    "--disable-features=PaintHolding,HttpsUpgrades,ThirdPartyStoragePartitioning,MediaRouter,OptimizationHints,"
    "DestroyProfileOnBrowserClose,WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    # Two browsers and two servers share two processors: what is waited for comes, but not within the usual 5 seconds.
    sync_api.expect.set_options(timeout=20_000)
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox", _NOT_NEEDED])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def one_site(one_stage: Staged) -> Iterator[Site]:
    """Serve the web app over the made-up plan once."""
    with serving(one_stage) as url:
        yield Site(url, one_stage)


@contextmanager
def serving(service: Assistant) -> Iterator[str]:
    """Serve the web app over a service, in a thread of this process. Give its address."""
    from assistant.ui.app import create_app  # here, for collecting the tests not to load Gradio

    port = _free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(service), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    _wait_until_ready(url, thread.is_alive)
    yield url
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def site(one_site: Site, staged: Staged) -> Site:
    """Give the site with what it serves as new."""
    return one_site


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the product itself, from an empty home, with the seed documents where there are any."""
    if not (ROOT / "app.py").exists():
        pytest.skip("app.py is not there")
    home, port = tmp_path_factory.mktemp("home"), _free_port()
    environment = {**os.environ, "ALINEA_HOME": str(home)}
    if SEEDS.is_dir():
        command = [sys.executable, "app.py", "add", "--official", *map(str, sorted(SEEDS.glob("*.txt")))]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    log = (home / "server.log").open("wb")
    command = [sys.executable, "app.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, lambda: process.poll() is None)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in a browser of a given language and width; whatever they ask of another host fails the test."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    failures: list[str] = []

    def open_page(url: str, locale: str = "en-GB", width: int = 1440, height: int = 900) -> Page:
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strangers.extend(_elsewhere(request.url)))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(url)
        # The page is ready when it has been told its language.
        if "#" not in url:
            page.get_by_role("heading", name=i18n.text("ask.title", locale[:2])).wait_for()
        page.locator(f"html[data-told={locale[:2]}]").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert failures == []


def _elsewhere(url: str) -> list[str]:
    """Return the address if it leaves this machine."""
    return [] if url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")) else [url]


def _free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, alive: Callable[[], bool]) -> None:
    """Return once the server answers; fail if it died or takes too long."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and alive():
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the server at {url} did not become ready within {READY_WITHIN} s")

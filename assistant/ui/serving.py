"""The server of the web app: one process, or several over one library."""

from __future__ import annotations

import ctypes
import socket
import threading
from contextlib import suppress
from functools import partial
from typing import Any

import uvicorn

from assistant import i18n
from assistant.access.demand import require_access
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui.app import create_app
from assistant.ui.parts.examples import GENERAL
from assistant.ui.server.graceful import WITHIN, GracefulServer, exit_on_sigterm
from assistant.ui.server.log import log_config
from assistant.ui.server.port import listening, require_free
from assistant.ui.server.worker import HandedServer, WorkerCookie
from assistant.ui.server.workers import serve_many
from assistant.watch import metrics
from corpus.errors import AlineaError
from index.stores import milvus_store
from index.stores.milvus_server import is_address as is_milvus

_M_ARENA_MAX = -8  # malloc.h


def serve(service: Assistant, host: str = "127.0.0.1", port: int = 7860, workers: int = 1) -> None:
    """Serve the web app until it is stopped; this machine only, unless `host` says otherwise.

    With several `workers`, each is a process of its own, over the same library and index. Raises PortInUse, before
    anything is made ready, VectorsAway, or what `create_app` raises.
    """
    require_access(service.settings.access, host, service.settings.home)
    require_free(host, port)
    if is_milvus(service.settings.store):
        milvus_store.use(service.settings.store).probe()
    _use_resources_well()
    if workers > 1:
        with listening(host, port) as one:
            serve_many(one, workers, partial(_serve_handed, service.settings, host, workers))
        return
    exit_on_sigterm()
    app = create_app(service, host=host)
    _warm_up(service)
    config = uvicorn.Config(app, host=host, port=port, **_quietly(service.settings))
    try:
        GracefulServer(config, app.state.leave_pages).run()
    finally:
        metrics.leave(service.settings.watch.folder)


def _serve_handed(settings: Settings, host: str, count: int, hand: socket.socket, number: int) -> None:
    """Serve what is handed to one of several workers."""
    exit_on_sigterm()
    _use_resources_well()
    service = Assistant(settings)
    app = create_app(service, host=host)
    config = uvicorn.Config(WorkerCookie(app, number, count), **_quietly(settings))
    try:
        HandedServer(config, app.state.leave_pages, hand).run()
    finally:
        service.close()
        metrics.leave(settings.watch.folder)


def _quietly(settings: Settings) -> dict[str, Any]:
    """Return how a server logs and ends."""
    return {"access_log": False, "log_config": log_config(settings.watch.log), "timeout_graceful_shutdown": WITHIN}


def _use_resources_well() -> None:
    """Have all threads allocate from two pools: glibc's eight a core keep what each thread once needed.

    And let as many files be open as the system allows: each reader's connection is one.
    """
    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
    with suppress(ImportError, ValueError, OSError):  # another system, or one that forbids it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _warm_up(service: Assistant) -> None:
    """Answer the page's own examples before anyone asks: what is read for the first question is read then.

    And start what printed pages are read in. The page is served meanwhile; while it was made, both would take longer.
    """

    def ask() -> None:
        with suppress(AlineaError):
            for language in i18n.LANGUAGES:
                for example in GENERAL:
                    service.ask(i18n.text(example, language), interface=language, side_by_side=True, written=False)
            service.prepare_printed()

    threading.Thread(target=ask, name="warm-up", daemon=True).start()

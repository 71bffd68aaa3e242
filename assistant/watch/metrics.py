"""The figures of this process for Prometheus, or of all processes of a server.

Every label is one of few words of ours: a verb, the pattern of an address, a reason; nothing of what readers send.
Where `PROMETHEUS_MULTIPROC_DIR` names a folder, prometheus_client keeps the figures of each process in a file there.
"""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_REGISTRY = CollectorRegistry()
# The time of each figure's first event would double the text and say nothing.
disable_created_metrics()  # type: ignore[no-untyped-call]

REQUESTS = Counter(
    "alinea_requests", "Requests, by the pattern of the address", ["method", "route", "status"], registry=_REGISTRY
)
REQUEST_SECONDS = Histogram(
    "alinea_request_seconds",
    "Time until an answer to a request begins",
    ["route"],
    buckets=_SECONDS,
    registry=_REGISTRY,
)
CALLS = Counter(
    "alinea_calls",
    "What was asked of Alinéa, by verb; outcome: ok, stopped, or an error; result: ok, refused or failed",
    ["verb", "outcome", "result"],
    registry=_REGISTRY,
)
CALL_SECONDS = Histogram(
    "alinea_call_seconds", "Time that it took, by verb", ["verb"], buckets=_SECONDS, registry=_REGISTRY
)
ANSWERS = Counter("alinea_answers", "Answers, and refusals by their reason", ["status"], registry=_REGISTRY)

GENERATION = Gauge(
    "alinea_index_generation", "The generation of the index in use", registry=_REGISTRY, multiprocess_mode="mostrecent"
)
DOCUMENTS = Gauge("alinea_documents", "Documents in the library", registry=_REGISTRY, multiprocess_mode="mostrecent")
PARAGRAPHS = Gauge(
    "alinea_paragraphs",
    "Paragraphs in the index, each language by itself",
    registry=_REGISTRY,
    multiprocess_mode="mostrecent",
)
QUEUE = Gauge("alinea_queue_length", "Calls of the page that wait", registry=_REGISTRY, multiprocess_mode="livesum")
MEMORY = Gauge("alinea_resident_memory_bytes", "Memory in use", registry=_REGISTRY, multiprocess_mode="livesum")
FILES = Gauge("alinea_open_files", "Open files and connections", registry=_REGISTRY, multiprocess_mode="livesum")

_STATUS, _DESCRIPTORS = Path("/proc/self/statm"), Path("/proc/self/fd")


def look_at_process() -> None:
    """Note the memory and the open files of this process, where the system tells (Linux)."""
    try:
        MEMORY.set(int(_STATUS.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE"))
        FILES.set(sum(1 for _ in _DESCRIPTORS.iterdir()))
    except OSError:
        pass


def written(folder: Path | None) -> bytes:
    """Return the figures in the text form of Prometheus; those of all processes that keep theirs in a folder."""
    if folder is None:
        return generate_latest(_REGISTRY)
    everyone = CollectorRegistry()
    MultiProcessCollector(everyone, path=str(folder))  # type: ignore[no-untyped-call]
    return generate_latest(everyone)


def leave(folder: Path | None) -> None:
    """Take the memory, files and queue of this process out of those of a folder: it ends."""
    if folder is not None:
        mark_process_dead(os.getpid(), path=str(folder))  # type: ignore[no-untyped-call]

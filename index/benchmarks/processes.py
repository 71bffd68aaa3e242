"""Measurements in processes of their own, with threads set, and limits on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.benchmarks.machine import memory_of

ROOT = Path(__file__).parents[2]

# Linear algebra reads these as it is imported; the tokenizers of the peers' model must not start threads either.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
_ALONE = ("HF_HUB_OFFLINE=1", "TRANSFORMERS_OFFLINE=1", "TOKENIZERS_PARALLELISM=false", "ANONYMIZED_TELEMETRY=False")

# How often a running measurement is looked at: seldom enough not to be in it.
_LOOK = 0.5


class NotMeasured(Exception):
    """A measurement that did not end, and why; reported in the place of its figures."""


def command(arguments: Sequence[str], threads: int = 1, variables: Sequence[str] = ()) -> list[str]:
    """Return the command of a Python process with so many threads for linear algebra, and no network for models."""
    environment = [*(f"{name}={threads}" for name in _THREADS), *_ALONE, *variables]
    return ["/usr/bin/env", *environment, sys.executable, *arguments]


def measure(
    task: dict[str, Any], scratch: Path, *, limit: float, memory: int, threads: int = 1, root: Path = ROOT
) -> dict[str, Any]:
    """Have a worker of the checkout at `root` do a task. Return its answer.

    Raises NotMeasured where the worker fails, takes more than `limit` seconds or holds more than `memory` bytes.
    """
    answer, errors = scratch / "answer.json", scratch / "errors.txt"
    answer.unlink(missing_ok=True)
    file = scratch / "task.json"
    with errors.open("w+", encoding="utf-8", errors="replace") as said:
        started = time.monotonic()
        # The clock is the system's, not the process's: the worker tells from it how long ago it was started.
        file.write_text(json.dumps(task | {"answer": str(answer), "started": started}), encoding="utf-8")
        with subprocess.Popen(
            command(["-m", "index.benchmarks.worker", str(file)], threads),
            cwd=root, stdin=subprocess.PIPE, stdout=said, stderr=said,
        ) as process:  # fmt: skip
            try:
                _watch(process, started + limit, memory)
            finally:
                process.kill()
        said.seek(0)
        lines = said.read().strip().splitlines()
    if process.returncode or not answer.is_file():
        raise NotMeasured(f"failed: {lines[-1] if lines else f'exit code {process.returncode}'}")
    found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _watch(process: subprocess.Popen[bytes], end: float, memory: int) -> None:
    """Wait for a process. Raises NotMeasured where it exceeds its limits."""
    while True:
        try:
            process.wait(_LOOK)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                raise NotMeasured("stopped: not done in the time allowed") from None
            if memory_of(process.pid, "VmRSS") > memory:
                raise NotMeasured(f"stopped: it takes more than {memory / 1e9:.0f} GB of memory") from None

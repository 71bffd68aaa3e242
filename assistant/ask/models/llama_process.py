"""The process that serves one model file with llama.cpp: `python -m assistant.ask.models.llama_process FILE`.

It stands apart from the program because a damaged file may end the whole process that loads it. Its standard input is
one line with the key that requests must bear, and then stays open for as long as the server is wanted; the first line
of its standard output is the server's address. It listens on this machine alone, and writes nothing down.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_CONTEXT = 8192
"""Tokens read and written at once, at most: eight long paragraphs and an answer. A model trained on fewer gets fewer;
one trained on more would take gigabytes of memory for what is never asked."""


def main(file: Path) -> None:
    """Serve the file until standard input ends."""
    key = sys.stdin.readline().strip()
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what llama.cpp prints is no address

    import xllamacpp  # type: ignore[import-untyped]

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.model_alias = {file.name}  # else every answer tells the whole path
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.cors_origins = "http://127.0.0.1"  # else the page of any site may ask for the file's name
    params.n_parallel = 1  # the context is divided by the number of requests answered at once
    params.n_ctx = _CONTEXT
    params.n_threads_http = 2
    params.cache_ram_mib = 0  # 8 GB of past questions by default
    params.ui = False
    params.offline = True
    params.verbosity = 0
    # Half of the processors: two threads that share one wait for each other, and the program wants some too.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 1) // 2)
    server = xllamacpp.Server(params)
    print(server.listening_address, file=answer, flush=True)
    sys.stdin.read()
    os._exit(0)  # whatever is being written, nobody reads it any more


if __name__ == "__main__":
    main(Path(sys.argv[1]))

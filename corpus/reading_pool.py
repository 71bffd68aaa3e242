"""Who reads many files at once: the processors of this machine, or a Dask cluster whose workers see the same files.

A worker is a process of the same installation, started by `dask worker` in its folder. Files come to it by their
paths, and what it parsed comes back; the library is written by one process alone. Dask gives the file of a worker that
ended to another one, so none is lost, and each is stored once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, NamedTuple

from corpus.errors import NoCluster
from corpus.phrases import Phrase

SCHEME = "dask:"
_CONNECT_WITHIN = 10  # seconds


class Pool(NamedTuple):
    """What runs functions, how many at a time, and what is raised in the place of a result where a worker ended."""

    executor: Executor
    workers: int
    failures: tuple[type[Exception], ...] = ()


@contextmanager
def pool_for(most: int, cluster: str = "") -> Iterator[Pool]:
    """Give what reads files, at most `most` at a time.

    `cluster` is the address of a scheduler (`dask:tcp://host:8786`); without one, threads are given, each of which
    reads in a sandbox, a process of its own. Raises NoCluster where there is no scheduler, or no worker.
    """
    if cluster:
        with _connected(cluster) as given:
            yield given
        return
    workers = max(1, min(most, os.cpu_count() or 1))
    pool = ThreadPoolExecutor(workers, thread_name_prefix="parse")
    try:
        yield Pool(pool, workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _connected(cluster: str) -> Iterator[Pool]:
    if find_spec("distributed") is None:
        raise NoCluster(address=cluster, detail=Phrase("error.because.no_dask", "the package distributed is missing"))
    from distributed import Client, KilledWorker

    make_client: Any = Client  # few of its functions say their types
    address = cluster.removeprefix(SCHEME)
    try:
        client = make_client(address, timeout=_CONNECT_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(address=cluster, detail=error) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(address=cluster, detail=Phrase("error.because.no_workers", "it has no worker"))
        with client.get_executor(pure=False, retries=0) as pool:
            yield Pool(pool, threads, (KilledWorker, CancelledError, OSError))

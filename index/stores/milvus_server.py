"""A Milvus that keeps vectors: its address, what is asked of it, and what is said when it does not answer.

    milvus:http://host:19530                  a server or a cluster, also https://name:password@host/database
    milvus:/folder/vectors.db                 Milvus Lite: a folder of this machine, for one process at a time

pymilvus is imported with the first request.
"""

from __future__ import annotations

import logging
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from index.errors import MissingBackend, VectorsAway

if TYPE_CHECKING:
    from pymilvus import MilvusClient

SCHEME = "milvus:"
INSTALL = "pip install -r requirements/milvus.txt"

_SECONDS = 10.0  # for a request; else the client tries 75 times, for minutes
# Milvus Lite hangs up on whoever pings as often as pymilvus does: findings/milvus-lite-hangs-up-on-its-client.sh
_PING_SELDOM = {"grpc_options": {"grpc.keepalive_time_ms": 600_000}}
_LONGEST_DETAIL = 200

# They print, with tracebacks, what is raised and told here, and each attempt before.
_TALKATIVE = ("pymilvus", "pymilvus.milvus_client", "milvus_lite", "grpc")


def is_address(address: str) -> bool:
    """Tell whether this is the address of a Milvus that can be used."""
    where = address.removeprefix(SCHEME)
    if where == address or not where.isprintable():
        return False
    if "://" not in where:
        return where.endswith(".db") and len(where) > len(".db")
    try:
        parts = urlsplit(where)
        usable = parts.port != 0 and bool(parts.hostname)
    except ValueError:  # a port that is no number
        return False
    return usable and parts.scheme in ("http", "https") and not parts.query and not parts.fragment


def _read_nothing(*_: object, **__: object) -> bool:
    """Stand in for what reads a “.env”."""
    return False


class MilvusServer:
    """One Milvus. Several threads may ask it."""

    def __init__(self, address: str) -> None:
        """Take an address, as `is_address` knows it, and ask nothing yet. Raises MissingBackend."""
        where = address.removeprefix(SCHEME)
        self.is_lite = "://" not in where
        parts = urlsplit(where)
        # What may be shown and written: without name and password.
        self.place = (
            str(Path(where).expanduser().absolute())
            if self.is_lite
            else urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        )
        self._token = ":".join(unquote(each) for each in (parts.username, parts.password) if each)
        self._connecting, self._client = threading.Lock(), None
        for package in ("pymilvus", *(["milvus_lite"] if self.is_lite else [])):
            if find_spec(package) is None:
                raise MissingBackend(backend=package, install=INSTALL)

    def ask(self, operation: str, *arguments: object, timeout: float = _SECONDS, **options: object) -> object:
        """Return what an operation of `pymilvus.MilvusClient` returns within some seconds. Raises VectorsAway."""
        client = self._connected()
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            return getattr(client, operation)(*arguments, timeout=timeout, **options)
        except (MilvusException, RpcError) as error:
            raise self._away(error) from error

    def probe(self) -> None:
        """Raise VectorsAway unless it answers."""
        self.ask("get_server_version")

    def _connected(self) -> MilvusClient:
        """Return the client, connected once."""
        with self._connecting:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> MilvusClient:
        import dotenv

        # Importing pymilvus reads the first “.env” above its own folder into the environment.
        read, dotenv.load_dotenv = dotenv.load_dotenv, _read_nothing
        try:
            from grpc import RpcError
            from pymilvus import MilvusClient
            from pymilvus.exceptions import MilvusException
        finally:
            dotenv.load_dotenv = read
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            if self.is_lite:
                Path(self.place).parent.mkdir(parents=True, exist_ok=True)
            return MilvusClient(
                self.place, token=self._token, timeout=_SECONDS, **(_PING_SELDOM if self.is_lite else {})
            )
        except (MilvusException, RpcError, OSError) as error:
            raise self._away(error) from error

    def _away(self, error: Exception) -> VectorsAway:
        """Return what to raise for what the client, or the system, raised."""
        said = " ".join(str(getattr(error, "message", "") or error).split())
        if self.is_lite and "Open local milvus failed" in said:
            said = "another process has it open, or its files are not those of Milvus Lite"
        return VectorsAway(path=self.place, detail=said[:_LONGEST_DETAIL])

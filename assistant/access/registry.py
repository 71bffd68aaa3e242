"""The file of users and keys in the home: `access.json`, readable by its owner alone, written whole or not at all.

A running server reads it again as soon as it changes, so that what is removed or revoked ends at once. It holds hashes
of passwords and keys, and the secret that signs sessions.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import FileLock

from assistant.access.errors import UnusableRegistry
from assistant.access.visitor import Role
from corpus.system_users import with_owner

_SECRET_BYTES = 32


class User(msgspec.Struct, frozen=True):
    """A user. `stamp` changes with the password: a session that bears another one is over."""

    role: Role
    hash: str
    stamp: str


class Key(msgspec.Struct, frozen=True):
    """A key for programs: its SHA-256, and until when it opens."""

    role: Role
    digest: str
    added: datetime
    expires: datetime


class Registry(msgspec.Struct):
    """What is in the file."""

    users: dict[str, User] = {}
    keys: dict[str, Key] = {}
    secret: str = ""


class RegistryFile:
    """Reads and changes the file. Safe to call from several threads, and to change from several processes."""

    def __init__(self, home: Path) -> None:
        """Keep it in `home`, which is made when something is first written."""
        self.path = home / "access.json"
        self._read: tuple[object, Registry] = (None, Registry())

    def now(self) -> Registry:
        """Return what is there now, not to be changed. Raises UnusableRegistry."""
        mark = self._mark()
        known, registry = self._read
        if mark != known:
            registry = self._load()
            self._read = (mark, registry)
        return registry

    def secret(self) -> bytes:
        """Return the secret that signs sessions, made when it is first asked for. Raises UnusableRegistry."""
        if not self.now().secret:
            with self.changing() as registry:
                registry.secret = registry.secret or secrets.token_hex(_SECRET_BYTES)
        return self.now().secret.encode()

    @contextmanager
    def changing(self) -> Iterator[Registry]:
        """Give what is there to be changed, and write it if nothing fails. Raises UnusableRegistry."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=10):
                registry = self._load()
                yield registry
                self._write(registry)
        except (OSError, TimeoutError) as exc:
            raise self._unusable(exc) from exc

    def _unusable(self, error: OSError) -> UnusableRegistry:
        """Return the error for a file that the system does not give, with its owner where that is another user."""
        detail = error.strerror or "another program is changing it"
        return UnusableRegistry(path=self.path, detail=with_owner(detail, self.path))

    def _mark(self) -> object:
        """Return what is another for every writing of the file; None without a file. Raises UnusableRegistry."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise self._unusable(exc) from exc
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _load(self) -> Registry:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Registry)
        except FileNotFoundError:
            return Registry()
        except OSError as exc:
            raise self._unusable(exc) from exc
        except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
            raise UnusableRegistry(path=self.path, detail=f"not as Alinéa writes it: {exc}") from exc

    def _write(self, registry: Registry) -> None:
        """Put the new file, which its owner alone may read, in the place of the old one."""
        handle, name = tempfile.mkstemp(prefix="access.", dir=self.path.parent)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(registry)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise

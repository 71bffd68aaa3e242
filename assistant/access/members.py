"""Users and keys: added, listed, removed, and found by what a visitor shows."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import TypeVar

from assistant.access import passwords
from assistant.access.errors import BadName, NameTaken, NoSuchName
from assistant.access.registry import Key, RegistryFile, User
from assistant.access.visitor import Role

_NAME = re.compile(r"[^\W_][\w.@-]{0,63}")
_KEY_MARK = "alinea_"  # scanners for leaked secrets know a key by its beginning
_KEY_BYTES = 32

Kept = TypeVar("Kept")


class Members:
    """The users and keys of a home. What raises UnusableRegistry: everything."""

    def __init__(self, file: RegistryFile) -> None:
        """Keep them in a file."""
        self.file = file

    # Users

    def users(self) -> Mapping[str, User]:
        """Return the users by name."""
        return self.file.now().users

    def add_user(self, name: str, role: Role, password: str) -> None:
        """Add a user. Raises BadName, BadPassword, or NameTaken: BOB and bob are one name."""
        _check_new(name, self.users())
        made = User(role, passwords.hashed(password), _stamp())
        with self.file.changing() as registry:
            _check_new(name, registry.users)
            registry.users[name] = made

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role, from the next request on. Raises NoSuchName."""
        with self.file.changing() as registry:
            user = _found(name, registry.users)
            registry.users[name] = User(role, user.hash, user.stamp)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password, and end their sessions. Raises NoSuchName or BadPassword."""
        _found(name, self.users())
        hash = passwords.hashed(password)
        with self.file.changing() as registry:
            registry.users[name] = User(_found(name, registry.users).role, hash, _stamp())

    def remove_user(self, name: str) -> None:
        """Remove a user, and end their sessions. Raises NoSuchName."""
        with self.file.changing() as registry:
            _found(name, registry.users)
            del registry.users[name]

    def user(self, name: str, password: str) -> User | None:
        """Return the user of a name and a password; None takes as long, whichever of the two is wrong."""
        user = self.users().get(name)
        return user if passwords.matches(password, user.hash if user else None) else None

    # Keys

    def keys(self) -> Mapping[str, Key]:
        """Return the keys by name."""
        return self.file.now().keys

    def add_key(self, name: str, role: Role, days: int) -> str:
        """Add a key, and return it: it is kept nowhere. Raises BadName, or NameTaken whatever the case."""
        key, now = f"{_KEY_MARK}{secrets.token_urlsafe(_KEY_BYTES)}", datetime.now(UTC)
        with self.file.changing() as registry:
            _check_new(name, registry.keys)
            registry.keys[name] = Key(role, _digest(key), now, now + timedelta(days=days))
        return key

    def revoke_key(self, name: str) -> None:
        """Revoke a key, from the next request on. Raises NoSuchName."""
        with self.file.changing() as registry:
            _found(name, registry.keys)
            del registry.keys[name]

    def key(self, shown: str) -> tuple[str, Key] | None:
        """Return the name and the key of what a program shows; None where it opens nothing, or no more."""
        digest, found = _digest(shown), None
        for name, key in self.keys().items():
            if compare_digest(key.digest, digest):
                found = name, key
        return found if found and datetime.now(UTC) < found[1].expires else None


def _digest(key: str) -> str:
    """Return the SHA-256 of a key: 32 random bytes cannot be guessed, so nothing slower is needed."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _stamp() -> str:
    return secrets.token_hex(8)


def _check_new(name: str, known: Mapping[str, object]) -> None:
    if not _NAME.fullmatch(name):
        raise BadName(name=name[:80])
    if taken := next((each for each in known if each.casefold() == name.casefold()), None):
        raise NameTaken(name=taken)


def _found(name: str, known: Mapping[str, Kept]) -> Kept:
    if name not in known:
        raise NoSuchName(name=name[:80], known=", ".join(sorted(known)) or "none")
    return known[name]

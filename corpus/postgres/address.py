"""The address of a database as it is set, and as it may be shown: never with what may be a password."""

from __future__ import annotations

from urllib.parse import urlsplit

_WITH_PGVECTOR = "postgresql+pgvector"
_SCHEMES = ("postgresql", "postgres", _WITH_PGVECTOR)


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a PostgreSQL database, such as postgresql://name@host/database."""
    try:
        parts = urlsplit(text)
        return parts.scheme in _SCHEMES and text.startswith(f"{parts.scheme}://") and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is no number
        return False


def has_pgvector(address: str) -> bool:
    """Tell whether an address says that pgvector is to search the vectors of large segments."""
    return address.startswith(f"{_WITH_PGVECTOR}://")


def connectable(address: str) -> str:
    """Return an address as the driver wants it."""
    return address.replace(f"{_WITH_PGVECTOR}://", "postgresql://", 1)


def shown(address: str) -> str:
    """Return an address without its password and its parameters."""
    if not is_address(address):
        return "…"
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    user = f"{parts.username}@" if parts.username else ""
    return f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}"

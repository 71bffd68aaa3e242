"""Network addresses: which of them are this machine, and which belong to one household."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address

EVERY_INTERFACE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 – compared with, not listened on

_OF_PROXIES = frozenset({"forwarded", "via", "x-real-ip"})


def is_loopback(host: str) -> bool:
    """Tell whether a name or an address is this machine, and no other can reach it."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def household(address: str) -> str:
    """Return what is counted as one address: an IPv6 address by its first 64 bits, which one line of a house has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return address


def is_forwarded(headers: Iterable[str]) -> bool:
    """Tell by the names of its headers whether a proxy has forwarded a request; a browser here sends none."""
    return any(name.lower().startswith("x-forwarded-") or name.lower() in _OF_PROXIES for name in headers)

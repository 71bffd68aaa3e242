"""Which addresses may be asked at all: https, a host on the list, and a number that is on the public internet.

Every request passes here, those that follow a redirect too: `GuardedTransport` is the only way out. The name is
resolved once, checked, and the connection is made to the very number that was checked, so that a name cannot lead
elsewhere between the check and the connection.

safehttpx brings the connection to a number under a host's name. Its own `get` is not used: it takes a whole answer
into memory, forgets timeouts, asks a public resolver over the internet when it does not like the local answer, and
its `domain_whitelist` is a list of hosts that are *not* checked.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx
from safehttpx import AsyncSecureTransport

from corpus.download.errors import AddressRefused, HostNotListed, HostUnknown, PrivateAddress

HOSTS = ("www.ilo.org", "normlex.ilo.org", "docs.un.org", "documents.un.org", "undocs.org")
"""The sites documents are fetched from: the ILO's and the United Nations' own."""

_OLD_NAMES = ("ilo.org", "ilo.ch", "www.ilo.ch", "ilo.int", "www.ilo.int", "oit.org", "www.oit.org")
"""Older names of the ILO's site, which old addresses have. They are never asked: who owns them may change."""

_HOST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

Resolve = Callable[[str], Awaitable[Sequence[str]]]


async def resolve(host: str) -> Sequence[str]:
    """Return the numbers of a host, as this machine's resolver gives them. Raises HostUnknown."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostUnknown(host=host) from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(number: str) -> bool:
    """Tell whether an IP address is on the public internet, and so is any IPv4 address written inside it.

    >>> is_public("8.8.8.8"), is_public("100.64.0.1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 (RFC 6052): the last four bytes
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be asked. Only a test has reason to give anything but the defaults."""

    hosts: tuple[str, ...] = HOSTS
    scheme: str = "https"
    port: int = 443
    resolve: Resolve = resolve
    is_public: Callable[[str], bool] = is_public

    def canonical(self, url: str) -> httpx.URL:
        """Return an address as it will be asked: over https, by the site's present name.

        Raises AddressRefused for a user name, a port, a number in place of the name, or no address at all;
        HostNotListed for a site not on the list.
        """
        try:
            address = httpx.URL(url.strip())
            host = address.host.lower().rstrip(".")
        except (httpx.InvalidURL, ValueError) as error:
            raise AddressRefused(url=url) from error
        odd = address.userinfo or address.port not in (None, self.port) or not _HOST_NAME.fullmatch(host)
        if address.scheme not in ("https", "http") or odd:
            raise AddressRefused(url=url)
        host = "www.ilo.org" if host in _OLD_NAMES else host
        if host not in self.hosts:
            raise HostNotListed(host=host, hosts=", ".join(self.hosts))
        return address.copy_with(scheme=self.scheme, host=host, port=self.port, fragment=None)

    async def number(self, host: str) -> str:
        """Return the number to connect to. Raises HostUnknown, or PrivateAddress if any number of it is not public."""
        numbers = await self.resolve(host)
        for number in numbers:
            if not self.is_public(number):
                raise PrivateAddress(host=host, address=number)
        if not numbers:
            raise HostUnknown(host=host)
        return next((number for number in numbers if ":" not in number), numbers[0])  # IPv4 works in more places


@dataclass(slots=True)
class GuardedTransport(httpx.AsyncBaseTransport):
    """Lets a request out if the gate does, to the number that the gate has checked."""

    gate: Gate
    _open: dict[tuple[str, str], AsyncSecureTransport] = field(default_factory=dict)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises a DownloadError where it may not be sent."""
        allowed = self.gate.canonical(str(request.url))
        host = allowed.host
        number = await self.gate.number(host)
        transport = self._open.setdefault((host, number), AsyncSecureTransport(number))
        # A copy, since safehttpx writes the number into the request, and cookies belong to the name.
        copy = httpx.Request(request.method, allowed, headers=request.headers, stream=request.stream)
        answer: httpx.Response = await transport.handle_async_request(copy)
        return answer

    async def aclose(self) -> None:
        """Close every connection."""
        for transport in self._open.values():
            await transport.aclose()

"""One attempt at one address: follow where it leads, check what is announced, write what comes, and stop in time."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO

import httpx

from corpus.download.allowed_hosts import Gate, GuardedTransport
from corpus.download.errors import (
    AddressRefused,
    Busy,
    CutShort,
    Declined,
    DownloadError,
    NotThere,
    NotTrusted,
    OddEncoding,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from corpus.download.resume import Partial, Resumable, sync
from corpus.readers import Limits as ReaderLimits

_STEP = 65_536  # bytes unpacked at once: a bomb is noticed at the limit, not after it has gone off
_GZIP = 16 + zlib.MAX_WBITS

_BUSY = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}
_GONE = {404, 410}
_LONGEST = 300.0  # seconds
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_HEADERS = {
    "User-Agent": "Alinea/1 (a reader of public documents, run by one person)",
    "Accept": "application/pdf, text/html;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",  # a compressed part cannot be gone on with, and may unpack to anything
}

Report = Callable[[int, int | None], None]
"""Called with the bytes there are, and the number there will be where the host says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Only a test has reason to give anything but the defaults.

    A host has `answer_seconds` to begin its answer, and then must send `least_bytes` in each `pace_seconds`.
    Something that may pass is tried `tries` times in all, after 1, 2, 4… `first_wait` seconds, or as long as the host
    asks for, up to `most_wait`.
    """

    file_bytes: int = ReaderLimits().file_bytes  # what the readers would refuse need not be fetched
    redirects: int = 5
    answer_seconds: float = 30.0
    pace_seconds: float = 30.0
    least_bytes: int = 10_000
    tries: int = 4
    first_wait: float = 1.0
    most_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Received:
    """How an attempt ended: where it led, what was announced, and whether the host said how long the answer is."""

    url: str
    media_type: str
    framed: bool


@asynccontextmanager
async def client(gate: Gate) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client whose every request passes the gate. Proxies and logins of the environment are not used."""
    # Times are kept with asyncio, below: safehttpx drops the one given here, which is longer than any of them.
    async with httpx.AsyncClient(
        transport=GuardedTransport(gate), trust_env=False, headers=_HEADERS, timeout=_LONGEST
    ) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Transfer:
    """The way of one address into a file: its client, its gate, its limits, and who is told how far it is."""

    http: httpx.AsyncClient
    gate: Gate
    limits: Limits
    url: str
    report: Report

    async def attempt(self, partial: Partial) -> Received:
        """Fetch the address into its partial file, going on where it was left if the host still has that state of it.

        Raises a DownloadError; where it is a PassingTrouble, another attempt may succeed.
        """
        kept = partial.resumable()
        asked = {"Range": f"bytes={kept.received}-", "If-Range": kept.validator} if kept else {}
        with partial.held() as file:
            response = await self._answer(asked)
            try:
                await self._body(response, kept, file, partial)
            except TooLarge:
                partial.discard()
                raise
            finally:
                await response.aclose()
        framed = "content-length" in response.headers or "transfer-encoding" in response.headers
        return Received(str(response.request.url), response.headers.get("content-type", ""), framed)

    async def _answer(self, asked: Mapping[str, str]) -> httpx.Response:
        """Return the answer at the end of the redirects, its body unread. Raises a DownloadError if there is none."""
        address = self.gate.canonical(self.url)
        for _ in range(self.limits.redirects + 1):
            try:
                async with asyncio.timeout(self.limits.answer_seconds):
                    response = await self.http.send(self.http.build_request("GET", address, headers=asked), stream=True)
            except TimeoutError:
                raise TooSlow(host=address.host, received=0, seconds=_shown(self.limits.answer_seconds)) from None
            except httpx.TransportError as error:
                raise _no_answer(error, address.host) from error
            if not response.has_redirect_location:
                return response
            await response.aclose()
            try:
                address = self.gate.canonical(str(address.join(response.headers["location"])))
            except httpx.InvalidURL as error:
                raise AddressRefused(url=response.headers["location"]) from error
        raise TooManyRedirects(url=self.url, most=self.limits.redirects)

    async def _body(self, response: httpx.Response, kept: Resumable | None, file: IO[bytes], partial: Partial) -> None:
        """Write what comes. Raises TooLarge as soon as it is, CutShort if it breaks off, TooSlow if it dawdles."""
        host = response.request.url.host
        _check_status(response, self.url)
        written = _begin(response, kept, file, partial)
        declared, packed = response.headers.get("content-length", ""), response.headers.get("content-encoding", "")
        total = written + int(declared) if declared.isdecimal() and not packed else None
        unpack = unpacker(host, packed)
        too_large = TooLarge(url=self.url, limit=self.limits.file_bytes // 1_000_000)
        if total is not None and total > self.limits.file_bytes:
            raise too_large
        try:
            async for piece in _paced(response, self.limits):
                for part in unpack(piece):
                    written += len(part)
                    if written > self.limits.file_bytes:
                        raise too_large
                    file.write(part)
                self.report(written, total)
        except httpx.TransportError as error:
            raise CutShort(host=host, received=written) from error
        sync(file)


def unpacker(host: str, encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    """Return what turns a piece of an answer into pieces of the file. Raises OddEncoding for what is not understood."""
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return lambda piece: iter((piece,))
    if named not in ("gzip", "x-gzip"):
        raise OddEncoding(host=host, encoding=encoding)
    machine = zlib.decompressobj(_GZIP)

    def unpack(piece: bytes) -> Iterator[bytes]:
        """Yield what a compressed piece holds. Raises OddEncoding where it is not gzip."""
        try:
            while piece:
                yield machine.decompress(piece, _STEP)
                piece = machine.unconsumed_tail
        except zlib.error as error:
            raise OddEncoding(host=host, encoding=encoding) from error

    return unpack


def _check_status(response: httpx.Response, url: str) -> None:
    """Raise a DownloadError for an answer that brings no file."""
    host, status = response.request.url.host, response.status_code
    if status in _BUSY:
        raise Busy(host=host, status=status, retry_after=seconds_asked(response.headers.get("retry-after", "")))
    if status in _GONE:
        raise NotThere(url=url, status=status)
    if status not in (200, 206, 416):
        raise Declined(host=host, url=url, status=status)


def _begin(response: httpx.Response, kept: Resumable | None, file: IO[bytes], partial: Partial) -> int:
    """Return the number of bytes that what comes is to be added to, 0 for a file sent whole.

    Raises CutShort, so that it is tried anew, where the host answers about another part or state than was asked for.
    """
    if response.status_code == 200:
        partial.begin(file, response.headers)
        return 0
    found = _RANGE.fullmatch(response.headers.get("content-range", ""))
    if kept and found and int(found[1]) == kept.received and _same_state(response, kept, size=found[2]):
        return kept.received
    partial.discard()
    raise CutShort(host=response.request.url.host, received=0)


def _same_state(response: httpx.Response, kept: Resumable, *, size: str) -> bool:
    """Tell whether a part belongs to the state kept: some hosts answer a range without looking at If-Range.

    A state named by its ETag must be named again (RFC 9110, 15.3.7); its date need not be.
    """
    if response.headers.get("content-encoding") or (size != "*" and kept.size not in ("", size)):
        return False
    if kept.validator.startswith('"'):
        return bool(response.headers.get("etag") == kept.validator)
    return response.headers.get("last-modified") in (None, kept.validator)


async def _paced(response: httpx.Response, limits: Limits) -> AsyncIterator[bytes]:
    """Yield the body as it comes. Raises TooSlow where too little of it comes in the time there is for it."""
    host, seconds = response.request.url.host, _shown(limits.pace_seconds)
    pieces = response.aiter_raw()
    began, arrived, whole = time.monotonic(), 0, 0
    while True:
        try:
            async with asyncio.timeout(limits.pace_seconds):
                piece = await anext(pieces, None)
        except TimeoutError:
            raise TooSlow(host=host, received=whole, seconds=seconds) from None
        if piece is None:
            return
        arrived, whole = arrived + len(piece), whole + len(piece)
        if time.monotonic() - began > limits.pace_seconds:
            if arrived < limits.least_bytes:
                raise TooSlow(host=host, received=whole, seconds=seconds)
            began, arrived = time.monotonic(), 0
        yield piece


def _no_answer(error: httpx.TransportError, host: str) -> DownloadError:
    """Return why there was no answer: a certificate that is not accepted, or no connection."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NotTrusted(host=host, detail=cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    return Unreachable(host=host)


def _shown(seconds: float) -> str:
    """Return a time as a person writes it."""
    return f"{seconds:g}"


def seconds_asked(retry_after: str) -> float:
    """Return the seconds that a Retry-After asks to wait, a number or a date; 0 where it says neither.

    >>> seconds_asked("120"), seconds_asked("soon")
    (120.0, 0.0)
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())

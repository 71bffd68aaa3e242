"""From an address to a file whose bytes were looked at: tried again where that may help, and never half a file."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from corpus.download.allowed_hosts import Gate
from corpus.download.errors import (
    Busy,
    CannotKeep,
    CutShort,
    DownloadError,
    Incomplete,
    InProgress,
    NotADocument,
    NothingSent,
    PageInsteadOfPdf,
    PassingTrouble,
)
from corpus.download.file_format import Format, announced_format, expected_format, format_of, has_its_end
from corpus.download.resume import Partial
from corpus.download.transfer import Limits, Received, Report, Transfer, client


@dataclass(frozen=True, slots=True)
class Download:
    """A complete file: where it lies for now, where it came from in the end, what it is, and its hash.

    `announced` is the Content-Type where it says another format than the bytes are.
    """

    path: Path
    url: str
    format: Format
    sha256: str
    size: int
    announced: str | None = None


class Downloader:
    """Fetches addresses, one at a time, into a folder of unfinished downloads."""

    def __init__(
        self,
        folder: Path,
        *,
        gate: Gate | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Keep unfinished downloads in `folder`. The other arguments are for tests."""
        self._folder, self._gate, self._limits, self._sleep = folder, gate or Gate(), limits or Limits(), sleep

    def get(self, url: str, report: Report = lambda received, total: None) -> Download:
        """Return what an address gives, checked; the caller moves the file away or discards it.

        Raises a DownloadError. After a cut or an interruption, what has come stays, and the next call goes on with it.
        """
        return asyncio.run(self._get(url, report))

    def discard(self, url: str) -> None:
        """Remove what there is of an address."""
        Partial(self._folder, url).discard()

    async def _get(self, url: str, report: Report) -> Download:
        """Try as often as it may help."""
        partial = Partial(self._folder, url)
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(PassingTrouble),
            stop=stop_after_attempt(self._limits.tries),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        async with client(self._gate) as http:
            transfer = Transfer(http, self._gate, self._limits, url, report)

            async def once() -> Download:
                received = await transfer.attempt(partial)
                return _checked(partial.path, url, received)

            try:
                found: Download = await retrying(once)
            except (InProgress, CannotKeep):
                raise  # the bytes are another process's, or cannot be touched
            except DownloadError as error:
                if not isinstance(error, PassingTrouble) or not partial.resumable():
                    partial.discard()
                raise
        partial.forget_state()
        ready = found.path.with_suffix(f".{found.format}")  # readers go by the suffix
        return replace(found, path=found.path.replace(ready))

    def _wait(self, state: RetryCallState) -> float:
        """Return the seconds to wait: twice as long each time, or what the host asks for, within the limit."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.values.get("retry_after") if isinstance(error, Busy) else None
        doubled = self._limits.first_wait * 2.0 ** (state.attempt_number - 1)
        return min(self._limits.most_wait, max(doubled, asked if isinstance(asked, float) else 0.0))


def _checked(path: Path, url: str, received: Received) -> Download:
    """Return a file that is what was asked for by its own bytes. Raises a DownloadError where it is not."""
    size = path.stat().st_size
    if size == 0:
        raise NothingSent(url=url)
    found = format_of(path)
    if found is Format.HTML and expected_format(url) is Format.PDF:
        raise PageInsteadOfPdf(url=url)
    if found is None:
        raise NotADocument(url=url, announced=received.media_type or "?")
    if not has_its_end(path, found):
        if not received.framed:  # nobody said how long it would be: perhaps there is more
            raise CutShort(host=urlsplit(received.url).hostname, received=size)
        if found is not Format.HTML:  # a web page may well leave its end out
            raise Incomplete(url=url)
    announced = announced_format(received.media_type)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    odd = received.media_type if announced not in (None, found) else None
    return Download(path, received.url, found, sha256, size, odd)

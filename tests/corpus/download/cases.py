"""What can go wrong with a download, case by case, and how it must end: for the tests, and as a table for people.

`python -m tests.corpus.download.cases` runs every case and prints what happened and what the user reads.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.documents.adder import DocumentAdder
from assistant.documents.fetcher import Fetcher
from assistant.documents.types import FetchedVersion, NotFetched
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Address, Entry, Evidence, Holds
from corpus.download.downloader import Downloader
from corpus.download.transfer import Limits
from corpus.library.library import Library
from corpus.readers.pdf_scan import tesseract
from corpus.types import Authority, Language
from tests.corpus.download import server as web
from tests.corpus.download.server import Behaviour, Server
from tests.corpus.test_readers import write_pdf

LIMITS = Limits(2_000_000, redirects=3, least_bytes=200, tries=3)
IMPATIENT = replace(LIMITS, answer_seconds=0.4, pace_seconds=0.4)  # for hosts that are slow on purpose
CHARTER = [
    "Charter of the dock cooperatives",
    "1. Forty-two dockers founded the cooperative in a warehouse by the river, and every one of them has one vote.",
    "2. The board shall publish the wages of each crew every quarter, and keep a rescue fund for those who are hurt.",
    "3. Surpluses are divided by the members in their assembly, and are never sold to anyone outside.",
]
CHARTE = [
    "Charte des coopératives de dockers",
    "1. Quarante-deux dockers ont fondé la coopérative dans un entrepôt au bord du fleuve, et chacun a une voix.",
    "2. Le conseil publie chaque trimestre les salaires de chaque équipe et garde une caisse pour les blessés.",
    "3. Les excédents sont répartis par les membres en assemblée, et ne sont jamais vendus à personne.",
]
BAKERY = ["Rules of the village bakery", *CHARTER[1:]]
NAMELESS = ["On the river", *CHARTER[1:]]


@cache
def pdf(*lines: str) -> bytes:
    """Return a PDF with a paragraph a line."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = [(70.0, 750.0 - 30 * n, line) for n, line in enumerate(lines)]
        return write_pdf(Path(folder) / "a.pdf", [drawn]).read_bytes()


def page(*lines: str) -> bytes:
    """Return a web page with a paragraph a line."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


@dataclass(frozen=True, slots=True)
class Case:
    """A way to misbehave: what the address does, and how it must end (`added`, or the name of an error).

    `asked` is the number of requests that there must be; `waits` the times waited between them; `slow` tells a host
    that the case need not wait for.
    """

    name: str
    behaviour: Callable[[Server], Behaviour]
    ends: str
    asked: int = 1
    waits: tuple[float, ...] = ()
    language: Language = Language.EN
    slow: bool = False


def _case(
    name: str, behaviour: Behaviour, ends: str, asked: int = 1, waits: tuple[float, ...] = (), **more: Any
) -> Case:
    """Return a case that needs nothing of the server."""
    return Case(name, lambda server: behaviour, ends, asked, waits, **more)


def _leads(name: str, ends: str, location: Callable[[Server], str], asked: int = 1) -> Case:
    """Return a case of one address that leads to another."""
    return Case(name, lambda server: web.says(302, location=location(server)), ends, asked)


GOOD, OTHER = pdf(*CHARTER), pdf(*CHARTER, "4. The charter was changed at the spring assembly, by a vote of all.")
BACK_OFF = (1.0, 2.0)
CASES = [
    _case("503 twice, then the file", web.first(2, web.says(503), web.gives(GOOD)), "added", 3, BACK_OFF),
    _case("503 for ever", web.says(503), "busy", 3, BACK_OFF),
    _case(
        "429, “Retry-After: 7”, then the file",
        web.first(1, web.says(429, retry_after=7), web.gives(GOOD)), "added", 2, (7.0,),
    ),
    _case(
        "503, “Retry-After” a day, then the file",
        web.first(1, web.says(503, retry_after=86_400), web.gives(GOOD)), "added", 2, (60.0,),
    ),
    _case("no answer", web.silent, "too_slow", 3, BACK_OFF, slow=True),
    _case("hangs up without an answer", web.hangs_up, "unreachable", 3, BACK_OFF),
    _case("stalls in the middle", web.stalls(GOOD, 300), "too_slow", 3, BACK_OFF, slow=True),
    _case("a byte now and then", web.drips(GOOD, 0.02), "too_slow", 3, BACK_OFF, slow=True),
    _case("breaks off each time, length declared", web.cuts(GOOD, 300), "cut_short", 3, BACK_OFF),
    _case("breaks off each time, no length", web.cuts(GOOD, 300, declared=False), "cut_short", 3, BACK_OFF),
    _case("breaks off once, then goes on (Range)",
          web.first(1, web.cuts(GOOD, 300), web.goes_on(GOOD, '"one"')), "added", 2, (1.0,)),
    _case("changed between cut and rest (If-Range)",
          web.first(1, web.cuts(GOOD, 300), web.goes_on(OTHER, '"two"')), "added", 2, (1.0,)),
    _case("changed, and the host does not look",
          web.first(1, web.cuts(GOOD, 300), web.goes_on(OTHER, '"two"', careless=True)), "added", 3, BACK_OFF),
    _case("file cut on the host, length right", web.gives(GOOD[:-300]), "incomplete"),
    _case("declares less than it sends", web.gives(GOOD, content_length=300), "incomplete"),
    _case("French address, English text", web.gives(GOOD), "other_language", language=Language.FR),
    _case("another document’s text", web.gives(pdf(*BAKERY)), "other_document"),
    _case("a text that does not say what it is", web.gives(pdf(*NAMELESS)), "not_confirmed"),
    _case("a scan: a PDF without text", web.gives(pdf()), "empty_document" if tesseract() else "scanned_document"),
    _leads("leads to 10.0.0.5", "address_refused", lambda server: "http://10.0.0.5/secret"),
    _leads("leads to a name that is 10.0.0.5", "private_address", lambda server: server.url("/secret", web.INSIDE)),
    _leads("leads off the list", "host_not_listed", lambda server: "https://elsewhere.example/paper.pdf"),
    _leads("leads to itself", "too_many_redirects", lambda server: server.url("/paper.pdf"), 4),
    _leads("leads to a mirror on the list", "added", lambda server: server.url("/mirrored.pdf", web.MIRROR), 2),
    _case("a web page instead of the PDF", web.gives(page("Page moved"), "text/html"), "page_instead_of_pdf"),
    _case("right bytes, announced as text/html", web.gives(GOOD, "text/html"), "added"),
    _case("announced as PDF, other bytes", web.gives(b"\x89PNG" + bytes(500)), "not_a_document"),
    _case("empty", web.gives(b""), "nothing_sent"),
    _case("100 MB declared",
          lambda handler, count: handler.head(content_length=10**8, content_type="application/pdf"), "too_large"),
    _case("endless, undeclared", web.endless, "too_large"),
    _case("gzip bomb: 20 kB, 20 MB unpacked", web.bomb(20_000_000), "too_large"),
    _case("compressed by Brotli, unasked", web.gives(GOOD, content_encoding="br"), "odd_encoding"),
    _case("404", web.says(404), "not_there"),
    _case("403", web.says(403), "declined"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """How a case ended: the result, the waits, and the requests that the server had."""

    result: FetchedVersion | NotFetched
    waits: tuple[float, ...]
    requests: Sequence[tuple[str, dict[str, str]]]
    kept: tuple[str, ...]


def entries(server: Server, *paths: str) -> Catalogue:
    """Return a catalogue whose charter is at the paths given, in either language, and which knows a bakery's rules."""
    urls = [
        Address(language, server.url(path), Evidence.SEEN, Holds.TEXT)
        for language in (Language.EN, Language.FR)
        for path in paths
    ]
    titles = {"en": CHARTER[0], "fr": CHARTE[0]}
    charter = Entry("dock-charter", "charter", Authority.OTHER, titles=titles, urls=tuple(urls))
    bakery = Entry("bakery-rules", "rules", Authority.OTHER, titles={"en": BAKERY[0]})
    return Catalogue([charter, bakery])


def fetching(
    server: Server, home: Path, library: Library, known: Catalogue, waits: list[float], limits: Limits = LIMITS
) -> Fetcher:
    """Return what fetches from the server into a library, its waits noted instead of waited."""

    async def sleep(seconds: float) -> None:
        """Note a wait."""
        waits.append(seconds)

    downloader = Downloader(home / ".unfinished", gate=server.gate(), limits=limits, sleep=sleep)
    adder = DocumentAdder(library, known, notes=False)
    return Fetcher(home, adder, lambda: None, downloader)


def run(case: Case, home: Path) -> Ending:
    """Fetch the charter from an address that misbehaves."""
    waits: list[float] = []
    with web.running() as server, Library(home / "library.sqlite") as library:
        server.routes = {"/paper.pdf": case.behaviour(server), "/mirrored.pdf": web.gives(GOOD)}
        known, limits = entries(server, "/paper.pdf"), IMPATIENT if case.slow else LIMITS
        fetcher = fetching(server, home / "downloads", library, known, waits, limits)
        found = fetcher.fetch(["dock-charter"], [case.language], lambda part, label: None)
        kept = tuple(sorted(path.name for path in (home / "downloads").rglob("*") if path.is_file()))
        requests = [(path, dict(headers)) for path, headers in server.requests]
    result = found.documents[0] if found.documents else found.errors[0]
    return Ending(result, tuple(waits), requests, kept)


def table() -> str:
    """Run every case; return what happened and what the user reads, as Markdown."""
    lines = ["| the host | what happened | what the user reads |", "|---|---|---|"]
    for case in CASES:
        with tempfile.TemporaryDirectory() as home:
            ending = run(case, Path(home))
        waits = f", {' and '.join(f'{wait:g} s' for wait in ending.waits)} between" if ending.waits else ""
        asked = f"{len(ending.requests)} request{'s' if len(ending.requests) > 1 else ''}{waits}"
        if isinstance(ending.result, FetchedVersion):
            said = f"{ending.result.change}: {len(ending.result.locators)} paragraphs"
            said += f" (announced as {ending.result.announced})" if ending.result.announced else ""
        else:
            said = re.sub(r"(?<=\.test):\d+", "", ending.result.tried[0].reason)
        lines.append(f"| {case.name} | {asked} | {said} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")

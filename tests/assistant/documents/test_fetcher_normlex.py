"""The whole way with the catalogue's own addresses: a host that answers as NORMLEX does, with an invented text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.documents.adder import DocumentAdder
from assistant.documents.fetcher import Fetcher
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.catalogue.catalogue import load
from corpus.download.downloader import Downloader
from corpus.library.library import Library
from corpus.types import Language
from tests.corpus.download import server as web
from tests.corpus.download.cases import LIMITS
from tests.corpus.download.server import Server

PAGE = (Path(__file__).parents[2] / "data" / "normlex-page.en.html").read_text(encoding="utf-8")
INVENTED = "R999 - Beekeepers' Cooperatives Recommendation, 2031 (No. 999)"
ENGLISH = PAGE.replace(INVENTED, "R193 - Promotion of Cooperatives Recommendation, 2002 (No. 193)")
# A French title over the English text: what an address under /fr/ may well give.
MIXED = PAGE.replace(INVENTED, "R193 - Recommandation (n° 193) sur la promotion des coopératives, 2002")
BY_INSTRUMENT = "/dyn/normlex/en/f?p=1000:12100:0::NO::P12100_INSTRUMENT_ID,P12100_LANG_CODE:312531,en:NO"


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server that stands for the ILO's hosts."""
    with web.running() as running:
        yield running


@pytest.fixture
def alinea(tmp_path: Path) -> Iterator[Assistant]:
    """Give the product over an empty home."""
    assistant = Assistant(Settings(home=tmp_path / "home", notes=False))
    yield assistant
    assistant.close()


def fetching(server: Server, alinea: Assistant, library: Library) -> Fetcher:
    """Return what fetches the catalogue's own addresses, every name leading to the server."""

    async def resolve(host: str) -> Sequence[str]:
        """Return this machine, whatever the host."""
        return ("127.0.0.1",)

    gate = replace(server.gate(), hosts=("normlex.ilo.org", "www.ilo.org"), resolve=resolve)
    folder = alinea.settings.downloads
    downloader = Downloader(folder / ".unfinished", gate=gate, limits=replace(LIMITS, tries=1))
    return Fetcher(folder, DocumentAdder(library, load(), notes=False), alinea.engine.update, downloader)


def test_a_recommendation_is_fetched_found_and_cited(server: Server, alinea: Assistant) -> None:
    server.routes[BY_INSTRUMENT] = web.gives(ENGLISH.encode(), "text/html; charset=utf-8")
    with Library(alinea.settings.library) as library:
        fetched = fetching(server, alinea, library).fetch(["R193"], [Language.EN], lambda part, label: None)
    (found,) = fetched.documents
    assert (found.document, found.symbol, found.evidence) == ("r193", "R193", "pattern")
    assert "3(2)(a)" in found.locators and found.file.endswith("r193.en.html")
    cited = alinea.cite("R193, para. 3(2)(b)", language="en")
    assert cited.status == "found" and cited.text == "be free of the substances listed in the Annex."
    assert cited.url is not None and cited.url.endswith(BY_INSTRUMENT), "where it was fetched is its address now"
    hit = alinea.find("When may meadows be mown?", k=1).hits[0]
    assert (hit.document, hit.locator) == ("r193", "3(2)") or hit.locator.startswith("3(2)")
    (listed,) = [each for each in alinea.catalogue() if each.id == "r193"]
    assert listed.loaded == ("en",)


def test_a_french_address_with_english_text_is_not_recorded_as_french(server: Server, alinea: Assistant) -> None:
    for path in (
        "/dyn/normlex/en/f?p=1000%3A12100%3A0%3A%3ANO%3A%3AP12100_INSTRUMENT_ID%2CP12100_LANG_CODE%3A312531%2Cfr%3ANO",
        "/dyn/normlex/fr/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_code:R193",
        "/dyn/nrmlx_fr/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:R193",
        "/dyn/normlex/fr/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:R193",
    ):
        server.routes[path] = web.gives(MIXED.encode(), "text/html; charset=utf-8")
    with Library(alinea.settings.library) as library:
        fetched = fetching(server, alinea, library).fetch(["r193"], [Language.FR], lambda part, label: None)
    (error,) = fetched.errors
    assert [attempt.code for attempt in error.tried] == ["other_language"] * 4
    assert alinea.library() == ()

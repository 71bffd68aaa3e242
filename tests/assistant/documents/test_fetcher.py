"""From the catalogue into the library: what is listed, what is fetched, and what is left alone."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.documents.adder import DocumentAdder
from assistant.documents.fetcher import Fetcher
from corpus.catalogue.catalogue import load
from corpus.download.errors import NotInCatalogue
from corpus.ingest import ParsedFile, parse_file
from corpus.library.library import Library
from corpus.types import Language
from tests.corpus.download import server as web
from tests.corpus.download.cases import CHARTE, CHARTER, entries, fetching, page, pdf
from tests.corpus.download.server import Server

GOOD = pdf(*CHARTER)
NEWER = pdf(*CHARTER, "4. The charter was changed at the spring assembly, by a vote of all its members.")
EN, FR = Language.EN, Language.FR


@dataclass
class Desk:
    """A server, a library, and what fetches from the one into the other."""

    server: Server
    home: Path
    library: Library
    waits: list[float] = field(default_factory=list)
    progress: list[tuple[float, str]] = field(default_factory=list)

    def fetching(self, *paths: str) -> Fetcher:
        """Return what fetches a charter that is said to be at these paths."""
        return fetching(self.server, self.home, self.library, entries(self.server, *paths), self.waits)

    def note(self, part: float, label: str) -> None:
        """Note how far it is."""
        self.progress.append((part, label))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with an empty library."""
    with web.running() as server, Library(tmp_path / "library.sqlite") as library:
        yield Desk(server, tmp_path / "downloads", library)


def test_a_text_is_kept_with_what_it_is_and_how_it_came_and_is_in_the_library(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    (found,) = desk.fetching("/a.pdf").fetch(["dock-charter"], [EN], desk.note).documents
    sha256 = hashlib.sha256(GOOD).hexdigest()
    assert (found.change, found.sha256, found.evidence) == ("added", sha256, "seen")
    file = Path(found.file)
    assert file.read_bytes() == GOOD and file.name == "dock-charter.en.pdf"
    sidecar = tomllib.loads(file.with_name("dock-charter.en.pdf.toml").read_text())
    assert sidecar == {"id": "dock-charter", "language": "en", "url": desk.server.url("/a.pdf")}
    receipt = json.loads(file.with_name("dock-charter.en.pdf.json").read_text())
    assert receipt["sha256"] == sha256 and receipt["size"] == len(GOOD)
    (version,) = desk.library.versions("dock-charter")
    assert version.sha256 == sha256
    assert desk.library.document("dock-charter").urls["en"] == desk.server.url("/a.pdf")
    assert [label for _, label in desk.progress][-1] == "dock-charter (en)" and desk.progress[-1][0] <= 1


def test_each_of_several_texts_is_read_once_and_all_are_indexed_together(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.server.routes |= {"/a.pdf": web.gives(GOOD), "/b.pdf": web.gives(pdf(*CHARTE))}
    fetcher, read, published = desk.fetching("/a.pdf", "/b.pdf"), [], []

    def parse(path: Path) -> ParsedFile:
        read.append(path)
        return parse_file(path)

    monkeypatch.setattr("assistant.documents.fetcher.parse_file", parse)
    monkeypatch.setattr(fetcher, "_publish", lambda: published.append(len(desk.library.versions("dock-charter"))))
    found = fetcher.fetch(["dock-charter"], [EN, FR], desk.note).documents
    assert [(each.language, each.change) for each in found] == [("en", "added"), ("fr", "added")]
    assert len(read) == len(set(read)) + 1, "the English text stands at the first address of the French one, too"
    assert published == [2]
    fetcher.fetch(["dock-charter"], [EN, FR], desk.note)
    assert published == [2], "nothing has changed"


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    fetcher = desk.fetching("/a.pdf")
    file = Path(fetcher.fetch(["dock-charter"], [EN], desk.note).documents[0].file)
    before = (file.stat().st_mtime_ns, desk.library.versions("dock-charter"))
    (again,) = fetcher.fetch(["dock-charter"], [EN], desk.note).documents
    assert again.change == "unchanged" and again.locators[-1] == "3"
    assert (file.stat().st_mtime_ns, desk.library.versions("dock-charter")) == before
    assert not list((desk.home / ".unfinished").iterdir())


def test_a_changed_file_takes_the_place_of_the_one_before(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.first(1, web.gives(GOOD), web.gives(NEWER))
    fetcher = desk.fetching("/a.pdf")
    fetcher.fetch(["dock-charter"], [EN], desk.note)
    (again,) = fetcher.fetch(["dock-charter"], [EN], desk.note).documents
    assert again.change == "replaced" and again.locators[-1] == "4"
    assert Path(again.file).read_bytes() == NEWER


def test_a_page_in_place_of_a_pdf_leaves_one_file(desk: Desk) -> None:
    desk.server.routes = {"/a.pdf": web.gives(GOOD), "/a": web.gives(page(*CHARTER), "text/html")}
    desk.fetching("/a.pdf").fetch(["dock-charter"], [EN], desk.note)
    desk.fetching("/a").fetch(["dock-charter"], [EN], desk.note)
    kept = {path.name for path in desk.home.iterdir() if path.is_file()}
    assert kept == {f"dock-charter.en.html{suffix}" for suffix in ("", ".toml", ".json")}


@pytest.mark.parametrize("bad", [web.says(404), web.gives(page("Moved"), "text/html"), web.gives(pdf(*CHARTE))])
def test_a_failure_leaves_the_text_that_is_there(desk: Desk, bad: web.Behaviour) -> None:
    desk.server.routes["/a.pdf"] = web.first(1, web.gives(GOOD), bad)
    fetcher = desk.fetching("/a.pdf")
    fetcher.fetch(["dock-charter"], [EN], desk.note)
    before = desk.library.versions("dock-charter")
    found = fetcher.fetch(["dock-charter"], [EN], desk.note)
    assert found.errors and not found.documents
    assert desk.library.versions("dock-charter") == before
    assert (desk.home / "dock-charter.en.pdf").read_bytes() == GOOD


def test_the_next_address_is_tried_and_the_first_is_told_of(desk: Desk) -> None:
    desk.server.routes = {"/old.pdf": web.says(404), "/new.pdf": web.gives(GOOD)}
    (found,) = desk.fetching("/old.pdf", "/new.pdf").fetch(["dock-charter"], [EN], desk.note).documents
    assert found.url.endswith("/new.pdf") and [attempt.code for attempt in found.tried] == ["not_there"]


def test_one_failure_does_not_stop_the_other_languages(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(pdf(*CHARTE))
    found = desk.fetching("/a.pdf").fetch(["dock-charter"], [], desk.note)
    assert [each.language for each in found.documents] == ["fr"]
    (error,) = found.errors
    assert (error.language, error.tried[0].code) == ("en", "other_language")
    assert error.open is not None and error.open.url == desk.server.url("/a.pdf").replace("http:", "https:")
    assert "(français)" in error.tried[0].message("fr") and "is in French" in error.tried[0].message("en")


def test_a_document_without_an_address_says_so(desk: Desk) -> None:
    (error,) = desk.fetching().fetch(["bakery-rules"], [], desk.note).errors
    assert error.language is None and error.tried[0].code == "no_address" and error.open is None


def test_what_names_no_document_of_the_catalogue_is_refused_before_anything_is_asked(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    with pytest.raises(NotInCatalogue, match="bread"):
        desk.fetching("/a.pdf").fetch(["dock-charter", "bread"], [], desk.note)
    assert not desk.server.requests


def test_a_document_may_be_named_as_in_a_footnote(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    found = desk.fetching("/a.pdf").fetch(["Charter of the dock cooperatives", "dock-charter"], [EN], desk.note)
    assert len(found.documents) == 1


def test_json_is_plain(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    found = desk.fetching("/a.pdf").fetch(["dock-charter", "bakery-rules"], [], desk.note)
    assert json.loads(json.dumps(found.to_json())).keys() == {"documents", "errors"}


# The catalogue as it is shown


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Fetcher]:
    """Give what lists the true catalogue over an empty library; it adds nothing."""
    with Library(tmp_path / "library.sqlite") as library:
        yield Fetcher(tmp_path, DocumentAdder(library, load(), notes=False), lambda: None)


def test_what_is_from_memory_is_never_shown_as_verified(shop: Fetcher) -> None:
    listed = {each.id: each for each in shop.catalogue("en")}
    assert 50 <= len(listed) <= 60 and "c087" not in listed
    second = listed["a-res-79-213"]
    assert second.symbol is None and second.date is None and {each.evidence for each in second.addresses} == {"memory"}
    budget = listed["pb-2024-25"]
    assert not budget.title_verified and budget.session is None and budget.languages == ()
    assert listed["r127"].replaced_by == "r193"
    assert listed["r193"].languages == ("en", "fr", "es")


def test_the_list_says_what_is_loaded(desk: Desk) -> None:
    desk.server.routes["/a.pdf"] = web.gives(GOOD)
    fetcher = desk.fetching("/a.pdf")
    fetcher.fetch(["dock-charter"], [EN], desk.note)
    assert {each.id: each.loaded for each in fetcher.catalogue("en")} == {"dock-charter": ("en",), "bakery-rules": ()}


def test_titles_are_in_the_language_asked_for_where_there_are_any(shop: Fetcher) -> None:
    french = {each.id: each.title for each in shop.catalogue("fr")}
    assert french["r193"].startswith("Recommandation") and french["mycoop"].startswith("My.COOP")

"""A paragraph on the page that it was read from, as printed: the page's picture, and where the words stand on it.

Only kept files are read, and only where they are still the ones that were added (`corpus.library.sources`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.errors import BadRequest, KeptFileDamaged, NoPrintedPage, PageNotShown
from assistant.read.types import Printed
from assistant.session import Session
from assistant.validation import no_such_document
from corpus.errors import UnreadableFile
from corpus.library.sources import Sources
from corpus.printed import PrintedPages, passages
from corpus.references import format_citation
from corpus.types import Language, Rendition, Role, Spread
from index.search import preferred
from index.types import Placed

WIDTHS = (600, 900, 1200, 1800, 2400, 3600)
"""How many pixels wide a page may be pictured: few, so that what one has seen serves the next."""

_ENOUGH = 0.5  # of a paragraph's letters: with fewer found, what is found is chance

_log = logging.getLogger(__name__)


class _Kept(NamedTuple):
    """A paragraph's text as placed, and the file that it was read from; `page` is the first it stands on."""

    placed: Placed
    page: int
    file: Path
    sha256: str
    title: str
    citation: str


class PrintedReader:
    """Shows paragraphs on their printed pages; safe to call from several threads."""

    def __init__(self, sources: Sources) -> None:
        """Read from these kept files."""
        self._sources, self._pages = sources, PrintedPages()

    def prepare(self) -> None:
        """Start what pages are read in, so that the first reader need not wait for it. Raises UnreadableFile."""
        self._pages.prepare()

    def printed(
        self, document: str, locator: str, wanted: Language | None, page: int | None, session: Session
    ) -> Printed:
        """Return a page of the file of a paragraph, the first that it stands on unless another is wanted.

        Raises UnknownDocument, NoPrintedPage, KeptFileDamaged or PageNotShown.
        """
        kept = self._kept(document, locator, wanted, session)
        source = session.library.source(document, kept.placed.language, kept.placed.status)
        sought = passages(_with_items(document, kept.placed, session), source)
        shown = page or kept.page
        try:
            places = self._pages.places(kept.file, kept.sha256, sought)
        except UnreadableFile as error:
            raise _not_shown(kept, shown, error) from error
        if not 1 <= shown <= len(places.sizes):
            raise PageNotShown(page=shown, title=kept.title)
        found = places.share >= _ENOUGH
        spreads = {each.page: each for each in places.spreads if each.rectangles and found}
        width, height = places.sizes[shown - 1]
        return Printed(
            document=document,
            title=kept.title,
            locator=locator,
            citation=kept.citation,
            language=kept.placed.language,
            status=kept.placed.status,
            text=kept.placed.text,
            page=shown,
            pages=len(places.sizes),
            width=width,
            height=height,
            rectangles=spreads.get(shown, Spread(shown, ())).rectangles,
            on=tuple(spreads) or (kept.page,),
            found=found,
        )

    def picture(
        self, document: str, locator: str, wanted: Language | None, page: int | None, width: int, session: Session
    ) -> bytes:
        """Return a page of the file of a paragraph as a PNG, `width` pixels across, fewer for a page of great height.

        Raises BadRequest for a width that is none of `WIDTHS`, and what `printed` raises.
        """
        if width not in WIDTHS:
            raise BadRequest(value=width, expected=" ".join(map(str, WIDTHS)))
        kept = self._kept(document, locator, wanted, session)
        shown = page or kept.page
        try:
            return self._pages.picture(kept.file, kept.sha256, shown, width)
        except UnreadableFile as error:
            raise _not_shown(kept, shown, error) from error

    def _kept(self, document: str, locator: str, wanted: Language | None, session: Session) -> _Kept:
        placed, holdings = session.search.placed(document, locator), session.holdings
        if not placed:
            raise no_such_document(f"{document}, {locator}" if holdings.has(document) else document, holdings)
        shown = placed[wanted] if wanted in placed else preferred(placed, wanted)
        about, reader = session.library.document(document), wanted or shown.language
        citation = format_citation(about, locator, reader)
        if shown.rendition.page is None:
            raise NoPrintedPage(citation=citation)
        versions = session.library.versions(document)
        version = next(each for each in versions if each.key[1:] == (shown.language, shown.status))
        record = self._sources.record(version.record) if version.record else None
        if record is None or record.sha256 != version.sha256 or not self._sources.is_kept(record):
            raise KeptFileDamaged(citation=citation)
        file = self._sources.folder / record.kept
        return _Kept(shown, shown.rendition.page, file, version.sha256, about.title(reader), citation)


def _with_items(document: str, placed: Placed, session: Session) -> Iterator[Rendition]:
    """Yield a paragraph's rendition and those of its items, and of theirs, in reading order."""
    yield placed.rendition
    within = {placed.rendition.locator}
    for by_language in session.search.paragraphs(document).values():
        other = by_language.get(placed.language)
        if other is None or other.status != placed.status or other.rendition.role is not Role.ITEM:
            continue
        if other.rendition.parent in within:
            within.add(other.rendition.locator)
            yield other.rendition


def _not_shown(kept: _Kept, page: int, error: UnreadableFile) -> PageNotShown:
    _log.warning("%s, page %d, cannot be shown: %s", kept.file.name, page, error.values.get("detail"))
    return PageNotShown(page=page, title=kept.title)

"""Is it what was asked for? An address may hold another text, or the right one in another language."""

from __future__ import annotations

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Entry
from corpus.download.errors import LanguageUnclear, NotConfirmed, OtherDocument, OtherLanguage
from corpus.ingest import Ingested
from corpus.text.folding import title_forms, title_words
from corpus.text.language import detect
from corpus.types import Language

_BEGINNING = 20_000  # characters
_FIRST_LINES = 80  # a page's navigation may come before the title
_TITLE_LINES = 4  # lines that a title may be broken into


def confirm(entry: Entry, language: Language, found: Ingested, url: str, catalogue: Catalogue) -> str:
    """Return the id of the document a text is, which is the one asked for or the one it is printed with.

    The language is that of the words themselves: what the page or its address declares may be the interface's.
    Raises OtherLanguage, LanguageUnclear, OtherDocument, or NotConfirmed where nothing in the text says what it is.
    """
    asked = entry.symbol or entry.id
    written = detect(" ".join(rendition.text for rendition in found.version.renditions))
    if written is None:
        raise LanguageUnclear(url=url, asked=language.value)
    if written is not language:
        raise OtherLanguage(url=url, asked=language.value, found=written.value)
    recognised = found.claimed  # the address speaks for it
    if recognised in _printed_together(entry, catalogue):
        return recognised
    other = catalogue.get(recognised)
    if other is not None:
        raise OtherDocument(url=url, asked=asked, found=other.symbol or other.id)
    if not _opens_with_title(found.version.source, entry):
        raise NotConfirmed(url=url, asked=asked)
    return entry.id


def _printed_together(entry: Entry, catalogue: Catalogue) -> set[str]:
    """Return the ids of a document and of what is printed with it in one file."""
    annexes = {other.id for other in catalogue if other.annexed_to == entry.id}
    return {entry.id, *annexes, *([entry.annexed_to] if entry.annexed_to else [])}


def _opens_with_title(source: str, entry: Entry) -> bool:
    """Tell whether one of the first lines begins with a title, its symbol before it or not.

    A text that cites the title in a sentence does not; a title that is a topic, or in our own words, tells nothing.
    """
    if entry.generic_title or entry.title_ours:
        return False
    symbol = f"{title_words(entry.symbol or '')} "
    forms = {f"{form} " for title in entry.titles.values() for form in title_forms(title)}
    lines = [line for line in map(title_words, source[:_BEGINNING].splitlines()) if line][:_FIRST_LINES]
    for start in range(len(lines)):
        words = " ".join(lines[start : start + _TITLE_LINES]).removeprefix(symbol)
        if any(f"{words} ".startswith(form) for form in forms):
            return True
    return False

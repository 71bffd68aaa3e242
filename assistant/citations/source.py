"""What a citation says of a document and of a place in it, in one language: the basis of every format.

Only known facts are given. A document of the catalogue comes without its unverified facts (`Entry.document`), a
title in our own words stands in square brackets, as librarians do, and what is cited from a note or a machine
translation says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from urllib.parse import quote

import prompts
from assistant.citations.bodies import full_name, is_conference, is_ilo, short_name
from assistant.permalinks import permalink
from corpus.catalogue.catalogue import Catalogue
from corpus.references import format_locator, format_places, numbered_by
from corpus.text.one_line import as_one_line
from corpus.text.typography import NBSP, listed, session_written
from corpus.types import TEXTS, Authority, Document, Language, Status

_PAGES = frozenset({"web-page", "letter", "news", "brief"})
_INSTRUMENT = re.compile(r"[CR](\d{1,3})")  # of the International Labour Conference
_SESSION = re.compile(r"(\d{1,3})(?:st|nd|rd|th) [Ss]ession\b")
_PLURAL = {"para.": "paras", "paragr.": "paragr.", "párr.": "párrs.", "Art.": "Arts", "art.": "art.", "s.": "ss."}
_UNSAFE = ' \t"<>\\^`{}|'


class CitationForm(Enum):
    """How a document is named: a text known by its title alone, a page with its title in quotation marks, a work."""

    INSTRUMENT = auto()
    PAGE = auto()
    WORK = auto()


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A document, and a place in it, as a reader of `language` cites them; None is what is not known.

    `author` is the body in full and `acronym` as in the ILO's footnotes; `title_language` is the language of the title,
    which may exist in another than the reader's; `text_language` that of the text cited, where it is not the reader's;
    `session` the Conference's, written out; `place` the locators, written
    out; `permalink` leads to the first of them.
    """

    id: str
    language: Language
    status: Status
    form: CitationForm
    title: str
    title_language: Language | None
    permalink: str
    author: str | None = None
    acronym: str | None = None
    conference: str | None = None
    session: str | None = None
    symbol: str | None = None
    date: str | None = None
    authority: Authority | None = None
    locators: tuple[str, ...] = ()
    place: str = ""
    url: str | None = None
    text_language: Language | None = None

    @property
    def year(self) -> str | None:
        """The year of adoption or publication."""
        return self.date[:4] if self.date else None

    @property
    def name(self) -> str:
        """The short reference: the document's symbol or title, and the place."""
        return ", ".join(part for part in (self.symbol or self.title, self.place) if part)

    @property
    def key(self) -> str:
        """A key that every program accepts, `gb346-ins-4_24-e`; a note's own is another than its document's."""
        places = (re.sub(r"[^A-Za-z0-9.]+", "-", locator).strip("-") for locator in self.locators)
        kept = [self.id, *places, *([] if self.status in TEXTS else [self.status.replace("_", "-")])]
        return "_".join(part for part in kept if part)


def cited_source(
    document: Document,
    locators: Sequence[str],
    language: Language,
    status: Status = Status.OFFICIAL,
    *,
    catalogue: Catalogue | None = None,
    text_language: Language | None = None,
) -> CitedSource:
    """Return the source of a citation of places in a document; of the whole document, without locators.

    `catalogue` marks the titles that are in our own words; `text_language` is that of the text cited, where it is known
    to be another than the reader's: a title that is not there in the reader's is then given in the text's.
    """
    kind = numbered_by(document)
    title, title_language = _title(document, language, catalogue)
    if title_language is not language and text_language and text_language in document.titles:
        title, title_language = _title(document, text_language, catalogue)
    session = _SESSION.match(document.session or "") if is_conference(document) else None
    return CitedSource(
        id=document.id,
        language=language,
        status=status,
        form=_form(document),
        title=title,
        title_language=title_language,
        permalink=permalink(document.id, locators[0] if locators else None, language),
        author=_line(full_name(document, language)),
        acronym=_line(short_name(document, language)),
        conference=full_name(document, language) if is_conference(document) else None,
        session=session_written(session[1], language) if session else None,
        symbol=_line(document.symbol),
        date=_date(document, title),
        authority=document.authority,
        locators=tuple(locators),
        place=_places(locators, language, kind),
        url=safe_address(document.urls.get(language) or document.urls.get(title_language or "")),
        text_language=text_language if text_language is not language else None,
    )


def as_published(found: CitedSource) -> CitedSource:
    """Return a source as a bibliography lists it: a note, or a machine translation, is never the official work itself.

    A text that was added is listed as the work, with a `warning`.
    The body did not write our note on its document: the author is Alinéa (a translation has none that is known), the
    title says what it is, and what identifies the official text (its symbol, its date, its address) is only there.
    """
    if found.status in TEXTS:
        return found
    author = "Alinéa" if found.status is Status.NOTE else None
    key = "citation.note_title" if found.status is Status.NOTE else "citation.translation_title"
    named = f"{found.title} ({found.symbol})" if found.symbol and found.form is CitationForm.WORK else found.title
    return replace(
        found,
        title=prompts.render(key, found.language, title=named),
        title_language=found.language,
        form=CitationForm.WORK,
        author=author,
        acronym=author,
        conference=None,
        session=None,
        symbol=None,
        date=None,
        authority=None,
        url=None,
    )


def warning(found: CitedSource) -> str:
    """Return the warning of a bibliography on a text that is not official; empty for one that is."""
    if found.status is Status.OFFICIAL:
        return ""
    key = "citation.added_text" if found.status is Status.ADDED else "citation.prevails"
    return prompts.render(key, found.language)


def safe_address(url: str | None) -> str | None:
    r"""Return an address escaped for every format; None for what is no web address.

    >>> safe_address("https://www.ilo.org/a b{c}"), safe_address("javascript:alert(1)")
    ('https://www.ilo.org/a%20b%7Bc%7D', None)
    """
    if not url or not re.match(r"https?://[^\s/@]+(?:[/?#]|\Z)", url, re.IGNORECASE):
        return None
    return "".join(quote(sign) if sign in _UNSAFE or not sign.isprintable() else sign for sign in url)


def _places(locators: Sequence[str], language: Language, kind: str | None) -> str:
    """Return places as a list, runs of three or more as ranges; joined by “and” even where they contain commas."""
    runs = as_one_line(format_places(locators, language, kind)) if locators else ""
    if ";" not in runs:
        return runs
    return _together([as_one_line(format_locator(locator, language, kind)) for locator in locators], language)


def _together(places: Sequence[str], language: Language) -> str:
    """Return places as a list, the word that all begin with said once, in the plural.

    >>> _together(["para. 7", "para. 9(a)"], Language.EN), _together(["Preamble", "para. 9"], Language.EN)
    ('paras 7 and 9(a)', 'Preamble and para. 9')
    """
    words = {place.split(space, 1)[0] for place in places if (space := NBSP if NBSP in place else " ") in place}
    word = words.pop() if len(words) == 1 else ""
    if len(places) > 1 and word in _PLURAL and all(place.startswith(word) for place in places):
        space = places[0][len(word)]
        places = [
            f"{_PLURAL[word]}{space}{places[0][len(word) + 1 :]}",
            *(each[len(word) + 1 :] for each in places[1:]),
        ]
    return listed(places, language)


def _title(document: Document, language: Language, catalogue: Catalogue | None) -> tuple[str, Language | None]:
    """Return a document's title, in brackets where the words are ours, and its language."""
    title = as_one_line(document.title(language)) or document.id
    number = _INSTRUMENT.fullmatch(document.symbol or "")
    if number and title == document.titles.get(Language.EN) and "No." not in title and is_conference(document):
        title = f"{title} (No. {int(number[1])})"  # “Minimum Age Convention, 1973 (No. 138)”
    spoken = next(
        (code for code in (language, *Language) if document.titles.get(code) == document.title(language)), None
    )
    entry = catalogue.get(document.id) if catalogue else None
    if entry and entry.title_ours and document.title(language) in entry.titles.values():
        return f"[{title}]", spoken
    return title, spoken


def _date(document: Document, title: str) -> str | None:
    """Return a document's date; where it is unknown, the year that ends the title of an instrument of the ILO."""
    if document.date and re.fullmatch(r"\d{4}(-\d\d){0,2}", document.date):
        return document.date
    named = re.search(r", (1[89]\d\d|20\d\d)(?: \(|\Z)", title) if document.symbol else None
    return named[1] if named and _INSTRUMENT.fullmatch(document.symbol or "") else None


def _form(document: Document) -> CitationForm:
    named_alone = {Authority.CONVENTION, Authority.DECLARATION, Authority.LAW}
    of_the_ilo = is_ilo(document) or _INSTRUMENT.fullmatch(document.symbol or "") is not None
    ilo_recommendation = document.authority is Authority.RECOMMENDATION and of_the_ilo
    if document.authority in named_alone or ilo_recommendation or document.kind == "constitution":
        return CitationForm.INSTRUMENT
    return CitationForm.PAGE if document.kind in _PAGES else CitationForm.WORK


def _line(text: str | None) -> str | None:
    """Return a text as one line, None for an empty one."""
    return as_one_line(text) or None if text else None

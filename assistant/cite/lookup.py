"""From an explicit reference to the paragraph, without ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import prompts
from assistant.cite.as_printed import citation_of, resolve_as_printed, resolve_with_annexes
from assistant.cite.messages import how_to_load, language_missing, named, note_beneath, why_not
from assistant.cite.quoted_text import resolve_as_quoted
from assistant.cite.types import Cited, CitedParagraph, CitedVersion
from assistant.renditions import found_renditions
from assistant.session import Session
from corpus.references import (
    Reference,
    Resolution,
    ResolutionStatus,
    format_citation,
    format_places,
    format_range,
    numbered_by,
    parse_all,
    places_there,
    valid_range,
    valid_ranges,
)
from corpus.references.language import language_asked_for
from corpus.text.typography import enclosed
from corpus.types import Document, Language, Status
from index.search import preferred
from index.types import Placed


def cite(text: str, session: Session, wanted: Language | None = None) -> Cited:
    """Return the paragraphs at a reference, in the language wanted where there is one, or why there are none."""
    reader = session.reader
    references = parse_all(text, session.catalogue, misspelt=True)
    if not references:
        return Cited(text, reader, "not_a_reference", prompts.render("cite.not_a_reference", reader, reference=text))
    first, *others = (_cited(text, each, session, wanted) for each in references)
    return replace(first, also=tuple(others))


def _cited(text: str, reference: Reference, session: Session, wanted: Language | None) -> Cited:
    """Resolve one of the references of a text; see `cite`."""
    reader = session.reader
    reference, resolution = resolve_with_annexes(reference, session)
    resolution, said = resolve_as_printed(text, reference, resolution, session)
    if not said:
        resolution, said = resolve_as_quoted(resolution, session)
    if said and reference.unread:
        reference = replace(reference, unread="")
    unread = enclosed(reference.unread, reader) if reference.unread else ""
    if unread and not reference.explicit:
        # «the webinar, paragraph 7» is a place of the webinar, whatever other document has a paragraph 7
        reference = replace(reference, named=reference.unread)
        resolution = Resolution(ResolutionStatus.UNKNOWN_DOCUMENT)
    elif unread and resolution.status is ResolutionStatus.FOUND and not resolution.locators:
        resolution = _not_read(unread, resolution, session)
    if resolution.status is not ResolutionStatus.FOUND or resolution.document is None:
        return _led_nowhere(text, reference, resolution, session)
    document = session.library.document(resolution.document)
    if not resolution.locators:
        return _whole_document(text, document, session)
    cited = _paragraphs(text, document, resolution, session, wanted or language_asked_for(text))
    if said:
        untold = cited.message == prompts.render("cite.found", reader)
        cited = replace(cited, message=said if untold else f"{said} {cited.message}")
    elif resolution.missing:
        absent = why_not(reference, resolution, session)
        cited = replace(cited, message=absent, valid=resolution.valid)
    if not unread:
        return cited
    told = prompts.render("cite.unread", reader, words=unread)
    found = prompts.render("cite.found", reader)
    return replace(
        cited, message=told if cited.message == found else f"{told} {cited.message}", unread=reference.unread
    )


def _paragraphs(
    text: str, document: Document, resolution: Resolution, session: Session, wanted: Language | None
) -> Cited:
    """Return the paragraphs found, in the language wanted if there is such a version, else in another.

    The heading, page and renditions outside `paragraphs` are those of the first.
    """
    reader, locators = session.reader, resolution.locators
    each_placed = [
        _opening(placed) if locator in resolution.opening else placed
        for locator in locators
        for placed in [session.search.placed(document.id, locator)]
    ]
    placed = each_placed[0]
    shown = placed[wanted] if wanted in placed else preferred(placed, reader)
    citation = citation_of(document, locators, reader)
    paragraphs = []
    for locator, renditions in zip(locators, each_placed, strict=True):
        one = renditions.get(shown.language) or preferred(renditions, reader)
        paragraphs.append(
            CitedParagraph(
                locator=locator,
                citation=format_citation(document, locator, reader),
                label=_label(document, locator, reader, opening=locator in resolution.opening),
                heading=one.rendition.heading,
                page=one.rendition.page,
                text=one.text,
                language=one.language,
                status=one.status,
                renditions=found_renditions(renditions),
            )
        )
    message = prompts.render("cite.found", reader)
    if shown.language is not (wanted or reader):
        ours = placed.get(reader) if wanted in (None, reader) else None
        if ours and ours.status is Status.NOTE:
            message = note_beneath(citation, shown.language, reader)
        else:
            message = language_missing(citation, wanted or reader, shown.language, reader)
    first = paragraphs[0]
    return Cited(
        reference=text,
        language=reader,
        status="found",
        message=message,
        document=document.id,
        symbol=document.symbol,
        title=document.title(reader),
        locator=", ".join(locators),
        citation=citation,
        heading=first.heading,
        page=first.page,
        text="\n\n".join(each.text for each in paragraphs),
        text_language=shown.language,
        text_status=shown.status,
        url=document.urls.get(shown.language),
        renditions=first.renditions,
        paragraphs=tuple(paragraphs),
    )


def _opening(placed: Mapping[str, Placed]) -> dict[str, Placed]:
    """Return a paragraph's renditions without its items: in a range that ends among them, these come one by one."""
    return {language: replace(each, text=each.rendition.text) for language, each in placed.items()}


def _label(document: Document, locator: str, reader: Language, *, opening: bool) -> str:
    """Return a place as the reader writes it, with “(chapeau)” where its opening words are shown alone."""
    label = format_places([locator], reader, numbered_by(document))
    return prompts.render("cite.chapeau", reader, place=label) if opening else label


def _whole_document(text: str, document: Document, session: Session) -> Cited:
    """Return a reference to a document without a place: its metadata and its places, and no text."""
    reader, kind = session.reader, numbered_by(document)
    locators = session.holdings.locators(document.id)
    versions = [
        CitedVersion(each.language, each.status)
        for each in session.library.versions(document.id)
        if session.holdings.notes or each.status is not Status.NOTE
    ]
    return Cited(
        reference=text,
        language=reader,
        status="found",
        message=prompts.render("cite.found", reader),
        document=document.id,
        symbol=document.symbol,
        title=document.title(reader),
        citation=named(document, reader),
        url=document.urls.get(reader),
        body=document.body,
        session=document.session,
        date=document.date,
        places=tuple(format_range(*ends, reader, kind) for ends in places_there(locators)),
        versions=tuple(dict.fromkeys(versions)),
    )


def _led_nowhere(text: str, reference: Reference, resolution: Resolution, session: Session) -> Cited:
    """Return the result for an unresolved reference, with what is known of the document it names."""
    loaded = resolution.status is not ResolutionStatus.NOT_LOADED
    if resolution.document and not loaded:
        message = how_to_load(resolution.document, reference.named, session)
    else:
        message = why_not(reference, resolution, session)
    cited = Cited(
        reference=text,
        language=session.reader,
        status=resolution.status,
        message=message,
        document=resolution.document,
        valid=resolution.valid,
        candidates=resolution.candidates,
    )
    if resolution.document is None:
        return cited
    entry = session.catalogue.get(resolution.document)
    if not loaded and entry is None:
        return cited
    document = session.library.document(resolution.document) if loaded or entry is None else entry.document()
    titled = document.titles or not document.symbol
    return replace(cited, symbol=document.symbol, title=document.title(session.reader) if titled else document.symbol)


def _not_read(words: str, resolution: Resolution, session: Session) -> Resolution:
    """Return the resolution “no such paragraph” for words that were not parsed, with the places of the document."""
    locators = session.holdings.locators(resolution.document or "")
    return Resolution(
        ResolutionStatus.NO_SUCH_PARAGRAPH,
        resolution.document,
        missing=(words,),
        valid=valid_range("", locators),
        ranges=valid_ranges("", locators),
    )

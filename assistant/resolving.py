"""Where a reference leads in the library as its documents are printed: bound together, under headings, with rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import prompts
from assistant.reasons import named
from assistant.session import Opened
from assistant.under_headings import around, divisions, objectives, under
from corpus.catalogue.catalogue import Catalogue
from corpus.library.library import Library
from corpus.references import (
    Reference,
    Resolution,
    ResolutionStatus,
    format_citation,
    format_places,
    numbered_by,
    resolve,
)
from corpus.types import Document, Language, Role


def resolved(reference: Reference, opened: Opened, catalogue: Catalogue) -> tuple[Reference, Resolution]:
    """Resolve a reference; a document that is not held may be printed with one that is.

    The Conference's resolution stands before its conclusions, in one file: its paragraphs are `Resolution, 1` there.
    The Declaration of Philadelphia is the Annex of the Constitution.
    """
    resolution = resolve(reference, opened.holdings)
    if resolution.status is not ResolutionStatus.NOT_LOADED:
        return reference, resolution
    entry = catalogue.get(reference.document or "")
    annex_of = entry.annex_of if entry else None
    hosts = [annex_of] if annex_of else [each.id for each in catalogue if each.annexed_to == reference.document]
    host = next((each for each in hosts if opened.holdings.has(each)), None)
    if host is None:
        return reference, resolution
    if annex_of:
        tries = [tuple(f"Annex, {locator}" for locator in reference.locators) or ("Annex",)]
    else:
        tries = [tuple(f"Resolution, {locator}" for locator in reference.locators), reference.locators]
    for locators in tries:
        elsewhere = replace(reference, document=host, locators=locators, ranges=())
        found = resolve(elsewhere, opened.holdings)
        if found.status is ResolutionStatus.FOUND and not found.missing:
            return elsewhere, found
    return reference, resolution


def as_printed(
    text: str, reference: Reference, resolution: Resolution, reader: Language, opened: Opened, library: Library
) -> tuple[Resolution, str]:
    """Return where a reference leads by what the document prints, and what to say of it; nothing where that is no more.

    A place may be named by its heading, be an item inside a running paragraph, or an output, which has its rows.
    """
    if resolution.document is None or resolution.status not in (
        ResolutionStatus.FOUND,
        ResolutionStatus.NO_SUCH_PARAGRAPH,
    ):
        return resolution, ""
    document = library.document(resolution.document)
    kind = numbered_by(document)
    if not resolution.locators:
        names = [*divisions(text), *filter(None, [reference.unread])]
        if headed := under(names, document.id, opened):
            found = Resolution(ResolutionStatus.FOUND, document.id, headed[1])
            return found, prompts.render("cite.heading", reader, heading=headed[0])
        if whole := around(resolution.missing, document.id, opened):
            citation = citation_of(document, whole, reader)
            asked = format_places(resolution.missing, reader, kind)
            found = Resolution(ResolutionStatus.FOUND, document.id, whole)
            return found, prompts.render("cite.not_apart", reader, citation=citation, place=asked)
        if (parts := divisions(text)) and all(map(str.isalpha, resolution.missing)):
            resolution = replace(resolution, missing=parts)  # no article is meant
        return resolution, ""
    with_rows = tuple(
        each
        for locator in resolution.locators
        for each in (locator, *opened.holdings.below(document.id, locator, Role.ROW))
    )
    if with_rows != resolution.locators:
        resolution = replace(resolution, locators=tuple(dict.fromkeys(with_rows)))
    if all(each.startswith("action plan, objective") for each in resolution.locators):
        headed = under(objectives(text), document.id, opened)
        if headed:
            places = format_places(headed[1], reader, kind)
            name = named(document, reader)
            return resolution, prompts.render(
                "cite.also_heading", reader, document=name, heading=headed[0], places=places
            )
    return resolution, ""


def citation_of(document: Document, locators: Sequence[str], reader: Language) -> str:
    """Return the citation of one place or several of a document."""
    if len(locators) == 1:
        return format_citation(document, locators[0], reader)
    return f"{format_citation(document, '', reader)}, {format_places(locators, reader, numbered_by(document))}"

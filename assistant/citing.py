"""From an explicit reference to the paragraph, without ranking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import prompts
from assistant.engine import Opened
from assistant.present import found_renditions
from assistant.types import Cited
from corpus.catalogue import Catalogue
from corpus.folding import fold
from corpus.language import detect
from corpus.library import Library
from corpus.references import (
    Mention,
    Reference,
    Resolution,
    ResolutionStatus,
    documents,
    format_citation,
    format_locator,
    format_range,
    numbered_by,
    parse,
    resolve,
    valid_range,
    valid_ranges,
)
from corpus.types import Document, Language
from index.search import preferred

# How each language writes “paragraph”; the words that a reference has are too few for a language to be told by them.
_WORDS = {
    Language.EN: re.compile(
        r"\b(?:paras?|paragraphs?|articles?|outputs?|objectives?|rows?|conclusions|the|of)\b", re.IGNORECASE
    ),
    Language.FR: re.compile(
        r"\b(?:par|paragr|paragraphes?|articles?|produits?|objectifs?|lignes?|des|du|de|la|le|les|sur)\b", re.IGNORECASE
    ),
    Language.ES: re.compile(
        r"\b(?:párrs?|parr|párrafos?|parrafos?|artículos?|productos?|objetivos?|filas?|las|los|de)\b", re.IGNORECASE
    ),
}
_IN_LANGUAGE = re.compile(r"\b(?:in|en)\s+(english|anglais|ingles|french|francais|frances|spanish|espagnol|espanol)\b")
_LANGUAGE_OF = {"en": Language.EN, "an": Language.EN, "in": Language.EN, "fr": Language.FR}
_QUOTED = {Language.EN: "“{}”", Language.FR: "«\u00a0{}\u00a0»", Language.ES: "«{}»"}
_SEMICOLON = {Language.EN: "; ", Language.FR: "\u00a0; ", Language.ES: "; "}


def cite(text: str, language: Language | None, opened: Opened, library: Library, catalogue: Catalogue) -> Cited:
    """Resolve a reference against the library; `language` None means the reference's own, else English."""
    catalogue = catalogue.including(library.documents())
    reader = language or _written_in(text)
    reference = parse(text, catalogue)
    if reference is None:
        return Cited(text, reader, "not_a_reference", prompts.render("cite.not_a_reference", reader, reference=text))
    resolution = resolve(reference, opened.holdings)
    if reference.unread and not reference.explicit:
        # «the webinar, paragraph 7» is a place of the webinar, whatever other document has a paragraph 7
        reference = replace(reference, named=reference.unread)
        resolution = Resolution(ResolutionStatus.UNKNOWN_DOCUMENT)
    elif reference.unread and resolution.status is ResolutionStatus.FOUND and not resolution.locators:
        resolution = _not_read(_QUOTED[reader].format(reference.unread), resolution, opened)
    if resolution.status is not ResolutionStatus.FOUND or resolution.document is None:
        return _led_nowhere(text, reference, resolution, reader, library, catalogue)
    document = library.document(resolution.document)
    if not resolution.locators:
        return _whole_document(text, document, reader)
    cited = _paragraphs(text, document, resolution.locators, reader, language or language_asked_for(text), opened)
    if not resolution.missing:
        return cited
    absent = why_not(reference, resolution, reader, library, catalogue)
    return replace(cited, message=absent, valid=resolution.valid)


def why_not(
    reference: Reference, resolution: Resolution, reader: Language, library: Library, catalogue: Catalogue
) -> str:
    """Say why a reference, or a part of it, leads nowhere: the range there is, the documents that fit, what to add."""
    if resolution.status is ResolutionStatus.NOT_LOADED and resolution.document:
        return not_loaded(resolution.document, reference.named, reader, catalogue)
    if resolution.status is ResolutionStatus.AMBIGUOUS:
        names = listed((named(library.document(each), reader) for each in resolution.candidates), reader)
        return prompts.render("refusal.ambiguous", reader, candidates=names)
    if not resolution.missing:
        name = reference.named or reference.instrument or ""
        return prompts.render("refusal.unknown_document", reader, document=name)
    if resolution.document is None:
        places = ", ".join(format_locator(each, reader) for each in resolution.missing)
        return prompts.render("refusal.no_such_place", reader, place=places)
    document = library.document(resolution.document)
    kind = numbered_by(document)
    return prompts.render(
        "refusal.no_such_paragraph",
        reader,
        document=named(document, reader),
        place=", ".join(format_locator(each, reader, kind) for each in resolution.missing),
        valid=", ".join(format_range(*each, reader, kind) for each in resolution.ranges) or "—",
    )


def not_loaded(document_id: str | None, named_as: str | None, reader: Language, catalogue: Catalogue) -> str:
    """Say that a document is not in the library, by its title where the catalogue has it, else as it was named."""
    entry = catalogue.get(document_id) if document_id else None
    name = named(entry.document(), reader) if entry else named_as or document_id
    return prompts.render("refusal.not_loaded", reader, document=name)


def language_asked_for(text: str) -> Language | None:
    """Return the language that a text asks to see a paragraph in, in so many words; None where it does not.

    >>> language_asked_for("GB.346/INS/4, paragr. 15, en anglais")
    <Language.EN: 'en'>
    """
    found = _IN_LANGUAGE.search(fold(text))
    return _LANGUAGE_OF.get(found[1][:2], Language.ES) if found else None


def documents_named(text: str, opened: Opened, catalogue: Catalogue) -> tuple[frozenset[str], list[Mention]]:
    """Return the documents that a text calls by a name of their own: the ids of those held, and the others."""
    precise = [mention for mention in documents(text, catalogue) if mention.precise]
    held = frozenset(each.document for each in precise if each.document and opened.holdings.has(each.document))
    return held, [each for each in precise if each.document not in held]


def named(document: Document, language: Language) -> str:
    """Return what to call a document in a sentence: its title, and its symbol if it has one."""
    title = document.title(language)
    return f"{title} ({document.symbol})" if document.symbol and document.symbol != title else title


def listed(names: Iterable[str], language: Language) -> str:
    """Return names in a row, with the semicolon as a language sets it."""
    return _SEMICOLON[language].join(names)


def _paragraphs(
    text: str, document: Document, locators: Sequence[str], reader: Language, wanted: Language | None, opened: Opened
) -> Cited:
    """Return the paragraphs at the locators, in the language wanted if there is such a version, else in another.

    Heading, page and renditions are those of the first.
    """
    each_placed = [opened.search.placed(document.id, locator) for locator in locators]
    placed = each_placed[0]
    shown = placed[wanted] if wanted in placed else preferred(placed, reader)
    citation = listed((format_citation(document, locator, reader) for locator in locators), reader)
    message = prompts.render("cite.found", reader)
    if shown.language is not (wanted or reader):
        message = language_missing(citation, wanted or reader, shown.language, reader)
    texts = [each.get(shown.language) or preferred(each, reader) for each in each_placed]
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
        heading=shown.rendition.heading,
        page=shown.rendition.page,
        text="\n\n".join(each.text for each in texts),
        text_language=shown.language,
        text_status=shown.status,
        url=document.urls.get(shown.language),
        renditions=found_renditions(placed),
    )


def language_missing(citation: str, wanted: Language, available: Language, reader: Language) -> str:
    """Say that a paragraph is not loaded in the language wanted, and in which it is shown instead."""
    return prompts.render(
        "refusal.language_missing",
        reader,
        citation=citation,
        wanted=prompts.render(f"language.{wanted}", reader),
        available=prompts.render(f"language.{available}", reader),
    )


def _whole_document(text: str, document: Document, reader: Language) -> Cited:
    """Return a reference to a document without a place: what it is, and no text."""
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
    )


def _led_nowhere(
    text: str, reference: Reference, resolution: Resolution, reader: Language, library: Library, catalogue: Catalogue
) -> Cited:
    """Return why a reference leads nowhere, with what is known of the document where it is in the library."""
    cited = Cited(
        reference=text,
        language=reader,
        status=resolution.status,
        message=why_not(reference, resolution, reader, library, catalogue),
        document=resolution.document,
        valid=resolution.valid,
        candidates=resolution.candidates,
    )
    if resolution.document is None or resolution.status is ResolutionStatus.NOT_LOADED:
        return cited
    document = library.document(resolution.document)
    return replace(cited, symbol=document.symbol, title=document.title(reader))


def _not_read(words: str, resolution: Resolution, opened: Opened) -> Resolution:
    """Return that a document has no such place as the words that could not be read, and the places it has."""
    locators = opened.holdings.locators(resolution.document or "")
    return Resolution(
        ResolutionStatus.NO_SUCH_PARAGRAPH,
        resolution.document,
        missing=(words,),
        valid=valid_range("", locators),
        ranges=valid_ranges("", locators),
    )


def _written_in(text: str) -> Language:
    """Return the language a reference is written in, English where it has no words of any."""
    told = detect(text)  # decides only where the words of references do not
    return max(Language, key=lambda each: (len(_WORDS[each].findall(text)), each is told, each is Language.EN))

"""From an explicit reference to the paragraph, without ranking."""

from __future__ import annotations

import re

import prompts
from assistant.engine import Opened
from assistant.present import found_renditions
from assistant.types import Cited
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.references import format_citation, format_locator, parse, resolve
from corpus.types import Document, Language
from index.search import preferred


def cite(text: str, language: Language | None, opened: Opened, library: Library, catalogue: Catalogue) -> Cited:
    """Resolve a reference against the library; `language` None means the reference's own, else English."""
    known = catalogue.including(library.documents())
    reader = language or _written_in(text)
    reference = parse(text, known)
    if reference is None:
        return Cited(text, reader, "not_a_reference", prompts.render("cite.not_a_reference", reader, reference=text))
    resolution = resolve(reference, opened.holdings)
    if resolution.document is None or resolution.status == "not_loaded":
        return _unresolved(
            text, reader, resolution.status, reference.document, reference.named, resolution.candidates, library, known
        )
    document = library.document(resolution.document)
    if resolution.status != "found":
        place = ", ".join(format_locator(each, reader, document.kind) for each in reference.locators)
        message = prompts.render(
            "refusal.no_such_paragraph",
            reader,
            document=named(document, reader),
            place=place,
            valid=resolution.valid or "—",
        )
        return Cited(
            text,
            reader,
            resolution.status,
            message,
            document.id,
            document.symbol,
            document.title(reader),
            valid=resolution.valid,
        )
    if not resolution.locators:
        return Cited(
            text,
            reader,
            "found",
            prompts.render("cite.found", reader),
            document.id,
            document.symbol,
            document.title(reader),
            citation=named(document, reader),
            url=document.urls.get(reader),
        )
    locator = resolution.locators[0]
    placed = opened.search.placed(document.id, locator)
    if language is not None and language not in placed:
        missing = prompts.render(
            "refusal.language_missing",
            reader,
            citation=format_citation(document, locator, reader),
            wanted=prompts.render(f"language.{language}", reader),
            available=prompts.render(f"language.{preferred(placed, language).language}", reader),
        )
    shown = placed[language] if language is not None and language in placed else preferred(placed, reader)
    message = missing if language is not None and language not in placed else prompts.render("cite.found", reader)
    texts = [opened.search.placed(document.id, each) for each in resolution.locators]
    return Cited(
        reference=text,
        language=reader,
        status="found",
        message=message,
        document=document.id,
        symbol=document.symbol,
        title=document.title(reader),
        locator=", ".join(resolution.locators),
        citation=format_citation(document, ", ".join(resolution.locators), reader)
        if len(resolution.locators) == 1
        else "; ".join(format_citation(document, each, reader) for each in resolution.locators),
        heading=shown.rendition.heading,
        page=shown.rendition.page,
        text="\n\n".join(each[shown.language].text for each in texts if shown.language in each),
        text_language=shown.language,
        text_status=shown.status,
        url=document.urls.get(shown.language),
        renditions=found_renditions(placed),
    )


# How each language writes “paragraph”; the words that a reference has are too few for a language to be told by them.
_WORDS = {
    Language.EN: re.compile(
        r"\b(?:paras?|paragraphs?|articles?|outputs?|objectives?|rows?|conclusions|the|of)\b", re.IGNORECASE
    ),
    Language.FR: re.compile(
        r"\b(?:par|paragr|paragraphes?|produits?|objectifs?|lignes?|des|du|la|le)\b", re.IGNORECASE
    ),
    Language.ES: re.compile(
        r"\b(?:párrs?|parr|párrafos?|parrafos?|artículos?|productos?|objetivos?|filas?|las|los|de)\b", re.IGNORECASE
    ),
}


def _written_in(text: str) -> Language:
    """Return the language a reference is written in, English where it has no words of any."""
    return max(Language, key=lambda each: (len(_WORDS[each].findall(text)), each is Language.EN))


def named_places(text: str, opened: Opened, catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Return the paragraphs (document, locator) that a text names in passing, where they exist."""
    resolution = resolve(parse(text, catalogue), opened.holdings)
    if resolution.document is None or resolution.status != "found":
        return frozenset()
    return frozenset((resolution.document, locator) for locator in resolution.locators)


def named(document: Document, language: Language) -> str:
    """Return what to call a document in a sentence: its title, and its symbol if it has one."""
    title = document.title(language)
    return f"{title} ({document.symbol})" if document.symbol and document.symbol != title else title


def _unresolved(
    text: str,
    reader: Language,
    status: str,
    document_id: str | None,
    named_as: str | None,
    candidates: tuple[str, ...],
    library: Library,
    catalogue: Catalogue,
) -> Cited:
    """Say why a reference leads nowhere: an unknown document, one that is not loaded, or several that fit."""
    if status == "ambiguous":
        names = tuple(named(library.document(each), reader) for each in candidates)
        message = prompts.render("refusal.ambiguous", reader, candidates=" ; ".join(names))
        return Cited(text, reader, status, message, candidates=candidates)
    if status == "not_loaded" and document_id:
        entry = catalogue.get(document_id)
        name = named(entry.document(), reader) if entry else document_id
        return Cited(text, reader, status, prompts.render("refusal.not_loaded", reader, document=name), document_id)
    return Cited(text, reader, status, prompts.render("refusal.unknown_document", reader, document=named_as or text))

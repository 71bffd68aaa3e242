"""References resolved by what the documents print: texts bound together, headings, items in running text, rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import prompts
from assistant.cite.messages import named
from assistant.session import Session
from corpus.library.holdings import Holdings
from corpus.references import (
    Reference,
    Resolution,
    ResolutionStatus,
    format_citation,
    format_places,
    numbered_by,
    resolve,
)
from corpus.references.place_words import DIVISION
from corpus.text.folding import fold
from corpus.types import Document, Language, Role

_DIVISION = re.compile(rf"(?<!\w){DIVISION}")
_OBJECTIVE = re.compile(r"(?<!\w)(?:objectives?|objectifs?|objetivos?)\s+\d(?![.\w])")
# Headings that the papers of the Governing Body all have, in the three languages.
_SAME = (
    ("draft decision", "projet de decision", "proyecto de decision"),
    ("background", "contexte", "antecedentes", "contexto"),
    ("introduction", "introduccion"),
    ("strategy", "strategie", "estrategia"),
    ("preamble", "preambule", "preambulo"),
    ("summary", "resume", "resumen"),
)
_MARKS = re.compile(r"[\s#■.:–—-]+")


def resolve_with_annexes(reference: Reference, session: Session) -> tuple[Reference, Resolution]:
    """Resolve a reference; a document that is not loaded may be printed with one that is.

    The Conference's resolution stands before its conclusions, in one file: its paragraphs are `Resolution, 1` there.
    The Declaration of Philadelphia is the Annex of the Constitution.
    """
    holdings, catalogue = session.holdings, session.catalogue
    resolution = resolve(reference, holdings)
    if resolution.status is not ResolutionStatus.NOT_LOADED:
        return reference, resolution
    entry = catalogue.get(reference.document or "")
    annex_of = entry.annex_of if entry else None
    hosts = [annex_of] if annex_of else [each.id for each in catalogue if each.annexed_to == reference.document]
    host = next((each for each in hosts if holdings.has(each)), None)
    if host is None:
        return reference, resolution
    if annex_of:
        tries = [tuple(f"Annex, {locator}" for locator in reference.locators) or ("Annex",)]
    else:
        tries = [tuple(f"Resolution, {locator}" for locator in reference.locators), reference.locators]
    for locators in tries:
        elsewhere = replace(reference, document=host, locators=locators, ranges=())
        found = resolve(elsewhere, holdings)
        if found.status is ResolutionStatus.FOUND and not found.missing:
            return elsewhere, found
    return reference, resolution


def resolve_as_printed(
    text: str, reference: Reference, resolution: Resolution, session: Session
) -> tuple[Resolution, str]:
    """Return the resolution of a reference by what the document prints, and a remark on it, empty if it adds nothing.

    A place may be named by its heading, be an item inside a running paragraph, or an output, which has its rows.
    """
    if resolution.document is None or resolution.status not in (
        ResolutionStatus.FOUND,
        ResolutionStatus.NO_SUCH_PARAGRAPH,
    ):
        return resolution, ""
    reader, document = session.reader, session.library.document(resolution.document)
    kind = numbered_by(document)
    if not resolution.locators:
        names = [*divisions(text), *filter(None, [reference.unread])]
        if headed := under(names, document.id, session):
            found = Resolution(ResolutionStatus.FOUND, document.id, headed[1])
            return found, prompts.render("cite.heading", reader, heading=headed[0])
        if whole := around(resolution.missing, document.id, session):
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
        for each in (locator, *session.holdings.below(document.id, locator, Role.ROW))
    )
    if with_rows != resolution.locators:
        resolution = replace(resolution, locators=tuple(dict.fromkeys(with_rows)))
    if all(each.startswith("action plan, objective") for each in resolution.locators):
        headed = under(objectives(text), document.id, session)
        if headed:
            places = format_places(headed[1], reader, kind)
            name = named(document, reader)
            return resolution, prompts.render(
                "cite.also_heading", reader, document=name, heading=headed[0], places=places
            )
    return resolution, ""


def of_the_plan_here(reference: Reference | None, holdings: Holdings) -> Reference | None:
    """Return the reference without a document that is not loaded, where its place is one of a plan that is.

    “Which points of the Conclusions answer to output 3.2?” asks the plan of action, not the Conclusions.
    """
    if reference is None or reference.document is None or holdings.has(reference.document):
        return reference
    if not reference.locators or not all(locator.startswith("action plan") for locator in reference.locators):
        return reference
    anywhere = replace(reference, document=None, named=None, explicit=False)
    return anywhere if resolve(anywhere, holdings).status is ResolutionStatus.FOUND else reference


def citation_of(document: Document, locators: Sequence[str], reader: Language) -> str:
    """Return the citation of one place or several of a document."""
    if len(locators) == 1:
        return format_citation(document, locators[0], reader)
    return f"{format_citation(document, '', reader)}, {format_places(locators, reader, numbered_by(document))}"


def divisions(text: str) -> tuple[str, ...]:
    """Return the words of a text that name a part, a chapter or a title: “Part II”."""
    return tuple(text[slice(*match.span())] for match in _DIVISION.finditer(fold(text)))


def objectives(text: str) -> tuple[str, ...]:
    """Return the words of a text that name an objective: «Objectif 2»."""
    return tuple(text[slice(*match.span())] for match in _OBJECTIVE.finditer(fold(text)))


def under(names: Iterable[str], document: str, session: Session) -> tuple[str, tuple[str, ...]] | None:
    """Return the heading that one of the names is, as the document prints it, and the places under it; None for none.

    A name is a heading's whole words, or its label: “Part II” of “Part II. Medical care”. Headings in any language
    that the document is loaded in count, and those of notes where these are read.
    """
    wanted = [words for name in names if (words := _words(name))]
    wanted += [other for words in wanted for same in _SAME if words in same for other in same if other != words]
    if not wanted:
        return None
    found: dict[str, list[str]] = {}
    for locator, placed in session.search.paragraphs(document).items():
        for each in placed.values():
            if each.rendition.role in (Role.PARAGRAPH, Role.ITEM) and each.rendition.parent is None:
                title = next((title for title in each.rendition.heading if _is_named(title, wanted)), None)
                if title and locator not in found.setdefault(title, []):
                    found[title].append(locator)
    return next(((title, tuple(locators)) for title, locators in found.items()), None)


def around(asked: Iterable[str], document: str, session: Session) -> tuple[str, ...]:
    """Return the paragraphs in whose running words items asked for stand, not numbered apart; none where one does not.

    «alinéa 7(1)a)» is in 7(1) where that has no items of its own and says “(a)” or «a)».
    """
    found: list[str] = []
    for locator in asked:
        match = re.fullmatch(r"(.+)\((\w+)\)", locator)
        placed = session.search.placed(document, match[1]) if match else {}
        items = session.holdings.below(document, match[1], Role.ITEM) if match else ()
        if (
            not match
            or items
            or not any(re.search(rf"(?<!\w){match[2]}\)", fold(each.text)) for each in placed.values())
        ):
            return ()
        found.append(match[1])
    return tuple(dict.fromkeys(found))


def _is_named(title: str, wanted: Iterable[str]) -> bool:
    """Tell whether a heading is one of the names, or begins with one that is a label."""
    words = _words(title)
    return any(
        words == name or ((name[-1:].isdigit() or _DIVISION.fullmatch(name)) and words.startswith(f"{name} "))
        for name in wanted
    )


def _words(name: str) -> str:
    """Return the folded words of a heading, without the marks around and between them."""
    return " ".join(_MARKS.sub(" ", fold(name)).split())

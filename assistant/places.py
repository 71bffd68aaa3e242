"""The paragraphs that a question names: “how much for objective 3?” is about one place of one document."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.citing import documents_named
from assistant.engine import Opened
from assistant.planning.reply import Reply, places_of, replies
from corpus.catalogue import Catalogue
from corpus.language import detect
from corpus.library import Library
from corpus.references import Reference, ResolutionStatus, parse, resolve
from corpus.types import Authority, Language
from index.ranking import Place


def exact_places(
    query: str, named: Collection[Place], opened: Opened, library: Library, catalogue: Catalogue
) -> list[Place]:
    """Return the paragraphs that come before any ranking: lines of a plan that are asked for, a place to be looked up.

    `named` are the places that the query names, as `named_places` gives them.
    """
    lines = places_of(of_plans(query, detect(query) or Language.EN, opened, library, catalogue))
    reference = parse(query, catalogue)
    looked_up = sorted(named) if reference is not None and reference.is_lookup else []
    return list(dict.fromkeys([*lines, *looked_up]))


def of_plans(
    question: str, reader: Language, opened: Opened, library: Library, catalogue: Catalogue
) -> list[Reply]:
    """Return what the plans of action say to a question; of the documents it names alone, none where one is not here.

    The Conclusions that a question about points names are those whose points the plan lists, not where to look.
    """
    held, absent = documents_named(question, opened, catalogue)
    elsewhere = {each.document for each in absent} | held
    points_of = {document for document in elsewhere if document and _are_conclusions(document, catalogue)}
    if any(each.document not in points_of for each in absent):
        return []
    return replies(question, library, opened, reader, held - points_of)


def _are_conclusions(document: str, catalogue: Catalogue) -> bool:
    """Tell whether a document is known to be Conclusions."""
    entry = catalogue.get(document)
    return entry is not None and entry.document().authority is Authority.CONCLUSIONS


def named_places(text: str, opened: Opened, catalogue: Catalogue) -> frozenset[Place]:
    """Return the paragraphs (document, locator) that a text names, where they exist; none where none does."""
    resolution = resolve(of_the_plan_here(parse(text, catalogue), opened), opened.holdings)
    if resolution.document is None or resolution.status is not ResolutionStatus.FOUND:
        return frozenset()
    return frozenset((resolution.document, locator) for locator in resolution.locators)


def of_the_plan_here(reference: Reference | None, opened: Opened) -> Reference | None:
    """Return the reference, freed of a document that is not here where its place is one of a plan that is.

    “Which points of the Conclusions answer to output 3.2?” asks the plan of action, not the Conclusions.
    """
    if reference is None or reference.document is None or opened.holdings.has(reference.document):
        return reference
    if not reference.locators or not all(locator.startswith("action plan") for locator in reference.locators):
        return reference
    anywhere = replace(reference, document=None, named=None, explicit=False)
    return anywhere if resolve(anywhere, opened.holdings).status is ResolutionStatus.FOUND else reference

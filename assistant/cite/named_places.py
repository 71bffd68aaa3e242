"""The paragraphs that a question names: “how much for objective 3?” is about one place of one document."""

from __future__ import annotations

from dataclasses import replace

from assistant.session import Opened
from corpus.catalogue.catalogue import Catalogue
from corpus.references import Reference, ResolutionStatus, parse, resolve
from index.ranking.ranker import Place


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

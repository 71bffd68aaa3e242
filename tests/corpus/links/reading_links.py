"""Small documents to read references from."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.catalogue.catalogue import load
from corpus.links import Link, links
from corpus.types import Authority, Document, Language, Rendition, Role, Status, Version

PAPER = Document(
    "orchard-paper", "OP.12", {"en": "Paper on the orchard"}, kind="gb-paper", authority=Authority.OFFICE_PAPER
)
TREATY = Document(
    "orchard-treaty", None, {"en": "Orchard Convention, 1999"}, kind="convention", authority=Authority.CONVENTION
)


def version(document: Document, paragraphs: Mapping[str, str], language: Language = Language.EN) -> Version:
    """Return a version of numbered paragraphs."""
    renditions = tuple(
        Rendition(
            locator,
            Role.ITEM if "(" in locator else Role.PARAGRAPH,
            text,
            parent=locator.rpartition("(")[0] or None,
        )
        for locator, text in paragraphs.items()
    )
    return Version(document.id, language, Status.OFFICIAL, "\n".join(paragraphs.values()), "", "", 1, renditions)


def read(paragraphs: Mapping[str, str] | str, document: Document = PAPER) -> tuple[Link, ...]:
    """Return the references of a document; of a text alone, as paragraph 1 of a paper."""
    if isinstance(paragraphs, str):
        paragraphs = {"1": paragraphs}
    return links(document, version(document, paragraphs), load())


def told(paragraphs: Mapping[str, str] | str, document: Document = PAPER) -> list[tuple[str, str | None, str | None]]:
    """Return each reference as its kind, its document and its place."""
    return [(each.kind.value, each.document, each.place) for each in read(paragraphs, document)]

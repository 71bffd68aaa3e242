"""Outlines as the tests read them."""

from __future__ import annotations

import textwrap

from corpus.outline.cleaning import clean
from corpus.outline.outline import Outline, read_outline
from corpus.types import RawDocument, Rendition


def read(*pages: str) -> Outline:
    """Return the outline of a text; several pages are those of a paginated file."""
    texts = tuple(textwrap.dedent(page).strip("\n") for page in pages)
    return read_outline(clean(RawDocument("text", texts, paginated=len(texts) > 1)).lines)


def texts(found: Outline) -> dict[str, str]:
    """Return the text at each locator, in order."""
    return {rendition.locator: rendition.text for rendition in found.renditions}


def at(found: Outline, locator: str) -> Rendition:
    """Return the rendition at a locator."""
    return next(rendition for rendition in found.renditions if rendition.locator == locator)

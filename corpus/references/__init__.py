"""Explicit references, in English, French and Spanish: read them, find what they point to, write them.

No model and no ranking: «paragr. 9 n) des conclusions» is a place in a document, or it is not.
"""

from corpus.references.format import (
    format_citation,
    format_date,
    format_locator,
    format_places,
    format_range,
    numbered_by,
)
from corpus.references.mention import Mention
from corpus.references.parse import documents, parse, parse_all
from corpus.references.reference import Reference
from corpus.references.resolve import (
    Holdings,
    Resolution,
    ResolutionStatus,
    places_there,
    resolve,
    valid_range,
    valid_ranges,
)

__all__ = [
    "Holdings",
    "Mention",
    "Reference",
    "Resolution",
    "ResolutionStatus",
    "documents",
    "format_citation",
    "format_date",
    "format_locator",
    "format_places",
    "format_range",
    "numbered_by",
    "parse",
    "parse_all",
    "places_there",
    "resolve",
    "valid_range",
    "valid_ranges",
]

"""Explicit references, in English, French and Spanish: read them, find what they point to, write them.

No model and no ranking: «paragr. 9 n) des conclusions» is a place in a document, or it is not.
"""

from corpus.references.extent import places_there, valid_range, valid_ranges
from corpus.references.format import format_citation, format_locator, format_places, format_range, numbered_by
from corpus.references.parser import documents, parse, parse_all, read_references
from corpus.references.resolver import Holdings, Resolution, ResolutionStatus, resolve
from corpus.references.types import Mention, Reference, References

__all__ = [
    "Holdings",
    "Mention",
    "Reference",
    "References",
    "Resolution",
    "ResolutionStatus",
    "documents",
    "format_citation",
    "format_locator",
    "format_places",
    "format_range",
    "numbered_by",
    "parse",
    "parse_all",
    "places_there",
    "read_references",
    "resolve",
    "valid_range",
    "valid_ranges",
]

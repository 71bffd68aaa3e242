"""A citation in RIS, the format that EndNote, Zotero, Mendeley and the libraries exchange."""

from __future__ import annotations

import rispy

from assistant.citations.source import CitationForm, CitedSource, as_published, warning
from corpus.types import Authority

_TYPES = {Authority.CONVENTION: "STAT", Authority.RECOMMENDATION: "STAT", Authority.LAW: "STAT"}


def as_ris(source: CitedSource) -> str:
    """Return the entry; the place cited is a note (`N1`), and a symbol the number (`IS`)."""
    shown = as_published(source)
    kind = "ELEC" if shown.form is CitationForm.PAGE else _TYPES.get(shown.authority or Authority.OTHER, "GEN")
    entry: dict[str, object] = {"type_of_reference": "RPRT" if kind == "GEN" and shown.symbol else kind}
    optional = {
        "id": shown.key,
        "authors": [shown.author] if shown.author else None,
        "title": shown.title,
        "number": shown.symbol,
        "year": shown.year,
        "date": shown.date and "/".join((*shown.date.split("-"), "", "", "")[:3]) + "/",
        "language": shown.title_language,
        "notes": [each for each in (shown.place, warning(source)) if each],
        "urls": [shown.url] if shown.url else None,
    }
    entry |= {name: value for name, value in optional.items() if value}
    return str(rispy.dumps([entry], implementation=_Writer)).rstrip("\n")


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy comes without types
    """Writes entries without the number that rispy puts above each, which some readers take for text."""

    def set_header(self, count: int) -> str:
        """Return an empty header."""
        return ""

"""The bodies that issue documents: their names in the catalogue, in each language, in full and as in footnotes."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.types import Authority, Document, Language

# What the Conference or the Governing Body adopted is the Organization's; what was written for them, the Office's.
_ADOPTED = frozenset(
    {
        Authority.CONVENTION,
        Authority.RECOMMENDATION,
        Authority.CONCLUSIONS,
        Authority.RESOLUTION,
        Authority.DECLARATION,
        Authority.DECISION,
    }
)
_CONFERENCE, _GOVERNING_BODY, _OFFICE = (
    "International Labour Conference",
    "ILO Governing Body",
    "International Labour Office",
)
_OURS = frozenset({_CONFERENCE, _GOVERNING_BODY, _OFFICE})

# In full, as a bibliography needs them; a body that is not here is named as its document names it.
_NAMES: Mapping[str, tuple[str, str, str]] = {
    _CONFERENCE: (_CONFERENCE, "Conférence internationale du Travail", "Conferencia Internacional del Trabajo"),
    _GOVERNING_BODY: (
        "Governing Body of the International Labour Office",
        "Conseil d’administration du Bureau international du Travail",
        "Consejo de Administración de la Oficina Internacional del Trabajo",
    ),
    _OFFICE: (_OFFICE, "Bureau international du Travail", "Oficina Internacional del Trabajo"),
    "ITC-ILO": (
        "International Training Centre of the ILO",
        "Centre international de formation de l’OIT",
        "Centro Internacional de Formación de la OIT",
    ),
    "International Conference of Labour Statisticians": (
        "International Conference of Labour Statisticians",
        "Conférence internationale des statisticiens du travail",
        "Conferencia Internacional de Estadísticos del Trabajo",
    ),
    "UN General Assembly": (
        "United Nations General Assembly",
        "Assemblée générale des Nations Unies",
        "Asamblea General de las Naciones Unidas",
    ),
    "UN Secretary-General": (
        "Secretary-General of the United Nations",
        "Secrétaire général de l’Organisation des Nations Unies",
        "Secretario General de las Naciones Unidas",
    ),
    "OECD Council": ("Council of the OECD", "Conseil de l’OCDE", "Consejo de la OCDE"),
}
_ORDER = tuple(Language)


def full_name(document: Document, language: Language) -> str | None:
    """Return the issuing body of a document, in full; None where it is not known."""
    if document.body is None:
        return None
    body = document.body
    if body == _GOVERNING_BODY and document.authority not in _ADOPTED:
        body = _OFFICE  # a paper that the Office puts before it
    return _NAMES[body][_ORDER.index(language)] if body in _NAMES else body


def short_name(document: Document, language: Language) -> str | None:
    """Return the issuing body of a document as the ILO's own footnotes name it: ILO, BIT or OIT; others in full.

    >>> short_name(Document("x", body="International Labour Office"), Language.FR)
    'BIT'
    """
    if document.body not in _OURS:
        return full_name(document, language)
    if language is Language.EN:
        return "ILO"
    return "BIT" if language is Language.FR and document.authority not in _ADOPTED else "OIT"


def is_conference(document: Document) -> bool:
    """Tell whether a document is the Conference's own, which a footnote names with its session."""
    return document.body == _CONFERENCE


def is_ilo(document: Document) -> bool:
    """Tell whether a document is the ILO's."""
    return document.body in _OURS

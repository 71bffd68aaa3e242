"""Texts that are drafts: what their headings say, and the questions that take a draft for what was adopted.

“The Governing Body approves…” is no decision under the heading “Draft decision”. Quoted alone, it would pass for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text.folding import fold_spaces

_WORKS = (
    r"(?:decision|resolution|conclusion|recomm?[ae]n?dation|recomendacion|convention|convenio|declaration|declaracion|"
    r"protocole?|protocolo|loi|ley|reglement|reglamento|decret|decreto|amendement|enmienda|accord|acuerdo|rapport|"
    r"informe|texte|texto|ordre du jour|orden del dia|strategie|estrategia|plan|programme|programa)"
)
_DRAFT = re.compile(
    rf"\b(?:draft|proposed|avant-projet|anteproyecto|(?:avant-)?projets? (?:de |d'){_WORKS}|"
    rf"proyectos? de {_WORKS}|proposee?s?|propuest[ao]s?)\b"
)
_NAMED = re.compile(rf"\b(?:drafts?|{_DRAFT.pattern[2:-2]})\b")
_ADOPTED = re.compile(
    r"\b(?:adopt(?:ed|s|ion|ee?s?|er|ent|ad[ao]s?|ar|aron|o)?|approv(?:ed?|es|al)|approuv\w+|approbation|"
    r"aprob(?:ad[ao]s?|ar|aron|o|acion)|aprueba|endorsed?|enterin\w+|ratified by the governing body)\b"
)
# The ILO adopts what its bodies adopt, and a question turned round («a-t-elle été») has a word that no text has.
_WHO = re.compile(r"\b(?:ilo|oit|bit|bureau|office|oficina)\b|\b\w+-(?:t-)?(?:ils?|elles?|on)\b")
_DATES = re.compile(
    r"\b(?:\d+|days?|dates?|months?|years?|jours?|mois|annees?|dias?|fechas?|mes|anos?|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|"
    r"mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre)\b"
)


def draft_heading(heading: Sequence[str]) -> str | None:
    """Return the nearest of a paragraph's headings where it says that what is beneath is a draft; else None.

    >>> draft_heading(["Strategy", "Draft decision"]), draft_heading(["Projets de coopération"])
    ('Draft decision', None)
    """
    nearest = heading[-1] if heading else ""
    return nearest if _DRAFT.search(fold_spaces(nearest)) else None


def asked_of_adoption(question: str) -> str | None:
    """Return of what a question asks whether, when or by whom it was adopted; None for any other question.

    The words are folded, without the verb, the ILO and any date. A question about the draft itself asks something else.

    >>> asked_of_adoption("Was the strategy adopted in November 2022?")
    'was the strategy  in  ?'
    """
    folded = fold_spaces(question)
    if not _ADOPTED.search(folded) or _NAMED.search(folded):
        return None
    for left_out in (_ADOPTED, _WHO, _DATES):
        folded = left_out.sub("", folded)
    return folded

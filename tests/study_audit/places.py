"""References read anew: “para. 24(c)”, «paragr. 24 c)», “24(c)” all name one place."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tests.study_audit.words import plain

_TOKEN = re.compile(r"\[\d+\]|\d+(?:\.\d+)*|[a-z]+|¶")
_DROPPED = frozenset(
    "para paras paragr paragraph paragraphs paragraphe paragraphes parr parrs parrafo parrafos art arts article "
    "articles articulo articulos point points punto puntos s ss section sections of the de del la le les du des el al "
    "part partie parte output produit producto row ligne fila".split()
)
_ONE_WORD = {
    "objectif": "objective", "objetivo": "objective", "annexe": "annex", "anexo": "annex", "preambule": "preamble",
    "preambulo": "preamble", "considerant": "recital", "considerando": "recital", "texte": "act", "texto": "act",
    "recommandation": "recommendation", "recomendacion": "recommendation", "resolucion": "resolution",
    "regle": "regulation", "regla": "regulation", "norme": "standard", "norma": "standard", "pauta": "guideline",
}  # fmt: skip
_SAME = {
    "plan d'action": "plan",
    "plan de accion": "plan",
    "action plan": "plan",
    "principe directeur": "guideline",
}
_LINK = re.compile(r"/#/p/([^/?#]+)/([^/?#]+)(?:\?lang=([a-z]{2}))?")


def place(text: str) -> tuple[str, ...]:
    """Return the pieces of a reference or a locator; both of one place give the same.

    >>> place("paragr. 24 c)") == place("24(c)")
    True
    """
    lower = plain(text)
    for written, name in _SAME.items():
        lower = lower.replace(written, name)
    return tuple(_ONE_WORD.get(word, word) for word in _TOKEN.findall(lower) if word not in _DROPPED)


def names(reference: str, locator: str, document_names: tuple[str, ...]) -> bool:
    """Tell whether a reference, with or without its document before it, names this place and no other."""
    lower = plain(reference)
    for name in sorted(filter(None, document_names), key=len, reverse=True):
        lower = lower.replace(plain(name), " ")
    return place(lower) == place(locator)


def ends_with(citation: str, locator: str) -> bool:
    """Tell whether a citation ends with this place."""
    wanted = place(locator)
    return bool(wanted) and place(citation)[-len(wanted) :] == wanted


def leads_to(link: str) -> tuple[str, str, str | None] | None:
    """Return the document, locator and language of an address within the web app; None for anything else."""
    match = _LINK.fullmatch(link)
    return (unquote(match[1]), unquote(match[2]), match[3]) if match else None

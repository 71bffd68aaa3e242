"""What documents may be called: by what they are (“the letter”), by words of their titles, by their dates."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.session import Session
from corpus.catalogue.catalogue import Catalogue
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from corpus.types import Document, Language

# What documents are called by, in the three languages: words of one line are one thing. The first is its kind.
_NOUNS = tuple(
    tuple(line.split(","))
    for line in (
        "letter,lettre,carta,message,mensaje",
        "webinar,webinaire,seminario web,seminaire web,seminaire en ligne,seminario en linea",
        "web-page,web page,page,pagina,website,site,sitio",
        "strategy,strategie,estrategia",
        "law,act,loi,ley,statute",
        "declaration,declaracion",
        "convention,convenio",
        "recommendation,recommandation,recomendacion",
        "conclusions,conclusiones",
        "resolution,resolucion",
        "charter,charte",
        "report,rapport,informe",
        "guide,guia",
        "constitution,constitucion",
        "code,codigo",
        "regulation,reglement,reglamento",
        "directive,directiva",
        "document,documento,text,texte,texto,paper",
    )
)
NOUNS = {noun: nouns[0] for nouns in _NOUNS for noun in nouns}
"""The nouns for documents, each with the kind it stands for."""

ANY = "document"
"""The kind of what may be any document."""

_SMALL = frozenset(
    """
    the of on and for to in an about with de des du la le les et sur pour au aux une del los las el en sobre uno una
    """.split()
)
_ALIKE = 6  # letters: a word that begins like another is the same in another of our languages
_MONTHS = {
    month: number
    for line in (
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, month in enumerate(line.split(), start=1)
}


def shared(words: frozenset[str], names: frozenset[str]) -> int:
    """Count the words that are names, begin like one, or are within one: TFSSE in UNTFSSE."""
    begun, joined = _begun(names)
    return sum(word[:_ALIKE] in begun or (len(word) > 4 and word in joined) for word in words)


@lru_cache(maxsize=2048)
def _begun(names: frozenset[str]) -> tuple[frozenset[str], str]:
    return frozenset(name[:_ALIKE] for name in names), " ".join(names)


@lru_cache(maxsize=4)
def bearers(catalogue: Catalogue) -> dict[str, list[Document]]:
    """Return the documents held by what they may be called: letters, laws, strategies."""
    found: dict[str, list[Document]] = {}
    for document in catalogue.held:
        for group in groups_of(document):
            found.setdefault(group, []).append(document)
    return found


@lru_cache(maxsize=2048)
def _groups_in(titles: tuple[str, ...], kind: str | None) -> frozenset[str]:
    words = " ".join(map(fold, titles))
    found = {group for noun, group in NOUNS.items() if re.search(rf"\b{re.escape(noun)}\b", words)}
    return frozenset(found | ({kind} if kind else set()) | {ANY})


def groups_of(document: Document) -> frozenset[str]:
    """Return the kinds of document that one may be called by: by its own, and by the nouns of its titles."""
    return _groups_in(tuple(document.titles.values()), document.kind)


def names_of(document: Document, session: Session) -> frozenset[str]:
    """Return the words that tell a document: of its titles, other names and body, and of its date.

    Terms of the glossary count in all their forms: who says ESS says social and solidarity economy.
    """
    entry = session.catalogue.get(document.id)
    aliases = [alias for each in entry.aliases.values() for alias in each] if entry else []
    texts = (*document.titles.values(), *aliases, document.body or "", document.symbol or "", document.id)
    return _names_of(texts, document.date or "")


@lru_cache(maxsize=2048)
def _names_of(texts: tuple[str, ...], date: str) -> frozenset[str]:
    year, month = date[:4], date[5:7]
    dated = {year, *(name for name, number in _MONTHS.items() if month.isdigit() and number == int(month))}
    terms = [term for text in texts for term in Glossary.bundled().terms_in(text)]
    forms = (form for term in terms for language in Language for form in term.forms(language))
    return frozenset({word for text in (*texts, *forms) for word in telling(text)} | (dated if year else set()))


def telling(text: str) -> frozenset[str]:
    """Return the words of a text that can tell a document."""
    words = re.findall(r"\w+", fold(text))
    return frozenset(
        word for word in words if word.isdigit() or (len(word) > 2 and word not in _SMALL and word not in NOUNS)
    )

"""The language of a reference, told by its own words and signs: it has too few words for a language to be detected."""

from __future__ import annotations

import re

from corpus.text.folding import fold
from corpus.types import Language

# What each language alone writes, the surest first: its words, its way with items, its letters.
_SIGNS = {
    Language.EN: (
        r"\b(?:paras?|paragraphs?|sections?|outputs?|objectives?|rows?|recommendation|declaration|agreement|the|of|and"
        r"|to|preamble|annex)\b",
        r"\d\s?\([a-z0-9]",
        r"\bNos?\.|[“”]",
    ),
    Language.FR: (
        r"\b(?:pars?|paragr|paragraphes?|alinéas?|produits?|objectifs?|lignes?|recommandation|déclaration|des|du|de|la|le"
        r"|les|et|sur|loi|norme|règle|ctm|décret|stratégie|annexe|partie|préambule|premier)\b",
        r"\d\s[a-z0-9]{1,2}\)",
        r"[àâçèêëéîïôœùû«»°]",
    ),
    Language.ES: (
        r"\b(?:párrs?|parrs?|párrafos?|parrafos?|artículos?|articulos?|apartados?|numeral|literal|inciso|productos?"
        r"|objetivos?|filas?|convenio|ley|decreto|recomendación|recomendacion|conclusiones|declaración|resolución|estrategia|las|los"
        r"|del|de|la|el|y|núm|anexo|parte|preámbulo|primero)\b",
        r"\d,\s[a-z0-9]{1,2}\)",
        r"[ñáíóú¿¡]",
    ),
}
_COMPILED = {
    language: [re.compile(sign, re.IGNORECASE if "\\b(" in sign else 0) for sign in signs]
    for language, signs in _SIGNS.items()
}
_IN_LANGUAGE = re.compile(r"\b(?:in|en)\s+(english|anglais|ingles|french|francais|frances|spanish|espagnol|espanol)\b")
_LANGUAGE_OF = {"en": Language.EN, "an": Language.EN, "in": Language.EN, "fr": Language.FR}


def written_in(text: str) -> Language:
    """Return the language a reference is written in, English where nothing tells.

    >>> written_in("Convention 189 art. 5"), written_in("Conclusions, 9 n)"), written_in("Convenio 189, art. 5")
    (<Language.EN: 'en'>, <Language.FR: 'fr'>, <Language.ES: 'es'>)
    """

    def weight(language: Language) -> tuple[int, ...]:
        return (*(len(sign.findall(text)) for sign in _COMPILED[language]), language is Language.EN)

    return max(Language, key=weight)


def language_asked_for(text: str) -> Language | None:
    """Return the language that a text asks to see a paragraph in, in so many words; None where it does not.

    >>> language_asked_for("GB.346/INS/4, paragr. 15, en anglais")
    <Language.EN: 'en'>
    """
    found = _IN_LANGUAGE.search(fold(text))
    return _LANGUAGE_OF.get(found[1][:2], Language.ES) if found else None

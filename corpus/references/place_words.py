"""The words and signs that name places in the three languages, as patterns over folded text."""

from __future__ import annotations

ROMANS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip

ROMAN = r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2})"
"""A Roman numeral up to XXIX."""

_WORD_ENDS = r"(?![a-z])\.?"
_SHORT_ENDS = r"(?![a-z])[.,]?"  # OCR reads the full stop of an abbreviation as a comma


def _words(full: str, short: str) -> str:
    return rf"(?:{full}){_WORD_ENDS}|(?:{short}){_SHORT_ENDS}"


_PARAGRAPHS = _words(
    r"(?:operative )?paragraph(?:es?|s)?|parrafos?|paragrafos?|points?|puntos?|sections?|secciones|seccion|apartados?"
    r"|numerales|numeral",
    r"paragr|paras?|pars?|parrs?|pts?|secs?|sects?|op(?=\s?\d)",
)
PARAGRAPH = rf"(?:{_PARAGRAPHS}|(?<!')ss?\.(?=\s*(?:\d|[lrda]\.?\s?\d))|§§?)"
ARTICLE = rf"(?:{_words(r'articles?|articulos?', r'arts?')})"
_ITEMS = _words(
    r"(?:sous-?\s?)?alineas?|lettres?|letras?|letters?|items?|incisos?|literal(?:es)?|sous-?\s?(?:paragraphes?|points?)"
    r"|sub-?\s?(?:paragraphs?|sections?|clauses?)|subparrafos?|subapartados?|apartados?|clauses?|points?|puntos?",
    r"als?|lets?|litt?|incs?|sub-?\s?(?:paras?|pars?)",
)
ITEM = rf"(?:{_ITEMS})"
ANNEX = r"(?:annexe?s?|anexos?|appendix|appendices?|apendices?|schedules?)"
PREAMBLE = r"(?:preamble|preambule|preambulo)"
RECITAL = r"(?:recitals?|considerants?|considerandos?)"
ACT = r"(?:acts?|actes?|textes?|texts?|textos?)"
"""What a part of a file is called where several acts stand in it."""
PART = r"(?:parts?|parties?|partes?)"
DIVISION = rf"(?:{PART}|chapters?|chapitres?|capitulos?|titles?|titres?|titulos?)\s+(?:{ROMAN}|\d{{1,2}})(?![\w.]\w|\w)"
"""A part of a text whose paragraphs are numbered on through it, so that it says nothing of their place."""

OF = r"\s*(?:,\s*)?(?:of|in|to|du|de la|de l'|del|de|dans l'|dans le|en el)\s*(?:the\s+|el\s+|le\s+|la\s+|l')?"
SIGN = r"(?:\s*(?:n\.?\s?os?|nums?|numeros?|numbers?|n|#)(?![a-z])\.?)?"
"""The sign of a number: “No.”, «n°», «núm.», «n.º»."""

ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first premier premiere primero primera primer",
            "second deuxieme seconde segundo segunda",
            "third troisieme tercero tercera tercer",
            "fourth quatrieme cuarto cuarta",
            "fifth cinquieme quinto quinta",
            "sixth sixieme sexto sexta",
            "seventh septieme septimo septima",
            "eighth huitieme octavo octava",
            "ninth neuvieme noveno novena",
            "tenth dixieme decimo decima",
        ),
        start=1,
    )
    for word in words.split()
}
ORDINAL = rf"(?:(?:{'|'.join(ORDINALS)})|\d{{1,2}}\s?(?:st|nd|rd|th|ere?|eme|e|a|o))(?![a-z])"


def ordinal(word: str) -> int:
    """Return the number that an ordinal says.

    >>> ordinal("third"), ordinal("3e")
    (3, 3)
    """
    return ORDINALS[word] if word in ORDINALS else int("".join(filter(str.isdigit, word)))

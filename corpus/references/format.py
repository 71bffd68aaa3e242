"""How a locator and a citation are written out for a reader, in English, French and Spanish.

ILO usage: “para. 24(e)”, «paragr. 24 e)», «párr. 24, e)»; in French the spaces do not break.
"""

from __future__ import annotations

import re

from corpus.types import Document, Language

_NBSP = "\u00a0"
_ARTICLE_KINDS = frozenset({"convention", "protocol", "law", "constitution", "act"})
_ACT = re.compile(r"\b(?:acts?|code|regulations?)\b(?:[ ,(]*\d{4}\)?)?\s*$", re.IGNORECASE)
_BY_ARTICLES = re.compile(
    r"universal declaration of human rights|déclaration universelle des droits de l.homme"
    r"|declaración universal de (?:los )?derechos humanos|^(?:international )?covenant\b|^pacte\b|^pacto\b"
    r"|^loi\b|^code\b|^décret\b|^ley\b|^código\b|^decreto\b",
    re.IGNORECASE,
)
_TO = {Language.EN: " to ", Language.FR: f"{_NBSP}à{_NBSP}", Language.ES: " a "}
_PLURAL = {"para.": "paras", "Art.": "Arts", "s.": "ss.", "párr.": "párrs.", "art.": "art."}
_WORDS = {
    Language.EN: {"paragraph": "para.", "article": "Art.", "preamble": "Preamble", "annex": "Annex",
                  "plan": "action plan", "objective": "objective", "output": "output", "row": "row"},
    Language.FR: {"paragraph": "paragr.", "article": "art.", "preamble": "préambule", "annex": "annexe",
                  "plan": "plan d’action", "objective": "objectif", "output": "produit", "row": "ligne"},
    Language.ES: {"paragraph": "párr.", "article": "art.", "preamble": "preámbulo", "annex": "anexo",
                  "plan": "plan de acción", "objective": "objetivo", "output": "producto", "row": "fila"},
}  # fmt: skip
_MONTHS = {
    Language.EN: "January February March April May June July August September October November December".split(),
    Language.FR: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    Language.ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_PLAN = re.compile(r"action plan (\d+\.\d+)(?:\((\d+)\))?")
_OBJECTIVE = re.compile(r"action plan, objective (\d+)")
_ANNEX = re.compile(r"Annex(?: (\w+))?, (.+)")
_NUMBERED = re.compile(r"(¶?[\w.-]+(?: (?:bis|ter|quater))?)((?:\(\w+\))*)( \[\d+\])?")


def format_locator(locator: str, language: Language | str, kind: str | None = None) -> str:
    """Return a canonical locator as a reader of `language` writes it.

    `kind` is the document's, or better what `numbered_by` says: a Convention or a law has articles, an act
    sections in English, other documents paragraphs. A locator of no known form is returned as it is.

    >>> format_locator("24(e)", "en"), format_locator("3(1)", "en", "convention")
    ('para. 24(e)', 'Art. 3(1)')
    """
    language = Language(language)
    words = _WORDS[language]
    space = _NBSP if language is Language.FR else " "
    if locator == "Preamble":
        return words["preamble"]
    if match := _OBJECTIVE.fullmatch(locator):
        return f"{words['plan']}, {words['objective']}{space}{match[1]}"
    if match := _PLAN.fullmatch(locator):
        row = f", {words['row']}{space}{match[2]}" if match[2] else ""
        return f"{words['plan']}, {words['output']}{space}{match[1]}{row}"
    if match := _ANNEX.fullmatch(locator):
        annex = f"{words['annex']}{space}{match[1]}" if match[1] else words["annex"]
        return f"{annex}, {format_locator(match[2], language, kind)}"
    match = _NUMBERED.fullmatch(locator)
    if not match:
        return locator
    pieces = re.findall(r"\w+", match[2])
    if match[1].startswith("¶"):
        return match[1] + _pieces(pieces, language) + (match[3] or "")
    article = kind in _ARTICLE_KINDS
    word = "s." if kind == "act" and language is Language.EN else words["article" if article else "paragraph"]
    number = f"{word}{space}{match[1]}"
    if article and pieces and pieces[0].isdigit() and language is not Language.EN:
        # «art. 3, paragr. 1 a)»: an article's numbered paragraph is named in words
        number, pieces = f"{number}, {words['paragraph']}{space}{pieces[0]}", pieces[1:]
    return number + _pieces(pieces, language) + (match[3] or "")


def format_citation(document: Document, locator: str, language: Language | str) -> str:
    """Return a citation: the document's symbol, or its title and date, and the place.

    >>> format_citation(Document("gb346-ins-4", symbol="GB.346/INS/4"), "24(e)", "es")
    'GB.346/INS/4, párr. 24, e)'
    """
    language = Language(language)
    parts = [document.symbol or document.title(language)]
    if not document.symbol and document.date and document.date[:4] not in parts[0]:
        parts.append(format_date(document.date, language))
    if locator:
        parts.append(format_locator(locator, language, numbered_by(document)))
    return ", ".join(parts)


def numbered_by(document: Document) -> str | None:
    """Return the kind whose numbering a document has: `act` for statutes in English, `law` for what has articles.

    Its own kind decides, and its title where the kind is not known or says less.

    >>> numbered_by(Document("act", titles={"en": "Imaginary Cooperatives Act, 1999"}, kind="law"))
    'act'
    """
    if document.kind in (None, "law") and any(_ACT.search(title) for title in document.titles.values()):
        return "act"
    if document.kind in (None, "declaration") and any(map(_BY_ARTICLES.search, document.titles.values())):
        return "law"
    return document.kind


def format_range(first: str, last: str, language: Language | str, kind: str | None = None) -> str:
    """Return a run of places as written in a language, what both ends share written once.

    >>> format_range("1", "30", "en"), format_range("24(a)", "24(e)", "es")
    ('paras 1 to 30', 'párrs. 24, a) a e)')
    """
    language = Language(language)
    start, end = format_locator(first, language, kind), format_locator(last, language, kind)
    if first == last:
        return start
    same = next((i for i, (one, other) in enumerate(zip(start, end, strict=False)) if one != other), 0)
    shared = re.match(r".*[ \u00a0(]", start[:same])
    kept = len(shared[0].removesuffix("(")) if shared else 0
    word, space, rest = start.partition(_NBSP if language is Language.FR else " ")
    return _PLURAL.get(word, word) + space + rest + _TO[language] + end[kept:]


def format_date(date: str, language: Language | str) -> str:
    """Return an ISO 8601 date, whole or only a month or a year, as written in a language; as it is if it is no date.

    >>> format_date("2020-05-08", "en"), format_date("2022-06", "es"), format_date("2019", "fr")
    ('8 May 2020', 'junio de 2022', '2019')
    """
    language = Language(language)
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", date)
    if not match or not match[2]:
        return date
    year, month = match[1], _MONTHS[language][int(match[2]) - 1]
    day = str(int(match[3])) if match[3] else ""
    if language is Language.FR:
        parts = ["1er" if day == "1" else day, month, year]
        return _NBSP.join(part for part in parts if part)
    joint = " de " if language is Language.ES else " "
    return joint.join(part for part in (day, month, year) if part)


def _pieces(pieces: list[str], language: Language) -> str:
    """Write the pieces after a number: `(e)`, « e)», «, e)»."""
    if language is Language.EN:
        return "".join(f"({piece})" for piece in pieces)
    if language is Language.FR:
        return "".join(f"{_NBSP}{piece})" for piece in pieces)
    # «h), i)» could be two letters: a Roman numeral under a letter follows without a comma
    under_letter = [bool(i) and pieces[i - 1].isalpha() and piece.isalpha() for i, piece in enumerate(pieces)]
    return "".join(f"{' ' if under else ', '}{piece})" for piece, under in zip(pieces, under_letter, strict=True))

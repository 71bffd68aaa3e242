"""How a locator and a citation are written out for a reader, in English, French and Spanish.

ILO usage: “para. 24(e)”, «paragr. 24 e)», «párr. 24, e)»; in French the spaces do not break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text.latin_ordinals import ORDINAL
from corpus.text.one_line import shortened
from corpus.text.runs import runs_of
from corpus.text.typography import NBSP, format_date, listed
from corpus.types import Document, Language

_INSTRUMENTS = frozenset({"convention", "protocol", "constitution"})
_ARTICLE_KINDS = frozenset({"convention", "protocol", "law", "constitution", "act"})
_ACT = re.compile(r"\b(?:acts?|code|regulations?)\b(?:[ ,(]*\d{4}\)?)?\s*$", re.IGNORECASE)
_BY_ARTICLES = re.compile(
    r"universal declaration of human rights|déclaration universelle des droits de l.homme"
    r"|declaración universal de (?:los )?derechos humanos|^(?:international )?covenant\b|^pacte\b|^pacto\b"
    r"|^loi\b|^code\b|^décret\b|^ley\b|^código\b|^decreto\b|^(?:council |commission )?directive\b|^directiva\b"
    r"|^regulation \((?:eu|ec)|^règlement\b|^reglamento\b|^arrêté\b|^texte coordonné\b",
    re.IGNORECASE,
)
_TO = {Language.EN: " to ", Language.FR: f"{NBSP}à{NBSP}", Language.ES: " a "}
_PLURAL = {
    "para.": "paras", "Art.": "Arts", "s.": "ss.", "párr.": "párrs.", "point": "points", "punto": "puntos",
    "Part": "Parts", "partie": "parties", "parte": "partes", "recital": "recitals", "considérant": "considérants",
    "considerando": "considerandos",
}  # fmt: skip
_WORDS = {
    Language.EN: {"paragraph": "para.", "article": "Art.", "point": "para.", "part": "Part", "preamble": "Preamble",
                  "annex": "Annex", "act": "Act", "recital": "recital", "recommendation": "Recommendation",
                  "resolution": "Resolution",
                  "regulation": "Regulation", "standard": "Standard", "guideline": "Guideline",
                  "plan": "action plan", "objective": "objective", "output": "output", "row": "row"},
    Language.FR: {"paragraph": "paragr.", "article": "art.", "point": "point", "part": "partie",
                  "preamble": "préambule", "annex": "annexe", "act": "texte", "recital": "considérant",
                  "recommendation": "recommandation", "resolution": "résolution",
                  "regulation": "règle", "standard": "norme", "guideline": "principe directeur",
                  "plan": "plan d’action", "objective": "objectif", "output": "produit", "row": "ligne"},
    Language.ES: {"paragraph": "párr.", "article": "art.", "point": "punto", "part": "parte", "preamble": "preámbulo",
                  "annex": "anexo", "act": "texto", "recital": "considerando",
                  "recommendation": "recomendación", "resolution": "resolución",
                  "regulation": "regla", "standard": "norma", "guideline": "pauta",
                  "plan": "plan de acción", "objective": "objetivo", "output": "producto", "row": "fila"},
}  # fmt: skip
_PLAN = re.compile(r"action plan (\d+\.\d+)(?:\((\d+)\))?")
_OBJECTIVE = re.compile(r"action plan, objective (\d+)")
_RECITAL = re.compile(r"recital (\d+)( \[\d+\])?")
_ANNEX = re.compile(r"(Annex|Recommendation|Resolution|Act)(?: ([\w-]+))?(?:, (.+))?")
_CODED = re.compile(r"(Regulation|Standard|Guideline) ([\w.]+)((?:\([\w.]+\))*)")
_PREAMBLE = re.compile(r"Preamble((?:\(\w+\))*)( \[\d+\])?")
_NUMBERED = re.compile(rf"(¶?[\w.-]+(?: {ORDINAL}(?: [A-Z])?)?)((?:\([\w.]+(?: {ORDINAL})?\))*)( \[\d+\])?")
_ROMAN = re.compile(r"[IVX]+")
_RUN = re.compile(r"(?s)(.*?)(\w+)(\)?)$")
_COUNTED = re.compile(
    r"(output|row|objective|produit|ligne|objectif|producto|fila|objetivo|Regulation|règle|regla|norma?)"
    r"([ \u00a0][\w.]+)$"
)
_LONGEST_TITLE = 200  # characters, in a citation
_SHORTEST_TITLE = 20  # characters: less does not name a law
_ALSO_CHANGED = re.compile(
    r",? (?:and|et|y) (?:amending|repealing|to (?:amend|repeal)|(?:modifi|complét|abroge)ant|"
    r"(?:por (?:el|la) que )?se (?:modific|derog)an?)\b"
)  # other acts, which a law names in its title after its own subject
_SHORTEST_RUN = 3  # of fewer, each is named


def format_locator(locator: str, language: Language | str, kind: str | None = None) -> str:
    """Return a canonical locator as a reader of `language` writes it.

    `kind` is the document's, or better what `numbered_by` says: a Convention or a law has articles, an act
    sections in English, other documents paragraphs. A locator of no known form is returned as it is.

    >>> format_locator("24(e)", "en"), format_locator("3(1)", "en", "convention")
    ('para. 24(e)', 'Art. 3(1)')
    """
    language = Language(language)
    words = _WORDS[language]
    space = NBSP if language is Language.FR else " "
    if match := _PREAMBLE.fullmatch(locator):
        return words["preamble"] + _inside(match[1], language) + (match[2] or "")
    if match := _RECITAL.fullmatch(locator):
        return f"{words['recital']}{space}{match[1]}{match[2] or ''}"
    if match := _OBJECTIVE.fullmatch(locator):
        return f"{words['plan']}, {words['objective']}{space}{match[1]}"
    if match := _PLAN.fullmatch(locator):
        row = f", {words['row']}{space}{match[2]}" if match[2] else ""
        return f"{words['plan']}, {words['output']}{space}{match[1]}{row}"
    if match := _CODED.fullmatch(locator):
        return f"{words[match[1].lower()]}{space}{match[2]}{_pieces(_split(match[3]), language)}"
    if match := _ANNEX.fullmatch(locator):
        part = words[match[1].lower()] + (f"{space}{match[2]}" if match[2] else "")
        has_paragraphs = kind in _INSTRUMENTS and match[1] != "Act"  # as what follows a Convention's articles
        inside = None if has_paragraphs else kind
        return f"{part}, {format_locator(match[3], language, inside)}" if match[3] else part
    match = _NUMBERED.fullmatch(locator)
    if not match:
        return locator
    number, pieces, again = match[1], _split(match[2]), match[3] or ""
    if number.startswith("¶"):
        return number + _pieces(pieces, language) + again
    article = kind in _ARTICLE_KINDS
    word = "s." if kind == "act" and language is Language.EN else words[_word_of(number, kind)]
    number = f"{word}{space}{number}"
    # what a law of Latin America numbers inside an article is a *numeral*, and in a French code often an item «1°»
    in_words = article and not (kind == "law" and (language is Language.ES or not match[1][0].isdigit()))
    if in_words and pieces and pieces[0].isdigit() and language is not Language.EN:
        # «art. 3, paragr. 1 a)»: an article's numbered paragraph is named in words
        number, pieces = f"{number}, {words['paragraph']}{space}{pieces[0]}", pieces[1:]
        if pieces and pieces[0][0].isdigit() and language is Language.ES:
            return number + " " + _pieces(pieces, language).removeprefix(", ") + again
    return number + _pieces(pieces, language) + again


def _word_of(number: str, kind: str | None) -> str:
    """Return what a number counts: articles, the points of conclusions, parts by Roman numerals, else paragraphs."""
    if kind in _ARTICLE_KINDS:
        return "article"
    if _ROMAN.fullmatch(number):
        return "part"
    return "point" if kind == "conclusions" else "paragraph"


def format_places(locators: Sequence[str], language: Language | str, kind: str | None = None) -> str:
    """Return several places as a reader of `language` writes them, runs of three or more as ranges.

    >>> format_places(["7", "8", "9", "12"], "en"), format_places(["6(c)", "6(e)"], "en")
    ('paras 7 to 9 and 12', 'paras 6(c) and 6(e)')
    """
    language = Language(language)
    written: list[tuple[str, bool]] = []
    for run in runs_of(locators, lambda before, locator: locator in _successors(before)):  # 7, 8, 9 of 7, 8, 9, 12
        if len(run) >= _SHORTEST_RUN:
            written.append((format_range(run[0], run[-1], language, kind), True))
        else:
            written += [(format_locator(locator, language, kind), False) for locator in run]
    if len(written) == 1:
        return written[0][0]
    space = NBSP if language is Language.FR else " "
    split = [text.partition(space) for text, _ in written]
    words = {_plural(word, language) for word, _, _ in split}
    same = len(words) == 1 and all(gap for _, gap, _ in split) and all(_NUMBERED.fullmatch(each) for each in locators)
    texts = [rest for _, _, rest in split] if same else [text for text, _ in written]
    row = "; ".join(texts) if any("," in text for text in texts) else listed(texts, language)
    return f"{words.pop()}{space}{row}" if same else row


def _plural(word: str, language: Language) -> str:
    """Return the plural of the word that a locator begins with: «arts. 2 y 3» in Spanish, «art. 2 et 3» in French."""
    return "arts." if word == "art." and language is Language.ES else _PLURAL.get(word, word)


def _successors(locator: str) -> set[str]:
    """Return the locators that may come next: `24(a)` -> `24(b)`; numbers and single letters only."""
    match = _RUN.fullmatch(locator)
    if not match or locator.endswith("]"):
        return set()
    if match[2].isdigit():
        return {f"{match[1]}{int(match[2]) + 1}{match[3]}"}
    if match[3] and len(match[2]) == 1 and "a" <= match[2] < "z":
        return {f"{match[1]}{chr(ord(match[2]) + 1)}{match[3]}"}
    return set()


def format_citation(document: Document, locator: str, language: Language | str) -> str:
    """Return a citation: the document's symbol, or its title and date, and the place; a long title ends at a word.

    >>> format_citation(Document("gb346-ins-4", symbol="GB.346/INS/4"), "24(e)", "es")
    'GB.346/INS/4, párr. 24, e)'
    """
    language = Language(language)
    parts = [document.symbol or _title_in_short(document.title(language))]
    if not document.symbol and document.date and document.date[:4] not in parts[0]:
        parts.append(format_date(document.date, language))
    if locator:
        parts.append(format_locator(locator, language, numbered_by(document)))
    return ", ".join(parts)


def _title_in_short(title: str) -> str:
    """Return a title that fits in a citation: of a law, a long one ends before the other acts that it changes."""
    if len(title) > _LONGEST_TITLE and (rest := _ALSO_CHANGED.search(title)) and rest.start() > _SHORTEST_TITLE:
        title = title[: rest.start()]
    return shortened(title, _LONGEST_TITLE)


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
    same = next((i for i, (one, other) in enumerate(zip(start, end, strict=False)) if one != other), None)
    shared = re.match(r".*[ \u00a0(]", start[: min(len(start), len(end)) if same is None else same])
    kept = len(shared[0].removesuffix("(")) if shared else 0
    word, space, rest = start.partition(NBSP if language is Language.FR else " ")
    start = _COUNTED.sub(lambda match: f"{match[1]}s{match[2]}", _plural(word, language) + space + rest)
    return start + _TO[language] + end[kept:]


def _split(pieces: str) -> list[str]:
    """Return the pieces of a locator: `(2)(b)` -> 2, b."""
    return re.findall(r"[\w.]+(?: \w+)?", pieces)


def _inside(pieces: str, language: Language) -> str:
    """Write the pieces of what has no number: `(a)`, «, a)»."""
    written = _pieces(_split(pieces), language)
    return f",{written}" if written and language is Language.FR else written


def _pieces(pieces: list[str], language: Language) -> str:
    """Write the pieces after a number: `(e)`, « e)», «, e)»."""
    if language is Language.EN:
        return "".join(f"({piece})" for piece in pieces)
    if language is Language.FR:
        return "".join(f"{NBSP}{piece})" for piece in pieces)
    # «h), i)» could be two letters, «2), 1)» two numbers: what is under its like follows without a comma
    alike = [bool(i) and pieces[i - 1][0].isdigit() == piece[0].isdigit() for i, piece in enumerate(pieces)]
    return "".join(f"{' ' if under else ', '}{piece})" for piece, under in zip(pieces, alike, strict=True))

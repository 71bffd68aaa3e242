"""Headings: the forms they take, and the path of them that stands above each paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from corpus.outline.markers import unhashed
from corpus.types import Line

_LONGEST = 120  # characters; a longer line is no heading, unless it is marked as one
_SHORT = 90
_NUMERAL = r"(?:[IVXLC]{1,8}|\d{1,3}|[A-Z])"
_BULLET_TITLE = re.compile(r"^■\s*(.+)$")
_OBJECTIVE = re.compile(r"^(?:Objectif|Objective|Objetivo)\s{1,3}(\d{1,2})\s?[.:–—-]\s*(\S.*)$")
_OUTPUT = re.compile(r"^(?:Produit|Output|Producto)\s{1,3}(\d{1,2}\.\d{1,2})\s?[.:–—-]?\s*(\S.*)$")
# After the number: nothing, a stop and a title, or a title; “Part II of the Code” goes on in lower case.
_TITLE = r"(?:er|re)?(?!\w)\s?(?:[.:–—-]{1,2}\s*[^;]*|(?=[^\W\d_a-zà-ÿ(«“])[^.;]*)?$"
_PART = re.compile(
    rf"^(?:(?P<part>PART|Part|PARTIE|Partie|PARTE|Parte|TITLE|Title|TITRE|Titre|TÍTULO|TITULO|Título|BOOK|Book|LIVRE|Livre|"
    rf"LIBRO|Libro)|(?P<chapter>CHAPTER|Chapter|CHAPITRE|Chapitre|CAPÍTULO|CAPITULO|Capítulo)|SECTION|Section|SECCIÓN|"
    rf"SECCION|Sección)\s{{1,3}}{_NUMERAL}{_TITLE}"
)
_ANNEX = re.compile(
    r"^(?:ANNEX|Annex|ANNEXE|Annexe|ANEXO|Anexo|APPENDIX|Appendix|APPENDICE|Appendice|APÉNDICE|Apéndice|SCHEDULE|Schedule)"
    rf"(?!\s+(?:TO|to)\s+(?:PART|Part))(?:\s{{1,3}}(?P<name>[A-Z]\d{{1,2}}-[IVX]{{1,5}}|{_NUMERAL})(?!\w))?+{_TITLE}"
)
_ROMAN_TITLE = re.compile(r"^[IVX]{1,6}\.\s+(?=[^\W\d_])[^.;]*$")
_LETTER_TITLE = re.compile(r"^[A-H]\.\s+(?=[^\W\d_])[^.;]*$")
_SUBJECT = r"\s(?:concerning|concernant|sur|on|relativ[ao]s? al?|sobre)\s[^.;:]{3,200}$"
_INSTRUMENTS = {
    "resolution": re.compile(r"^(?:Resolution|Résolution|Resolución)" + _SUBJECT, re.IGNORECASE),
    "conclusions": re.compile(r"^(?:Conclusions|Conclusiones)" + _SUBJECT, re.IGNORECASE),
    "recommendation": re.compile(r"^(?:Recommendation|Recommandation|Recomendación)" + _SUBJECT, re.IGNORECASE),
}
_BOX = re.compile(r"^(?:Encadré|ENCADRÉ|Box|BOX|Recuadro|RECUADRO)\s\d{1,3}(?:\.\d{1,2})?(?!\w)[^;]{0,100}$")
_PREAMBLE = re.compile(r"^(?:Preamble|Préambule|Preámbulo)$", re.IGNORECASE)


class Level(IntEnum):
    """How deep a heading sits when its form alone tells; `#` headings give their own depth."""

    TITLE = 0
    PART = 1
    CHAPTER = 2
    OBJECTIVE = 3
    OUTPUT = 4
    SHORT_LINE = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its depth, and the name of the annex it opens, whose numbering starts anew."""

    level: int
    title: str
    annex: str | None = None


@lru_cache(maxsize=32_768)  # a line is asked about at each step of its way
def heading(text: str) -> Heading | None:
    """Return the heading a line announces by its form, or None.

    A schedule, an appendix and an annex are all `Annex`: the languages of one document do not agree on the word.
    """
    level, words = unhashed(text)
    match = _ANNEX.match(words) if len(words) <= _LONGEST else None
    if match:
        return Heading(level or Level.PART, words, f"Annex {match['name']}" if match["name"] else "Annex")
    if level:
        return Heading(level, words)
    if match := _BULLET_TITLE.match(text):
        return Heading(Level.PART, match[1])
    if _OBJECTIVE.match(text):
        return Heading(Level.OBJECTIVE, text)
    if _OUTPUT.match(text):
        return Heading(Level.OUTPUT, text)
    if len(text) > _LONGEST:
        return None
    return _short_form(text)


def _short_form(text: str) -> Heading | None:
    """Return the heading of a form that a sentence could have too, were it longer."""
    if is_preamble(text) or instrument(text):
        return Heading(Level.PART, text)
    if _BOX.match(text):
        return Heading(Level.SHORT_LINE, text)
    if match := _PART.match(text):
        return Heading(Level.PART if match["part"] else Level.CHAPTER if match["chapter"] else Level.OBJECTIVE, text)
    if _ROMAN_TITLE.match(text):
        return Heading(Level.CHAPTER, text)
    return Heading(Level.OBJECTIVE, text) if _LETTER_TITLE.match(text) else None


def is_preamble(text: str) -> bool:
    """Tell whether a title is that of a preamble."""
    return bool(_PREAMBLE.match(text))


def _ends_at_a_number(title: str) -> bool:
    return is_preamble(title) or bool(_BOX.match(title))


def instrument(text: str) -> str | None:
    """Return the kind of instrument that a title opens: `resolution`, `conclusions` or `recommendation`, else None."""
    words = unhashed(text)[1]
    if words[:1] not in "RrCc":
        return None
    return next((kind for kind, pattern in _INSTRUMENTS.items() if pattern.match(words)), None)


def looks_like_title(text: str, longest: int = _SHORT) -> bool:
    """Tell whether a line could be a title without any mark: short, with a capital, and no stop at its end."""
    stops = text.rstrip('»”"’ \u00a0').endswith((".", ";", ":", ",", "!", "?", "…"))
    return len(text) <= longest and text[:1].isupper() and not stops and " | " not in text


def objective(text: str) -> tuple[str, str] | None:
    """Return the number and title of `Objective 2. …`, or None."""
    match = _OBJECTIVE.match(text)
    return (match[1], match[2]) if match else None


def output(text: str) -> tuple[str, str] | None:
    """Return the number and title of `Output 1.1. …`, or None."""
    match = _OUTPUT.match(text)
    return (match[1], match[2]) if match else None


@dataclass(slots=True)
class _Open:
    """A heading on the path, its lines, and whether a paragraph stands under it.

    `above` is one of the same depth that stood right above it with no words of its own.
    """

    heading: Heading
    lines: list[Line]
    above: _Open | None = None
    used: bool = False


class HeadingPath:
    """The headings in force, outermost first, as the document is read."""

    def __init__(self) -> None:
        """Begin without any heading."""
        self._open: list[_Open] = []
        self._can_grow = False
        self._empty: list[Line] = []

    def open(self, found: Heading, line: Line) -> None:
        """Put a heading on the path, in place of those as deep or deeper.

        A short line under a title that has no text yet is its subtitle; one as deep as the title keeps it above.
        """
        if found.level == Level.SHORT_LINE and self._open and not self._open[-1].used:
            found = replace(found, level=max(found.level, self._open[-1].heading.level + 1))
        above = None
        last = self._open[-1] if self._open else None
        if last and not (last.used or last.above or self._empty) and last.heading.level == found.level:
            above = self._open.pop()
            if found.title.casefold().startswith(above.heading.title.casefold()):
                above = None  # the title on the cover, or in short before it is given in full
        self.leave(found.level)
        self._open.append(_Open(found, [line], above))
        self._can_grow = True

    def grow(self, line: Line, *, after_blank: bool) -> bool:
        """Add a line to the heading just opened, where the title was broken over two lines; False where it was not."""
        if not self._can_grow or len(line.text) > _SHORT:
            return False
        last = self._open[-1]
        title = last.heading.title
        if after_blank and last.lines[0].text.startswith("#"):
            return False
        in_capitals = not after_blank and title.isupper() and line.text.isupper() and line.text[0].isalpha()
        if not (line.text[0].islower() or in_capitals):
            return False
        last.heading = replace(last.heading, title=f"{title} {line.text}")
        last.lines.append(line)
        return True

    def settle(self) -> None:
        """Say that the next line cannot belong to the heading above it."""
        self._can_grow = False

    def use(self) -> tuple[str, ...]:
        """Return the titles for a paragraph that begins here."""
        for each in self._open:
            each.used = True
        return self.titles()

    def leave(self, level: int) -> None:
        """Take the headings of a level, and those below it, off the path."""
        while self._open and self._open[-1].heading.level >= level:
            self._close()

    def leave_notes(self) -> None:
        """Take the marginal note of the section before off the path, when a new section begins."""
        while self._open and self._open[-1].used and self._open[-1].heading.level >= Level.SHORT_LINE:
            self._close()

    def leave_preamble(self) -> None:
        """Take the title of a preamble, or of a box, off the path, when what is numbered begins."""
        while self._open and self._open[-1].used and _ends_at_a_number(self._open[-1].heading.title):
            self._close()

    def titles(self) -> tuple[str, ...]:
        """Return the titles, outermost first."""
        every = (each for opened in self._open for each in (opened.above, opened) if each)
        return tuple(each.heading.title for each in every)

    def take_empty(self) -> list[Line]:
        """Return the lines of the headings that nothing stood under, and forget them."""
        taken, self._empty = sorted(self._empty, key=lambda line: line.start), []
        return taken

    def _close(self) -> None:
        """Take the last heading off the path; keep its lines where nothing stood under it."""
        closed = self._open.pop()
        if not closed.used:
            self._empty += [line for each in (closed.above, closed) if each for line in each.lines]

"""The title that a document gives itself: that of the act, not of the gazette that prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.outline.headings import looks_like_title
from corpus.text.one_line import as_one_line
from corpus.types import RawDocument

_FILE_NAME = re.compile(r"(?i)(?:microsoft word - |untitled|.*\.[a-z]{2,5}$|\S*[_/\\]\S*$)")
_MASTHEAD = re.compile(
    r"(?i)(?:\S )*\S$|\d*$|[\W\d]*$|.*\|.*|.*\b(?:m[ée]morial|journal officiel|official journal|amtsblatt|"
    r"diario oficial|bolet[íi]n oficial|r[ée]gist(?:re|er) officiel)\b.*|recueil de l[ée]gislation.*|sommaire|contents|"
    r"table of contents|table des mati[eè]res|[íi]ndice|\d{5}[A-Z]\d{4}.*|[A-Z]\s?[–—-]+\s?N°.*|.*\btemplate\b.*|"
    r"avis juridique important.*|important legal notice.*|aviso jur[íi]dico importante.*|"
    r"(?:consolidated text|texte consolid[ée]|texto consolidado):.*|the original of.*|draft"
)
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}\.|[A-Z]\.)\s")
_ACT = re.compile(
    r"(?:(?:COUNCIL|COMMISSION|EUROPEAN PARLIAMENT)\s)?(?:Loi|LOI|Règlement|RÈGLEMENT|REGLEMENT|Arrêté|ARRÊTÉ|Décret|"
    r"DÉCRET|Ordonnance|Code|CODE|Statut|Statuts|STATUT|Texte coordonné|Ley|LEY|Decreto|DECRETO|Reglamento|REGLAMENTO|"
    r"Directive|DIRECTIVE|Directiva|DIRECTIVA|Regulation|REGULATION|Decision|DECISION|Décision|DÉCISION|Decisión|"
    r"Convention|CONVENTION|Convenio|CONVENIO|Recommendation|Recommandation|Recomendación|Act|ACT)\b(?=.{0,60}\d)"
)
_JOINING = re.compile(
    r"(?i)(?:\b(?:to|of|the|on|for|and|du|de|des|la|les|sur|et|del|los|las|y|relative?s?|concerning)|\s[–—-])$"
)
# What comes beneath a title and is none of it: a division, an article, or the words by which an act is enacted.
_BENEATH = re.compile(
    r"(?i)(?:chapter|chapitre|cap[íi]tulo|titre|t[íi]tulo|sección|seccion|art[íi](?:culo|cle)|nous|vu|having regard)\b"
)
_DASHES = " –—-"
_LEADER = re.compile(r"(?:\. ?){4}")
_PAGE = re.compile(r"\s+page\s\d{1,5}$")
_BEFORE = 150  # lines within which an act says its title
_LONGEST = 600  # characters


def title_of(raw: RawDocument, lines: Sequence[str]) -> str | None:
    """Return the title: the front matter's, the first heading's or line's, the act's own, or that of the file.

    `lines` are the cleaned lines. Names of gazettes, “Contents”, numbered headings and names of files are no titles.
    """
    if said := raw.metadata.get("title"):
        return as_one_line(said) or None
    found = _first_heading(lines) or _first_line(lines) or _act(lines)
    declared = raw.title if raw.title and not _FILE_NAME.match(raw.title) and not _MASTHEAD.match(raw.title) else None
    title = found or declared
    return as_one_line(title.rstrip(_DASHES)) or None if title else None


def _first_heading(lines: Sequence[str]) -> str | None:
    for position, text in enumerate(lines[:12]):
        match = re.match(r"#{1,2}\s+(.+)", text)
        if match and not _MASTHEAD.fullmatch(match[1]) and not _NUMBERED.match(match[1]):
            return _whole(lines, position, match[1])
    return None


def _first_line(lines: Sequence[str]) -> str | None:
    """Return the first line where it stands alone as a title does: several words, no stop, a blank line below."""
    if len(lines) < 3 or lines[1] or " " not in lines[0]:
        return None
    text = lines[0].lstrip("■# ")
    if _MASTHEAD.fullmatch(text) or _NUMBERED.match(text) or not looks_like_title(text):
        return None
    return _whole(lines, 0, text)


def _act(lines: Sequence[str]) -> str | None:
    """Return the line that names the act with its number or date, and the lines that go on with it."""
    for position, text in enumerate(lines[:_BEFORE]):
        free = position == 0 or not lines[position - 1]
        words = text.lstrip("# ")
        if not free or not _ACT.match(words) or words.endswith(":"):
            continue
        title = _whole(lines, position, words)
        if not _LEADER.search(title):  # an entry of a table of contents
            return _PAGE.sub("", title).rstrip(" .,;*")
    return None


def _whole(lines: Sequence[str], position: int, text: str) -> str:
    """Return a title with the lines that go on with it.

    In small letters; after a dash, “of”, “on”, «relative à»; or in capitals beneath capitals.
    """
    blanks, above = 0, text
    for after in lines[position + 1 : position + 12]:
        words = after.lstrip("# ")
        if not words:
            blanks += 1
            continue
        wrapped = not blanks and not text.endswith((".", ";", ":"))
        capitals = not blanks and above.isupper() and words.isupper()
        goes_on = words[0].islower() or _JOINING.search(text) or (wrapped and len(text) > 60) or capitals
        if not goes_on or _NUMBERED.match(words) or _BENEATH.match(words) or len(text) + len(words) > _LONGEST:
            break
        text, above, blanks = f"{text} {words}", words, 0
    return text

"""Several acts in one file: an issue of a gazette, a law that approves a Convention.

The articles of each act count from 1. The longest act is the main text; the numbers of the others are `Act 1, 3`,
`Act 2, 3` in the order of the file, so that no number of one is taken for another's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.outline import markers
from corpus.types import Line

_TITLE = re.compile(
    r"^#{0,6}\s?(?:Loi|LOI|Règlement|RÈGLEMENT|REGLEMENT|Arrêté|ARRÊTÉ|Décret|DÉCRET|DECRET|Ordonnance|ORDONNANCE|Ley|LEY|"
    r"Decreto|DECRETO|Reglamento|REGLAMENTO|Orden|Convention|CONVENTION|Convenio|CONVENIO|Recommendation|"
    r"RECOMMENDATION|Recommandation|RECOMMANDATION|Recomendación|RECOMENDACIÓN|Protocol|Protocole|Protocolo|Directive|"
    r"DIRECTIVE|Regulation|REGULATION|Decision|DECISION|Décision|DÉCISION|Statut|Statuts|Texte coordonné|"
    r"(?:Act|ACT|Order|ORDER|Law|LAW|Rules|RULES|Statute|STATUTE)(?=\b.*\d))\b.{0,400}$"
    r"|^#{0,6}\s?[A-Z][^.;:]{0,100}\b(?:Act|Order|Law|Rules|Regulations),?\s\d{4}$"
)
_FIRST = "1"
_FEWEST = 2  # articles that make a second act; a single one may be quoted
_TITLE_WITHIN = 150  # lines above the first article


@dataclass(frozen=True, slots=True)
class Act:
    """The first line of an act, and how many articles it has."""

    start: int
    articles: int


def acts_of(lines: Sequence[Line], inert: Collection[int]) -> list[Act]:
    """Return the acts of a file, in order; one alone where its articles count from 1 only once."""
    articles = _articles(lines, inert)
    firsts = [
        index
        for index, (_, number) in enumerate(articles)
        if number == _FIRST and any(after == "2" for _, after in articles[index + 1 : index + 3])
    ]
    acts: list[Act] = []
    for order, index in enumerate(firsts):
        following = firsts[order + 1] if order + 1 < len(firsts) else len(articles)
        before = articles[index - 1][0] if index else -1
        start = _start(lines, before, articles[index][0]) if acts else 0
        if start is not None and (not acts or following - index >= _FEWEST):
            acts.append(Act(start, following - index))
    return acts


def _articles(lines: Sequence[Line], inert: Collection[int]) -> list[tuple[int, str]]:
    """Return the lines that open an article and stand free, with their numbers."""
    found = []
    for position, line in enumerate(lines):
        free = position == 0 or not lines[position - 1].text or line.text.startswith("#")
        article = markers.article(line.text) if free and position not in inert else None
        if article:
            found.append((position, article.number))
    return found


def _start(lines: Sequence[Line], after: int, first_article: int) -> int | None:
    """Return where the title of an act begins, between two articles; None where no title stands there."""
    for position in range(max(after + 1, first_article - _TITLE_WITHIN), first_article):
        line = lines[position]
        free = not lines[position - 1].text or line.text.startswith("#") or line.page != lines[position - 1].page
        if free and _TITLE.match(line.text):
            return position
    return None

"""Tables of contents: lines that name what stands elsewhere, with its page.

Their numbers and annexes open nothing; read as text they would swallow the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.types import Line

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_PAGE = re.compile(r"(?:[.…_\s])(\d{1,4})$")
_ENTRY = re.compile(r"^(?=[^a-zà-ÿ#])(?=.{0,20}[^\W\d_]{2}).{1,250}?[^\s,;:/–—.-]\s+\d{1,4}$")
_TITLE = re.compile(
    r"^#{0,6}\s*(?:(?:table of )?contents|table des mati[eè]res|sommaire|[íi]ndice(?: general)?|sumario|"
    r"tabla de (?:materias|contenidos?)|contenidos?)\s*:?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?i)(?:articles?|art\.|annexe?s?|anexos?|appendix|sections?|chapters?|chapitres?|cap[íi]tulos?|parts?|parties?|partes?|"
    r"schedules?|titles?|titres?|t[íi]tulos?|art[íi]culos?|rules?|paragraphs?)\s\d{1,3}$"
)  # “Article 5”: its number is no page, unless the pages go on with it
_FEWEST = 5  # entries with leaders and pages that make a table where no title says so; under a title, two do
_NEAR = 3  # lines of words between two entries: a title broken over lines, or one without a page


def contents_of(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions of the lines of tables of contents, titles and broken entries among them.

    Where no title says so, only entries with dots up to their page are sure: “Article 8” ends in a figure too.
    """
    titles = [position for position, line in enumerate(lines) if _TITLE.match(line.text)]
    entries = [position for position, line in enumerate(lines) if _is_entry(line.text)]
    found: set[int] = set()
    for run in _runs(lines, entries):
        title = next(
            (at for at in reversed(titles) if at < run[0] and _words_between(lines, at, run[0]) <= _NEAR), None
        )
        led = [at for at in run if _LEADER.search(lines[at].text)]
        if title is not None and len(run) >= 2:
            found.update(at for at in range(title, run[-1] + 1) if lines[at].text)
        elif sum(bool(_PAGE.search(lines[at].text)) for at in led) >= _FEWEST:
            found.update(at for at in range(led[0], led[-1] + 1) if lines[at].text)
    return frozenset(found)


def _is_entry(text: str) -> bool:
    return bool(_LEADER.search(text) or _ENTRY.match(text))


def _words_between(lines: Sequence[Line], first: int, last: int) -> int:
    return sum(bool(line.text) for line in lines[first + 1 : last])


def _runs(lines: Sequence[Line], entries: Sequence[int]) -> Iterator[list[int]]:
    """Yield entries that stand close together and whose pages do not go back."""
    run: list[int] = []
    reached = 0
    for position in entries:
        match = _PAGE.search(lines[position].text)
        page = int(match[1]) if match else reached
        between = _words_between(lines, run[-1], position) if run else 0
        is_label = bool(_LABEL.match(lines[position].text)) and (page <= reached or between > 0)
        if run and (page < reached or between > _NEAR or is_label):
            yield run
            run = []
        run.append(position)
        reached = page
    if run:
        yield run

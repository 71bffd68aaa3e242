"""The glossary's two files, read strictly: `glossary.csv` (terms) and `off_glossary.csv` (known wrong renderings).

`glossary.csv`: the name in each language (`en`, `fr`, `es`), the abbreviations, other official forms (`also_…`, parted
by ` | `), the field, what the term is used for (`search`, `explain`), what was `seen` in published texts (a language's
name, or the `place` of the definition), and the defining paragraph (`document`, `locator`).

`off_glossary.csv`: a `rendering` in a `language`, the `term` it stands for (its English name), and `when` it is wrong:
`always`, or only where a `source` in another language uses the term, for words that are right elsewhere; `ilo` is the
same, or where the text itself names the ILO and does not say that they are another's.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadGlossary
from corpus.glossary.types import Definition, Field, Term
from corpus.text.spotting import Spotter
from corpus.types import Language

TERMS_FILE = Path(__file__).with_name("glossary.csv")
RENDERINGS_FILE = Path(__file__).with_name("off_glossary.csv")

_TERM_COLUMNS = (
    *(code.value for code in Language),
    *(f"abbr_{code}" for code in Language),
    *(f"also_{code}" for code in Language),
    *("field", "use", "seen", "document", "locator"),
)
_RENDERING_COLUMNS = ("language", "rendering", "term", "when")
_USES = ("search", "explain")
_PLACE = "place"
_WHEN = ("always", "source", "ilo")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A wrong way to write a term in a language; `always` wrong, or where a source uses it, or at the ILO."""

    language: Language
    words: str
    term: Term
    always: bool
    at_ilo: bool = False


def read_terms(path: Path = TERMS_FILE) -> tuple[Term, ...]:
    """Return the terms of a file. Raises BadGlossary, naming the line, where it says what is not understood."""
    terms: list[Term] = []
    taken: set[str] = set()
    for number, row in _rows(path, _TERM_COLUMNS):
        try:
            term = _term(row)
        except ValueError as error:
            raise BadGlossary(path=path.name, line=number, detail=str(error)) from error
        name = term.names[Language.EN]  # what a term is known by: in other languages, two may have the same
        if name.casefold() in taken:
            raise BadGlossary(path=path.name, line=number, detail=f"“{name}” is there twice")
        taken.add(name.casefold())
        terms.append(term)
    return tuple(terms)


def read_renderings(terms: Sequence[Term], path: Path = RENDERINGS_FILE) -> tuple[Rendering, ...]:
    """Return the wrong renderings of a file, each of one of `terms`. Raises BadGlossary."""
    by_name = {term.names[Language.EN]: term for term in terms}
    official = Spotter((each, language) for term in terms for language in Language for each in term.spellings(language))
    found: dict[tuple[str, str], Rendering] = {}
    for number, row in _rows(path, _RENDERING_COLUMNS):
        try:
            key = row["language"], row["rendering"].casefold()
            if key in found:
                raise ValueError(f"“{row['rendering']}” ({row['language']}) is there twice")
            found[key] = rendering = _rendering(row, by_name)
            if rendering.language in official.meanings(rendering.words):
                raise ValueError(f"“{rendering.words}” ({rendering.language}) is an official form of a term")
        except ValueError as error:
            raise BadGlossary(path=path.name, line=number, detail=str(error)) from error
    return tuple(found.values())


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Yield the lines of a file with their numbers, each with exactly these columns."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            if tuple(reader.fieldnames or ()) != tuple(columns):
                detail = (
                    f"its columns are {', '.join(reader.fieldnames or ()) or 'none'}; expected {', '.join(columns)}"
                )
                raise BadGlossary(path=path.name, line=1, detail=detail)
            for row in reader:
                number = reader.line_num
                if None in row or None in row.values():
                    raise BadGlossary(path=path.name, line=number, detail=f"expected {len(columns)} columns")
                if loose := next((value for value in row.values() if value != value.strip()), None):
                    raise BadGlossary(path=path.name, line=number, detail=f"“{loose}” begins or ends with a space")
                yield number, row
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadGlossary(path=path.name, line=reader.line_num + 1, detail=str(error)) from error


def _term(row: Row) -> Term:
    """Build a term from its line; ValueError says what is wrong with it."""
    names = {language: row[language] for language in Language}
    if missing := [language for language, name in names.items() if not name]:
        raise ValueError(f"there is no name in {', '.join(missing)}")
    seen = _words(row["seen"], (*Language, _PLACE))
    uses = _words(row["use"], _USES)
    if bool(row["document"]) != bool(row["locator"]):
        raise ValueError("a definition needs a document and a locator")
    if _PLACE in seen and not row["document"]:
        raise ValueError("the place of a definition is said to be seen, and there is none")
    definition = Definition(row["document"], row["locator"], _PLACE in seen) if row["document"] else None
    return Term(
        names,
        {language: row[f"abbr_{language}"] for language in Language},
        {language: tuple(filter(None, row[f"also_{language}"].split(" | "))) for language in Language},
        Field(row["field"]),
        searched="search" in uses,
        explained="explain" in uses,
        seen=frozenset(Language(each) for each in seen if each != _PLACE),
        definition=definition,
    )


def _rendering(row: Row, by_name: dict[str, Term]) -> Rendering:
    """Build a wrong rendering from its line; ValueError says what is wrong with it."""
    term = by_name.get(row["term"])
    if term is None:
        raise ValueError(f"“{row['term']}” is not a term of the glossary")
    if not row["rendering"]:
        raise ValueError("the rendering is empty")
    language = Language(row["language"])
    (when,) = _words(row["when"], _WHEN) or ("",)
    if not when:
        raise ValueError(f"“when” must be one of: {', '.join(_WHEN)}")
    return Rendering(language, row["rendering"], term, when == "always", when == "ilo")


def _words(text: str, known: Collection[str]) -> list[str]:
    """Return the words of a cell; ValueError where one is not known."""
    words = text.split()
    if unknown := [word for word in words if word not in known]:
        raise ValueError(f"“{unknown[0]}” is none of: {', '.join(known)}")
    return words

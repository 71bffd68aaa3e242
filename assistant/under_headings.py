"""Places named by a heading: «projet de décision», “Part II”, «Objectif 2» are the paragraphs that stand under it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.session import Opened
from corpus.references.place_words import DIVISION
from corpus.text.folding import fold
from corpus.types import Role

_DIVISION = re.compile(rf"(?<!\w){DIVISION}")
_OBJECTIVE = re.compile(r"(?<!\w)(?:objectives?|objectifs?|objetivos?)\s+\d(?![.\w])")
# Headings that the papers of the Governing Body all have, in the three languages.
_SAME = (
    ("draft decision", "projet de decision", "proyecto de decision"),
    ("background", "contexte", "antecedentes", "contexto"),
    ("introduction", "introduccion"),
    ("strategy", "strategie", "estrategia"),
    ("preamble", "preambule", "preambulo"),
    ("summary", "resume", "resumen"),
)
_MARKS = re.compile(r"[\s#■.:–—-]+")


def divisions(text: str) -> tuple[str, ...]:
    """Return the words of a text that name a part, a chapter or a title: “Part II”."""
    return tuple(text[slice(*match.span())] for match in _DIVISION.finditer(fold(text)))


def objectives(text: str) -> tuple[str, ...]:
    """Return the words of a text that name an objective: «Objectif 2»."""
    return tuple(text[slice(*match.span())] for match in _OBJECTIVE.finditer(fold(text)))


def under(names: Iterable[str], document: str, opened: Opened) -> tuple[str, tuple[str, ...]] | None:
    """Return the heading that one of the names is, as the document prints it, and the places under it; None for none.

    A name is a heading's whole words, or its label: “Part II” of “Part II. Medical care”. Headings in any language
    that the document is held in count, and those of notes where these are read.
    """
    wanted = [words for name in names if (words := _words(name))]
    wanted += [other for words in wanted for same in _SAME if words in same for other in same if other != words]
    if not wanted:
        return None
    found: dict[str, list[str]] = {}
    for locator, placed in opened.search.paragraphs(document).items():
        for each in placed.values():
            if each.rendition.role in (Role.PARAGRAPH, Role.ITEM) and each.rendition.parent is None:
                title = next((title for title in each.rendition.heading if _is_named(title, wanted)), None)
                if title and locator not in found.setdefault(title, []):
                    found[title].append(locator)
    return next(((title, tuple(locators)) for title, locators in found.items()), None)


def around(asked: Iterable[str], document: str, opened: Opened) -> tuple[str, ...]:
    """Return the paragraphs in whose running words items asked for stand, not numbered apart; none where one does not.

    «alinéa 7(1)a)» is in 7(1) where that has no items of its own and says “(a)” or «a)».
    """
    found: list[str] = []
    for locator in asked:
        match = re.fullmatch(r"(.+)\((\w+)\)", locator)
        placed = opened.search.placed(document, match[1]) if match else {}
        items = opened.holdings.below(document, match[1], Role.ITEM) if match else ()
        if (
            not match
            or items
            or not any(re.search(rf"(?<!\w){match[2]}\)", fold(each.text)) for each in placed.values())
        ):
            return ()
        found.append(match[1])
    return tuple(dict.fromkeys(found))


def _says(text: str, item: str) -> bool:
    """Tell whether a text has an item in its running words: “(a)” or «a)»."""
    return bool(re.search(rf"(?<!\w){re.escape(item)}\)", fold(text)))


def _is_named(title: str, wanted: Iterable[str]) -> bool:
    """Tell whether a heading is one of the names, or begins with one that is a label."""
    words = _words(title)
    return any(
        words == name or ((name[-1:].isdigit() or _DIVISION.fullmatch(name)) and words.startswith(f"{name} "))
        for name in wanted
    )


def _words(name: str) -> str:
    """Return the folded words of a heading, without the marks around and between them."""
    return " ".join(_MARKS.sub(" ", fold(name)).split())

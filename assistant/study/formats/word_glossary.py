"""A glossary sheet in Word: a term a row, a column a language, and where it is defined."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from assistant.glossary.types import TermEntry, TermName
from assistant.glossary.wording import explained
from assistant.study.formats.word_sheet import WordSheet

_WHERE = 0.28  # of the width


def glossary_sheet(
    title: str, terms: Sequence[TermEntry], languages: Sequence[str], *, large_print: bool = False
) -> bytes:
    """Return terms as a Word file, a column for each language, the first one the reader's."""
    sheet = WordSheet(title, languages[:1], large_print=large_print, wide=is_wide(languages, large_print))
    sheet.foot(title)
    write_terms(sheet, terms, languages)
    return sheet.content()


def is_wide(languages: Sequence[str], large_print: bool) -> bool:
    """Tell whether the page lies on its side: for three columns, and in large print for two."""
    return len(languages) > (1 if large_print else 2)


def write_terms(sheet: WordSheet, terms: Sequence[TermEntry], languages: Sequence[str]) -> None:
    """Write a table of terms; what was not read in a published text is marked, and the mark explained."""
    share = (1 - _WHERE) / len(languages)
    heads = [language_head(code) for code in languages]
    table = sheet.table([*heads, "study.handout.defined"], [*(share for _ in languages), _WHERE])
    is_sure = True
    for term in terms:
        *cells, last = sheet.row(table)
        for cell, code in zip(cells, languages, strict=True):
            name = term.names.get(code)
            if name is None:
                continue
            is_sure = is_sure and name.seen
            sheet.paragraph(_written(name), code, "Table text", cell)
        if term.defined:
            sheet.paragraph(explained(term.defined, sheet.language), sheet.language, "Table text", last)
    if not is_sure:
        sheet.small(sheet.say("study.handout.unseen"), sheet.language)


def language_head(code: str) -> tuple[str, str]:
    """Return the name of a language in that language, as the head of a column.

    >>> language_head("fr")
    ('Français', 'fr')
    """
    name = prompts.render(f"language.{code}", code)
    return name[0].upper() + name[1:], code


def _written(name: TermName) -> str:
    """Return a term with its abbreviation, marked where it is to be confirmed.

    >>> _written(TermName("world of work", "WoW", (), False))
    'world of work (WoW)*'
    """
    return f"{name.name}{f' ({name.abbreviation})' if name.abbreviation else ''}{'' if name.seen else '*'}"

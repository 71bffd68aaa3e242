"""Places that an amending act does not have but quotes: article 71A, in the article that inserts it elsewhere."""

from __future__ import annotations

import re

import prompts
from assistant.cite.as_printed import citation_of
from assistant.cite.messages import named
from assistant.session import Session
from corpus.references import Resolution, ResolutionStatus
from corpus.text.folding import fold

_ASKED = re.compile(r"(\d{1,5})(?: (bis|ter|quater|quinquies))?(?:\(([a-z])\))?$")
_OPENING = r"(?m)(?:^\W*|[:;,] [\"']\s?)(?:article|articulo|art\.|section|sec\.|paragraph|paragraphe|parrafo)?\s*"
_MARKS = "«»“”„‘"  # “’” is an apostrophe too
_STRAIGHT = '"'


def resolve_as_quoted(resolution: Resolution, session: Session) -> tuple[Resolution, str]:
    """Return the paragraph that quotes the place asked for, with a remark; what was given where none does."""
    asked = _ASKED.match(resolution.missing[0]) if len(resolution.missing) == 1 else None
    if resolution.status is not ResolutionStatus.NO_SUCH_PARAGRAPH or resolution.document is None or asked is None:
        return resolution, ""
    letter = rf"\s?{asked[3]}" if asked[3] else ""
    again = rf"\s{asked[2]}" if asked[2] else ""
    opening = re.compile(rf"{_OPENING}{asked[1]}{again}{letter}(?:\s?[.:–—-]|\s?$|\s(?=[a-z]{{2}}))")
    document = session.library.document(resolution.document)
    for locator, placed in session.search.paragraphs(document.id).items():
        for each in placed.values():
            text = each.rendition.text
            if any(_is_quoted(text, match) for match in opening.finditer(fold(text))):
                found = Resolution(ResolutionStatus.FOUND, document.id, (locator,))
                number = f"{asked[1]}{' ' + asked[2] if asked[2] else ''}{(asked[3] or '').upper()}"
                citation = citation_of(document, (locator,), session.reader)
                told = {"document": named(document, session.reader), "place": number, "citation": citation}
                return found, prompts.render("cite.quoted", session.reader, **told)
    return resolution, ""


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Tell whether what matches stands between quotation marks: the last one before its number opens."""
    before = text[: match.end()]
    last = max(_MARKS, key=before.rfind)
    return (last in before and last not in "»”") or before.count(_STRAIGHT) % 2 == 1

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
_OPENING = r"(?m)^\W*(?:article|articulo|art\.|section|sec\.|paragraph|paragraphe|parrafo)?\s*"


def resolve_as_quoted(resolution: Resolution, session: Session) -> tuple[Resolution, str]:
    """Return the paragraph that quotes the place asked for, with a remark; what was given where none does."""
    asked = _ASKED.match(resolution.missing[0]) if len(resolution.missing) == 1 else None
    if resolution.status is not ResolutionStatus.NO_SUCH_PARAGRAPH or resolution.document is None or asked is None:
        return resolution, ""
    letter = rf"\s?{asked[3]}" if asked[3] else ""
    again = rf"\s{asked[2]}" if asked[2] else ""
    opening = re.compile(rf"{_OPENING}{asked[1]}{again}{letter}\s?[.:–—-]")
    document = session.library.document(resolution.document)
    for locator, placed in session.search.paragraphs(document.id).items():
        for each in placed.values():
            quoted = "\n".join(line for line in each.rendition.text.split("\n")[1:])  # the first line is its own
            if opening.search(fold(quoted)):
                found = Resolution(ResolutionStatus.FOUND, document.id, (locator,))
                number = f"{asked[1]}{' ' + asked[2] if asked[2] else ''}{(asked[3] or '').upper()}"
                citation = citation_of(document, (locator,), session.reader)
                told = {"document": named(document, session.reader), "place": number, "citation": citation}
                return found, prompts.render("cite.quoted", session.reader, **told)
    return resolution, ""

"""What there is to say of a file that was added, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant import i18n
from assistant.documents.types import AddedDocument
from corpus.notices import Notice
from corpus.text.typography import number_written, session_written

_SESSION = re.compile(r"(\d{1,3})(?:st|nd|rd|th) [Ss]ession\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def notice_texts(stored: Sequence[str], language: str) -> tuple[str, ...]:
    """Return stored notices in an interface language."""
    return tuple(notice_text(Notice.decode(each), language) for each in stored)


def notice_text(notice: Notice, language: str) -> str:
    """Return a notice in an interface language; what it names by code is in words, its decimals as written there."""
    values = dict(notice.values)
    for key in ("languages", "language", "other"):
        if codes := values.get(key):
            values[key] = ", ".join(i18n.language_name(code, language) for code in codes.split(", "))
    if share := values.get("share"):
        values["share"] = number_written(Decimal(share), language)
    return i18n.text(f"notice.{notice.code}", language, **values)


def warnings_of(added: AddedDocument, language: str) -> list[str]:
    """Return what there is to say of a file that was added, and of how its document's texts now agree."""
    own = [notice_text(Notice.of(each), language) for each in added.notices]
    return [*own, *(i18n.phrase(each, language) for each in added.warnings[len(own) :])]


def body_name(body: str, language: str) -> str:
    """Return the name of a body that the catalogue knows; any other as its document names it."""
    return i18n.name("body", body, language)


def session_name(session: str, language: str) -> str:
    """Return a session that the catalogue knows, by its number and year in a language; any other as it is written.

    >>> session_name("109th Session, 2021", "es"), session_name("Geneva, 5-9 October 2015", "es")
    ('109.ª reunión, 2021', 'Geneva, 5-9 October 2015')
    """
    found = _SESSION.match(session)
    if language == "en" or found is None:
        return session
    year = _YEAR.search(session)
    return ", ".join([session_written(found[1], language), *([year[0]] if year else [])])

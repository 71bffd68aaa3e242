"""What there is to say of a file that was added, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from babel import Locale

from assistant import i18n
from corpus.notices import Notice
from corpus.text.typography import number_written


def notice_texts(stored: Sequence[str], language: str) -> tuple[str, ...]:
    """Return stored notices in an interface language."""
    return tuple(notice_text(Notice.decode(each), language) for each in stored)


def notice_text(notice: Notice, language: str) -> str:
    """Return a notice in an interface language; what it names by code is in words, its decimals as written there."""
    values = dict(notice.values)
    for key in ("languages", "language", "other"):
        if codes := values.get(key):
            names = (Locale(code).get_display_name(language) or code for code in codes.split(", "))
            values[key] = ", ".join(names)
    if share := values.get("share"):
        values["share"] = number_written(Decimal(share), language)
    return i18n.text(f"notice.{notice.code}", language, **values)

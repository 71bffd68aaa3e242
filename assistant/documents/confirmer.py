"""Confirms that texts are official, on the word of whoever answers for them, and takes that back."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.documents.types import Confirmed, ConfirmedText
from assistant.errors import NothingToConfirm
from corpus.library.library import Library, StoredVersion
from corpus.library.sources import Sources
from corpus.types import TEXTS, Language, Status, Vouched, VouchedBy


def confirmed_by(name: str) -> Vouched:
    """Return the word of a person, given now, that a text is official; no `name` is whoever keeps the library."""
    return Vouched(VouchedBy.CONFIRMED, datetime.now(UTC).isoformat(timespec="seconds"), name=name)


class TextConfirmer:
    """Makes texts of the library official, or only added."""

    def __init__(self, library: Library, sources: Sources) -> None:
        """Write to a library, and to the records of its kept `sources`, from which damaged texts are mended."""
        self._library, self._sources = library, sources

    def confirm(self, document: str, language: Language | None, vouched: Vouched | None) -> Confirmed:
        """Make the texts of a document official, in a language or in all; without `vouched`, only added.

        Raises UnknownDocument, or NothingToConfirm where the document has no text of its own.
        """
        texts = [each for each in self._library.versions(document) if each.status in TEXTS]
        chosen = [each for each in texts if language in (None, each.language)]
        if not chosen:
            there = ", ".join(each.language for each in texts) or "–"
            raise NothingToConfirm(document=document, language=language or "–", there=there)
        return Confirmed(document, tuple(self._one(each, vouched) for each in chosen))

    def _one(self, text: StoredVersion, vouched: Vouched | None) -> ConfirmedText:
        status = Status.OFFICIAL if vouched else Status.ADDED
        if text.status is status:
            return ConfirmedText(text.language, "unchanged", status, text.vouched)
        self._library.vouch(text.key, vouched, self._sources.keep_as(text.record, vouched))
        return ConfirmedText(text.language, "confirmed" if vouched else "withdrawn", status, vouched)

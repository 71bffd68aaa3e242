"""Lists the documents of the library, each with its versions and their warnings."""

from __future__ import annotations

from assistant.documents.types import DocumentSummary, VersionSummary
from assistant.documents.version_check import VersionChecker
from assistant.documents.wording import notice_texts
from corpus.library.library import Library, StoredVersion
from corpus.types import Status


class DocumentLister:
    """Lists the documents of the library."""

    def __init__(self, library: Library, versions: VersionChecker, *, notes: bool) -> None:
        """List a library; `notes`: whether with the notes; `versions` compares versions."""
        self._library, self._versions, self._notes = library, versions, notes

    def summaries(self, language: str) -> tuple[DocumentSummary, ...]:
        """Return the documents with their versions, sorted by title."""
        found = []
        for document in self._library.documents():
            versions = [v for v in self._library.versions(document.id) if self._notes or v.status is not Status.NOTE]
            if versions:
                found.append(
                    DocumentSummary(
                        id=document.id,
                        symbol=document.symbol,
                        title=document.titled(language),
                        kind=document.kind,
                        authority=document.authority,
                        body=document.body,
                        date=document.date,
                        versions=tuple(
                            VersionSummary(
                                *(v.language, v.status, v.file, v.pages, v.paragraphs),
                                warnings=self._warnings(v, language),
                                vouched=v.vouched,
                            )
                            for v in versions
                        ),
                    )
                )
        return tuple(sorted(found, key=lambda summary: (summary.title.casefold(), summary.id)))

    def _warnings(self, version: StoredVersion, language: str) -> tuple[str, ...]:
        """Return the warnings of a version's own file, and those of its comparison with the other versions."""
        return (*notice_texts(version.warnings, language), *self._versions.warnings(version, language))

"""Where fetched documents are kept: the file, beside it what it is (its sidecar) and how it came (its receipt)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.catalogue.sidecar import sidecar_path
from corpus.download.downloader import Download
from corpus.download.errors import CannotKeep
from corpus.download.file_format import Format
from corpus.types import Language


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of downloads, under the home of the library."""

    root: Path

    @property
    def unfinished(self) -> Path:
        """Where downloads under way are; hidden, so that adding the folder leaves them out."""
        return self.root / ".unfinished"

    def file(self, document: str, language: Language, kind: Format) -> Path:
        """Return where a document's file in a language is kept."""
        return self.root / f"{document}.{language}.{kind}"

    def keep(self, download: Download, document: str, language: Language, asked: str) -> Path:
        """Move a download to its place, in one step, with its sidecar and receipt. Raises CannotKeep."""
        target = self.file(document, language, download.format)
        sidecar = {"id": document, "language": language.value, "url": download.url}
        receipt = {
            "document": document,
            "language": language.value,
            "asked": asked,
            "url": download.url,
            "sha256": download.sha256,
            "size": download.size,
            "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in sidecar.items()]
        try:
            _write(sidecar_path(target), "\n".join(lines) + "\n")
            download.path.replace(target)
            _write(target.with_name(target.name + ".json"), json.dumps(receipt, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            raise CannotKeep(path=self.root, detail=error.strerror or error) from error
        return target

    def remove_others(self, kept: Path, document: str, language: Language) -> None:
        """Remove the file that an earlier download of the same text left in another format."""
        for kind in Format:
            other = self.file(document, language, kind)
            if other != kept:
                for path in (other, sidecar_path(other), other.with_name(other.name + ".json")):
                    path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Write a small file in one step."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)

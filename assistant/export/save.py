"""Files that people ask for: a new one, whole or not at all, never in the place of another; or a line more in one."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from assistant.errors import BadRequest, FileExists, UnwritableFile
from assistant.export import ExportFormat
from corpus.phrases import Phrase


def check_new(path: Path, suffixes: Collection[str] = (*ExportFormat,)) -> None:
    """Check a path, which must have one of some suffixes, before the work is done.

    Raises BadRequest, FileExists or UnwritableFile.
    """
    try:
        if path.is_dir():
            raise BadRequest(
                value=path, expected=Phrase("error.expected.no_folder", "a file name, and this is a folder")
            )
        if path.suffix.removeprefix(".").lower() not in suffixes:
            *others, last = (f".{each}" for each in suffixes)
            raise BadRequest(
                value=path,
                expected=Phrase(
                    "error.expected.file_ending",
                    "a file name that ends in {others} or {last}",
                    others=", ".join(others),
                    last=last,
                ),
            )
        if path.exists() or path.is_symlink():
            raise FileExists(path=path)
        if not path.parent.is_dir():
            raise UnwritableFile(path=path, detail=f"there is no folder {path.parent}")
    except (OSError, ValueError) as exc:  # a name too long, a folder that may not be looked into
        raise UnwritableFile(path=path, detail=getattr(exc, "strerror", None) or str(exc)) from exc


def write_new(content: bytes, path: Path) -> None:
    """Write a new file. Raises FileExists, or UnwritableFile and leaves nothing behind."""
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
            except OSError:
                with suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError as exc:
        raise FileExists(path=path) from exc
    except (OSError, ValueError) as exc:
        raise UnwritableFile(path=path, detail=getattr(exc, "strerror", None) or str(exc)) from exc


def append_line(line: str, path: Path) -> None:
    """Add a line to a file, which is made if need be. Raises UnwritableFile."""
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{line}\n")
    except (OSError, ValueError) as exc:
        raise UnwritableFile(path=path, detail=getattr(exc, "strerror", None) or str(exc)) from exc

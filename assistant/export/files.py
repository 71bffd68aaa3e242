"""Exports on disk: a new file, whole or not at all, never in the place of another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from assistant.errors import FileExists, UnwritableFile


def save(content: bytes, path: Path) -> None:
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

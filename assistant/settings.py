"""The settings, all from environment variables; the only place that reads them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadSetting

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured.

    `home` holds the library and the index; `notes`: whether the bundled notes are used; `embedder` is the name
    or folder of a Sentence Transformers model, None for the embedded one.
    """

    home: Path = Path("data")
    notes: bool = True
    embedder: str | None = None

    @property
    def library(self) -> Path:
        """The SQLite file."""
        return self.home / "library.sqlite"

    @property
    def index(self) -> Path:
        """The folder of index generations."""
        return self.home / "index"

    @property
    def downloads(self) -> Path:
        """The folder of documents fetched."""
        return self.home / "downloads"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read ALINEA_HOME, ALINEA_NOTES and ALINEA_EMBEDDER. Raises BadSetting, naming the variable and its value."""
    for name in environment:
        if name.startswith("ALINEA_") and name not in ("ALINEA_HOME", "ALINEA_NOTES", "ALINEA_EMBEDDER"):
            raise BadSetting(
                name=name,
                value=environment[name],
                expected="no such setting; known: ALINEA_HOME, ALINEA_NOTES, ALINEA_EMBEDDER",
            )
    return Settings(
        home=_folder("ALINEA_HOME", environment.get("ALINEA_HOME") or "data"),
        notes=_flag("ALINEA_NOTES", environment.get("ALINEA_NOTES", "1")),
        embedder=environment.get("ALINEA_EMBEDDER") or None,
    )


def _folder(name: str, value: str) -> Path:
    """Return a folder, `~` expanded. Raises BadSetting for an unknown home, or a name that no system accepts."""
    try:
        path = Path(value).expanduser()
        path.exists()
    except (RuntimeError, ValueError, OSError) as exc:
        raise BadSetting(name=name, value=value, expected=f"a folder ({exc})") from exc
    return path


def _flag(name: str, value: str) -> bool:
    if value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise BadSetting(name=name, value=value, expected="1 or 0")

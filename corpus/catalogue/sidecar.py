"""A file's sidecar: `report.pdf.toml` beside `report.pdf` says what the file is, and has the last word.

Only whether a text is official it cannot say: whoever adds a file writes its sidecar too (`corpus.types.Vouched`).

id = "r193"
language = "fr"
symbol = "R193"
title = "Recommandation (n° 193) sur la promotion des coopératives, 2002"
date = "2002-06-20"
"""

from __future__ import annotations

import errno
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadSidecar
from corpus.text.one_line import as_one_line
from corpus.types import Authority, Language, Status

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_KEYS = ("id", "language", "status", "symbol", "title", "body", "session", "date", "kind", "authority", "url")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says; None where it is silent."""

    id: str | None = None
    language: Language | None = None
    status: Status | None = None
    symbol: str | None = None
    title: str | None = None
    body: str | None = None
    session: str | None = None
    date: str | None = None
    kind: str | None = None
    authority: Authority | None = None
    url: str | None = None


def sidecar_path(path: Path) -> Path:
    """Return where a file's sidecar would be."""
    return path.with_name(path.name + ".toml")


def read_sidecar(path: Path) -> Sidecar:
    """Read the sidecar of a file, an empty one if there is none. Raises BadSidecar, naming the key and the value."""
    beside = sidecar_path(path)
    try:
        if not beside.is_file():
            return Sidecar()
        values = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise BadSidecar(path=beside, detail=f"not valid TOML: {exc}") from exc
    except RecursionError as exc:
        raise BadSidecar(path=beside, detail="its values are nested too deeply") from exc
    except OSError as exc:
        if exc.errno == errno.ENAMETOOLONG:  # the file's own name leaves no room for “.toml”
            return Sidecar()
        raise BadSidecar(path=beside, detail=f"cannot be read: {exc.strerror}") from exc
    for key, value in values.items():
        if key not in _KEYS:
            raise BadSidecar(path=beside, detail=f"unknown key “{key}”; known keys: {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise BadSidecar(path=beside, detail=f"“{key}” must be text in quotation marks, not {value!r}")
    values = {key: as_one_line(value) for key, value in values.items()}
    _check(beside, "id", values, _IDENTIFIER, "lower-case letters, digits, “-”, “.” and “_”, 80 at most")
    _check(beside, "date", values, _DATE, "a year, a month or a day: 2022, 2022-11, 2022-11-09")
    _check(beside, "url", values, _ADDRESS, "an address that begins with https:// or http://")
    try:
        return Sidecar(
            **{key: values.get(key) for key in _KEYS if key not in ("language", "status", "authority")},
            language=Language(values["language"]) if "language" in values else None,
            status=Status(values["status"]) if "status" in values else None,
            authority=Authority(values["authority"]) if "authority" in values else None,
        )
    except ValueError as exc:
        raise BadSidecar(path=beside, detail=str(exc)) from exc


def _check(path: Path, key: str, values: dict[str, str], pattern: re.Pattern[str], expected: str) -> None:
    """Raise BadSidecar where a value does not have its form."""
    if key in values and not pattern.fullmatch(values[key]):
        raise BadSidecar(path=path, detail=f"“{key}” is {values[key]!r}; expected {expected}")

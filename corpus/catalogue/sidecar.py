"""A file's sidecar: `report.pdf.toml` beside `report.pdf` says what the file is, and has the last word.

The same facts may come with the file, from a form or a program: `facts_from` reads both. Only whether a text is
official they cannot say: whoever adds a file writes them too (`corpus.types.Vouched`).

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
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.errors import BadFact, BadSidecar
from corpus.phrases import Phrase
from corpus.text.one_line import as_one_line
from corpus.types import Authority, Document, Language, Status

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ADDRESS = re.compile(r"https?://\S{1,2000}")


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

    def under(self, other: Sidecar) -> Sidecar:
        """Return these facts with those of another one in their place, where it is not silent."""
        said = {name: value for name in FACTS if (value := getattr(other, name)) is not None}
        return replace(self, **said)


FACTS = tuple(field.name for field in fields(Sidecar))
"""The names of the facts, in the order in which they are asked for."""

CHOICES: Mapping[str, type[StrEnum]] = {"language": Language, "status": Status, "authority": Authority}
"""The facts that are one of a few values."""

_FORMS = {
    "id": (
        _IDENTIFIER,
        Phrase("error.expected.identifier", "lower-case letters, digits, “-”, “.” and “_”, 80 at most"),
    ),
    "date": (_DATE, Phrase("error.expected.date", "a year, a month or a day: 2022, 2022-11, 2022-11-09")),
    "url": (_ADDRESS, Phrase("error.expected.address", "an address that begins with https:// or http://")),
}


def facts_about(document: Document, language: Language) -> dict[str, str]:
    """Return what a document and its text in a language are known as, as a sidecar would say it."""
    known = {
        "id": document.id,
        "language": language,
        "symbol": document.symbol,
        "title": document.titles.get(language),
        "body": document.body,
        "session": document.session,
        "date": document.date,
        "kind": document.kind,
        "authority": document.authority,
        "url": document.urls.get(language),
    }
    return {name: str(value) for name, value in known.items() if value}


def sidecar_path(path: Path) -> Path:
    """Return where a file's sidecar would be."""
    return path.with_name(path.name + ".toml")


def read_sidecar(path: Path) -> Sidecar:
    """Read the sidecar of a file, an empty one if there is none. Raises BadSidecar, naming the key and the value."""
    beside = sidecar_path(path)
    try:
        if not beside.is_file():
            return Sidecar()
        return facts_from(tomllib.loads(beside.read_text(encoding="utf-8")))
    except BadFact as exc:
        raise BadSidecar(path=beside, detail=exc.values["detail"]) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        detail = Phrase("error.because.toml", "not valid TOML: {reason}", reason=exc)
        raise BadSidecar(path=beside, detail=detail) from exc
    except RecursionError as exc:
        detail = Phrase("error.because.values_nested", "its values are nested too deeply")
        raise BadSidecar(path=beside, detail=detail) from exc
    except OSError as exc:
        if exc.errno == errno.ENAMETOOLONG:  # the file's own name leaves no room for “.toml”
            return Sidecar()
        detail = Phrase("error.because.cannot_be_read", "cannot be read: {reason}", reason=exc.strerror)
        raise BadSidecar(path=beside, detail=detail) from exc


def facts_from(values: Mapping[str, object]) -> Sidecar:
    """Return the facts that some values are, by their names. Raises BadFact for the first that is not understood."""
    said = {}
    for name, value in values.items():
        if name not in FACTS:
            detail = Phrase("error.because.unknown_key", "unknown key “{name}”; known keys: {known}", name=name,
                            known=", ".join(FACTS))  # fmt: skip
            raise BadFact(name=name, detail=detail)
        if not isinstance(value, str):
            detail = Phrase("error.because.no_text", "“{name}” must be text in quotation marks, not {value}", name=name,
                            value=repr(value))  # fmt: skip
            raise BadFact(name=name, detail=detail)
        said[name] = _read(name, as_one_line(value))
    return Sidecar(**said)


def _read(name: str, value: str) -> Any:  # noqa: ANN401 – what the field of that name holds
    """Return a fact of a name. Raises BadFact where it does not have its form."""
    form, expected = _FORMS.get(name, (None, ""))
    if form is not None and not form.fullmatch(value):
        raise _unlike(name, value, expected)
    if name not in CHOICES:
        return value
    try:
        return CHOICES[name](value)
    except ValueError as exc:
        one_of = Phrase("error.expected.one_of", "one of {choices}", choices=", ".join(CHOICES[name]))
        raise _unlike(name, value, one_of) from exc


def _unlike(name: str, value: str, expected: str) -> BadFact:
    said = {"name": name, "value": repr(value), "expected": expected}
    return BadFact(name=name, detail=Phrase("error.because.fact", "“{name}” is {value}; expected {expected}", **said))

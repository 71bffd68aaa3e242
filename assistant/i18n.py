"""What the interface says, in English, French and Spanish: a catalogue each (`locales/*.json`), one way to read it.

What the assistant says in answers (`prompts/`) has its key there: a sentence both have stands there alone, and
the catalogue has what it says otherwise. A key is dotted by place (`find.none`); its text may hold named
placeholders. The catalogues have the same keys and the same placeholders, and a test keeps it so. The
messages of errors, and the phrases in them, are the exception: in English they are written once, on the error class
itself or where it is raised (`corpus.phrases`), so only the other catalogues hold `error.*`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePath

from babel import Locale, UnknownLocaleError

import prompts
from corpus.errors import AlineaError
from corpus.phrases import Phrase, Translated
from corpus.text.typography import format_date, is_singular

LANGUAGES = prompts.LANGUAGES
DEFAULT = "en"
NAMES = {"en": "English", "fr": "Français", "es": "Español"}
"""Each language by its own name."""

# What a reader wrote is told as it was written.
_OF_THE_READER = frozenset({"value", "reference", "expected"})
_CODES = frozenset({"language", "languages"})  # told by the names of the languages
_FOLDERS = re.compile(r"(?<![\w:/.)])/(?:[^/\s\"'“”«»]+/)+(?=[^/\s\"'“”«»])")

_LOCALES = Path(__file__).parent / "locales"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return every text of an interface language, by key: its own, and those of answers.

    Raises:
        KeyError: `language` is not one of `LANGUAGES`.

    """
    if language not in LANGUAGES:
        raise KeyError(f"The interface is not available in “{language}”. Available: {', '.join(LANGUAGES)}.")
    own: dict[str, str] = json.loads((_LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    return {key: said for key, (said, _) in prompts.load(language).items()} | own


def text(key: str, language: str, /, **values: object) -> str:
    """Return the text of `key` in `language`, its placeholders filled with `values`.

    Raises:
        KeyError: the key, the language or a placeholder's value is missing.

    """
    texts = catalogue(language)
    if key not in texts:
        raise KeyError(f"No text “{key}” in the catalogue “{language}”.")
    return texts[key].format(**values)


def plural(key: str, n: int, language: str, /, **values: object) -> str:
    """Return `key.one` or `key.many` for `n` things: in French, zero is singular."""
    return text(f"{key}.{'one' if is_singular(n, language) else 'many'}", language, n=n, **values)


def error(exc: AlineaError, language: str) -> str:
    """Return what an error says on the page, in `language`; English is the class's own message."""
    return phrase(exc.phrase, language)


def phrase(said: str, language: str) -> str:
    """Return a phrase in `language`, with the phrases in it; a text that is none as it is.

    Whoever reads the page need not know the folders of the server: of a file, its name is told.
    """
    if isinstance(said, Translated):
        return said.told[language]
    if not isinstance(said, Phrase):
        return said
    if said.key.startswith("language."):  # also of one in which we have no catalogue
        return language_name(said.key.removeprefix("language."), language)
    values = {key: _told(key, value, language) for key, value in said.values.items()}
    return catalogue(language).get(said.key, said.english).format(**values)


def _told(key: str, value: object, language: str) -> object:
    """Return a value of a phrase, as its reader is told it."""
    if isinstance(value, Phrase):
        return phrase(value, language)
    if key in _CODES:
        return ", ".join(language_name(code, language) for code in str(value).split(", "))
    return value if key in _OF_THE_READER else _without_folders(value)


def _without_folders(value: object) -> object:
    """Return a value with the folders left out of every absolute path in it; addresses of the web stay whole."""
    if isinstance(value, PurePath):
        return value.name if value.is_absolute() else value
    return _FOLDERS.sub("", value) if isinstance(value, str) else value


def name(group: str, value: str, language: str) -> str:
    """Return the name of a value in a group (`kind`, `status`, `role`, `language`…).

    Some values come from files people write (the kind in a sidecar, say): one that the catalogue does not
    know is shown as it is, with its underscores opened.
    """
    return catalogue(language).get(f"{group}.{value}", value.replace("_", " "))


def language_name(code: str, language: str) -> str:
    """Return the name of any language, not of ours alone; what is no code comes back as it is."""
    known = catalogue(language).get(f"language.{code}")
    try:
        return known or Locale(code).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def date(iso: str, language: str) -> str:
    """Return an ISO date, which may be as short as a year, as people write it; anything else comes back as it is."""
    return format_date(iso, language).replace("\u00a0", " ")


def preferred(accept_language: str | None) -> str:
    """Return the language that `Accept-Language` asks for first, else the default (RFC 9110, 12.5.4)."""
    ranked: list[tuple[float, int, str]] = []
    for position, item in enumerate((accept_language or "").split(",")):
        tag, _, parameter = item.strip().partition(";")
        weight = parameter.strip().removeprefix("q=") or "1"
        if not weight.replace(".", "", 1).isdecimal() or float(weight) == 0:
            continue
        ranked.append((-float(weight), position, tag.strip().split("-")[0].lower()))
    return next((language for _, _, language in sorted(ranked) if language in LANGUAGES), DEFAULT)

"""The sentences the assistant says, one file per language, and the strict loader that reads them.

Each template declares the variables it may use. A template that uses another, misses one, or is missing in a
language fails when the file is loaded, not when a user meets it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

_FOLDER = Path(__file__).parent
LANGUAGES = ("en", "fr", "es")


class TemplateError(ValueError):
    """A template file that cannot be used; the message says which template and why."""


def render(key: str, language: str, /, **values: object) -> str:
    """Return the template `key` in `language` with its variables filled in. Raises TemplateError."""
    templates = load(language)
    if key not in templates:
        raise TemplateError(f"no template {key!r} in {language}; there are {', '.join(sorted(templates))}")
    text, variables = templates[key]
    if set(values) != variables:
        raise TemplateError(f"{key} ({language}) takes {sorted(variables)}, got {sorted(values)}")
    return text.format(**values)


def version(language: str, *keys: str) -> str:
    """Return what tells the wording of some templates from any other: eight digits of their SHA-256."""
    texts = "\0".join(load(language)[key][0] for key in keys)
    return hashlib.sha256(texts.encode("utf-8")).hexdigest()[:8]


@cache
def load(language: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return the templates of a language: for each key its text and its variables. Raises TemplateError."""
    if language not in LANGUAGES:
        raise TemplateError(f"no templates in {language!r}; there are {', '.join(LANGUAGES)}")
    return parse((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def parse(source: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return the templates of a file's text, each checked. Raises TemplateError."""
    try:
        groups = tomllib.loads(source)
    except tomllib.TOMLDecodeError as exc:
        raise TemplateError(f"not a file of templates: {exc}") from exc
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for group, entries in groups.items():
        if not isinstance(entries, dict):
            raise TemplateError(f"{group}: expected a group of templates")
        for name, entry in entries.items():
            found[f"{group}.{name}"] = _checked(f"{group}.{name}", entry)
    return found


def _checked(key: str, entry: object) -> tuple[str, frozenset[str]]:
    """Return a template's text and variables, once they agree."""
    if not isinstance(entry, dict):
        raise TemplateError(f"{key}: expected a text and a list of variables")
    if unknown := set(entry) - {"text", "variables"}:
        raise TemplateError(f"{key}: unknown field {sorted(unknown)}")
    text, variables = entry.get("text"), entry.get("variables", [])
    if not isinstance(text, str) or not isinstance(variables, list):
        raise TemplateError(f"{key}: expected a text and a list of variables")
    try:
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as exc:
        raise TemplateError(f"{key}: {exc}") from exc
    if used != set(variables):
        raise TemplateError(f"{key}: declares {sorted(variables)}, uses {sorted(used)}")
    return text, frozenset(variables)

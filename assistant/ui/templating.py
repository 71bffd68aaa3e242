"""The page's HTML: Jinja templates in `templates/`, one a part, which escape every value put into them.

Documents, questions, titles and file names are written by others; no template marks a value as safe, and what is not
itself `Markup` is escaped. A name that a template uses and nobody gave is an error, never an empty place.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant import i18n

_TEMPLATES = Path(__file__).parent / "templates"

environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
"""Where the templates are read from, and how."""


def render(template: str, language: str, /, **values: object) -> Markup:
    """Return the HTML of a template (`hits.html`) in a language of the interface.

    Besides `values` and `language`, a template has the catalogue: `text(key, **values)`, `plural(key, n, **values)`,
    `named(group, value)` and `date(iso)`, each in that language.

    Raises:
        jinja2.UndefinedError: the template uses a name that was not given.
        KeyError: the catalogue has no such text.

    """
    return Markup(environment.get_template(template).render(_words(language) | {"language": language} | values))  # noqa: S704


def _words(language: str) -> dict[str, object]:
    return {
        "text": lambda key, **values: i18n.text(key, language, **values),
        "plural": lambda key, n, **values: i18n.plural(key, n, language, **values),
        "named": lambda group, value: i18n.name(group, value, language),
        "date": partial(i18n.date, language=language),
    }

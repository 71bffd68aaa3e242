"""The page's HTML: Jinja templates in `templates/`, one a part, which escape every value put into them.

Documents, questions, titles and file names are written by others; no template marks a value as safe, and what is not
itself `Markup` is escaped. A name that a template uses and nobody gave is an error, never an empty place. A template
whose name begins with `_` holds macros, for the pieces that several parts share.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from assistant import i18n

_HERE = Path(__file__).parent
# With these a file’s name or a question can pose as another: “re\u202efdp.txt” is shown as “retxt.pdf”.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEMPLATES = _HERE / "templates"

# In this order: what a page adds comes after what all share.
_STYLED = (
    "page", "answers", "results", "paragraph", "library", "plan", "glossary", "checks", "study", "printed", "access",
)  # fmt: skip
STYLES = tuple(_HERE / "styles" / f"{name}.css" for name in _STYLED)

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}\Z")


def render(template: str, language: str, /, **values: object) -> Markup:
    """Return the HTML of a template (`hits.html`) in a language of the interface.

    Raises:
        jinja2.UndefinedError: the template uses a name that was not given.
        KeyError: the catalogue has no such text, or there is no such catalogue.

    """
    return Markup(environment(language).get_template(template).render(values))  # noqa: S704


def macro(template: str, name: str, language: str, /, *values: object) -> Markup:
    """Return what a macro of a template makes of values: `macro("_pieces.html", "badges", "fr", "en", "note")`."""
    made: Markup = getattr(_module(template, language), name)(*values)
    return made


@cache
def _module(template: str, language: str) -> TemplateModule:
    return environment(language).get_template(template).module


def _in_order(value: object) -> object:
    """Return what is put into a template without signs that turn the order of what stands behind it."""
    if not isinstance(value, str) or not _TURNING.search(value):
        return value
    return type(value)(_TURNING.sub("", value))


@cache
def environment(language: str) -> Environment:
    """Return where the templates are read from, and how, in a language of the interface.

    Besides what is passed to it a template has `language`, the catalogue in that language (`text(key, **values)`,
    `plural(key, n, **values)`, `named(group, value)`, `date(iso)`), and the filters `lang`, `titled` and `token` below.
    """
    i18n.catalogue(language)  # there is one, or an error
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_in_order,
    )
    made.globals |= {
        "language": language,
        "text": lambda key, **values: i18n.text(key, language, **values),
        "plural": lambda key, n, **values: i18n.plural(key, n, language, **values),
        "named": lambda group, value: i18n.name(group, value, language),
        "date": partial(i18n.date, language=language),
    }
    made.filters |= {"lang": lang, "titled": titled, "token": token}
    return made


def lang(code: str) -> str:
    """Return a language code fit for a `lang` attribute; `und` (undetermined) for anything else."""
    return code if _LANGUAGE_CODE.match(code) else "und"


def titled(title: str, short: str = "") -> Markup:
    """Return a document's title with its language, if that is known; where it is cut, the pointer shows it whole."""
    return macro("_pieces.html", "titled", i18n.DEFAULT, title, short or title, getattr(title, "language", ""))


@cache
def token(value: str) -> str:
    """Return a value fit for a class name."""
    return re.sub(r"[^a-z]+", "-", value.lower())

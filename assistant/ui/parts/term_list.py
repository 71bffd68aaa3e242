"""The terms of the glossary as HTML: an index of letters, then each term with its names and its evidence."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.glossary.lookup import alphabetical
from assistant.glossary.types import GlossaryFound, GlossaryStatus, TermEntry
from assistant.glossary.wording import evidence, explained
from assistant.ui import templating
from assistant.ui.parts import markup
from corpus.errors import AlineaError

Outcome = GlossaryFound | AlineaError


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("glossary.title", language), i18n.text("glossary.intro", language))


def waiting(language: str) -> Markup:
    """Return what stands in the reading panel's place until a paragraph is opened."""
    said = i18n.text("glossary.waiting", language)
    return markup.one_line("panel placeholder", said)


def render(language: str, outcome: Outcome, letter: str | None, *, filtered: bool = False) -> Markup:
    """Return the terms found, or those under a letter: without one the first, unless a subject narrows the list."""
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    if not outcome.terms:
        return markup.hint(i18n.text("glossary.none", language))
    entries, letters, chosen = outcome.terms, list[str](), ""
    if outcome.status is GlossaryStatus.LISTED:
        letters = list(dict.fromkeys(_letter(entry) for entry in entries))
        first = next((each for each in letters if each.isalpha()), letters[0])
        chosen = letter if letter in letters or letter == "" else "" if filtered else first
        entries = tuple(entry for entry in entries if chosen in ("", _letter(entry)))
        letters.append("")  # everything
    before, _, after = i18n.text("glossary.also", language, variants="\0").partition("\0")
    return templating.render(
        "glossary/terms.html",
        language,
        letters=letters,
        chosen=chosen,
        heading=_heading(language, outcome, len(entries)),
        entries=[_entry(entry, language) for entry in entries],
        also_before=before,
        also_after=after,
    )


def summary(language: str, outcome: Outcome) -> str:
    """Return how the search ended, in one plain line: what a screen reader announces."""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    return _heading(language, outcome, len(outcome.terms))


def _heading(language: str, found: GlossaryFound, count: int) -> str:
    if not count:
        return i18n.text("glossary.none", language)
    if found.status is GlossaryStatus.NEAREST:
        return i18n.text("glossary.nearest", language)
    return i18n.plural("glossary.count", count, language)


def _letter(entry: TermEntry) -> str:
    """Return the letter a term stands under in the reader's language."""
    return alphabetical(entry.name)[:1].upper()


def _entry(entry: TermEntry, language: str) -> dict[str, object]:
    """Return one term: its name in the reader's language, its names in the others, and where it is explained."""
    said = explained(entry.defined, language) if entry.defined else ""
    opener = Markup("")
    if entry.defined and entry.defined.loaded:
        opener = markup.opener(entry.defined.document, entry.defined.locator, language, said)
    return {
        "name": entry.name,
        "own": _name(entry, language),
        "others": [_name(entry, code) for code in entry.names if code != language],
        "opener": opener,
        "place": said,
        "evidence": evidence(entry, language),
    }


def _name(entry: TermEntry, code: str) -> dict[str, object]:
    name = entry.names[code]
    return {
        "code": code,
        "lang": markup.lang(code),
        "name": name.name,
        "abbreviation": name.abbreviation,
        "variants": name.variants,
    }

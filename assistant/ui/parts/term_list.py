"""The terms of the glossary as HTML: an index of letters, then each term with its names and its evidence."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.glossary.lookup import alphabetical
from assistant.glossary.types import GlossaryFound, GlossaryStatus, TermEntry
from assistant.glossary.wording import evidence, explained
from assistant.ui.parts import markup
from corpus.errors import AlineaError

Outcome = GlossaryFound | AlineaError


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("glossary.title", language), i18n.text("glossary.intro", language))


def waiting(language: str) -> Markup:
    """Return what stands in the reading panel's place until a paragraph is opened."""
    return Markup('<p class="panel placeholder">{}</p>').format(i18n.text("glossary.waiting", language))


def render(language: str, outcome: Outcome, letter: str | None, *, filtered: bool = False) -> Markup:
    """Return the terms found, or those under a letter: without one the first, unless a subject narrows the list."""
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if not outcome.terms:
        return Markup('<p class="hint">{}</p>').format(i18n.text("glossary.none", language))
    entries, index = outcome.terms, Markup("")
    if outcome.status is GlossaryStatus.LISTED:
        letters = list(dict.fromkeys(_letter(entry) for entry in entries))
        first = next((each for each in letters if each.isalpha()), letters[0])
        chosen = letter if letter in letters or letter == "" else "" if filtered else first
        entries = tuple(entry for entry in entries if chosen in ("", _letter(entry)))
        index = _index(letters, chosen, language)
    items = markup.join(_entry(entry, language) for entry in entries)
    said = _heading(language, outcome, len(entries))
    return Markup('{}<p class="count">{}</p><ul class="terms">{}</ul>').format(index, said, items)


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


def _index(letters: list[str], chosen: str, language: str) -> Markup:
    """Return the letters as buttons, the current one marked for the eye and the ear."""
    everything = ("", i18n.text("glossary.all", language))
    buttons = markup.join(
        Markup(
            '<li><button type="button" class="letter" data-event="expand" data-letter="{}"{}>{}</button></li>'
        ).format(value, Markup(' aria-pressed="true"') if value == chosen else Markup(' aria-pressed="false"'), name)
        for value, name in (*((letter, letter) for letter in letters), everything)
    )
    return Markup('<ul class="letters" aria-label="{}">{}</ul>').format(
        i18n.text("glossary.letters", language), buttons
    )


def _entry(entry: TermEntry, language: str) -> Markup:
    """Return one term: its name in the reader's language, its names in the others, and where it is explained."""
    own = entry.names[language]
    others = markup.join(_name(entry, code, language) for code in entry.names if code != language)
    return Markup(
        '<li class="entry"><h3 lang="{lang}">{name}{abbreviation}</h3>{also}'
        '<ul class="names">{others}</ul><p class="actions">{place}</p><p class="muted">{evidence}</p></li>'
    ).format(
        lang=markup.lang(language),
        name=entry.name,
        abbreviation=_abbreviation(own.abbreviation),
        also=_also(own.variants, language, language),
        others=others,
        place=_place(entry, language),
        evidence=evidence(entry, language),
    )


def _name(entry: TermEntry, code: str, language: str) -> Markup:
    name = entry.names[code]
    return Markup('<li><span class="badge language">{}</span> <span lang="{}">{}{}</span>{}</li>').format(
        i18n.name("language", code, language),
        markup.lang(code),
        name.name,
        _abbreviation(name.abbreviation),
        _also(name.variants, code, language),
    )


def _abbreviation(abbreviation: str) -> Markup:
    """Return an abbreviation in brackets, nothing where there is none."""
    return Markup(' <span class="abbreviation">({})</span>').format(abbreviation) if abbreviation else Markup("")


def _also(variants: tuple[str, ...], code: str, language: str) -> Markup:
    """Return the other official forms of a name, nothing where there are none."""
    if not variants:
        return Markup("")
    before, _, after = i18n.text("glossary.also", language, variants="\0").partition("\0")
    return Markup(' <span class="muted">{}<span lang="{}">{}</span>{}</span>').format(
        before, markup.lang(code), ", ".join(variants), after
    )


def _place(entry: TermEntry, language: str) -> Markup:
    """Return where a term is explained: a button where the paragraph can be opened, else words."""
    if entry.defined is None:
        return Markup("")
    said = explained(entry.defined, language)
    if entry.defined.loaded:
        return markup.opener(entry.defined.document, entry.defined.locator, language, said)
    return Markup('<span class="muted">{}</span>').format(said)

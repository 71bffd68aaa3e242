"""Terms of the glossary inside an answer: a word on each where it first occurs, and those that are not official.

A term shows its official names in the other languages when it is pointed at, tabbed to or tapped: it takes the
focus, and what it shows stands inside it, so that a screen reader says it then and a copied answer is without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from assistant import i18n
from assistant.ask.types import Answer, AnswerStatus
from assistant.glossary.lookup import answer_flags
from assistant.glossary.wording import explained_anywhere
from corpus.glossary.glossary import Form, Glossary
from corpus.glossary.types import Term
from corpus.types import Language


class TermMarker:
    """The terms of one answer, each explained once, in the language of the interface."""

    def __init__(self, language: str) -> None:
        """Begin an answer: no term has been met yet."""
        self._language = language
        self._met: set[Term] = set()

    def mark(self, text: str, spoken: str | None = None) -> Markup:
        """Return text escaped, the terms of the language it is in, where they first occur, each with its other names.

        Where the language is not known (`spoken` None), a term counts in any.
        """
        pieces: list[Markup] = []
        done = 0
        for spot in Glossary.bundled().spots(text):
            form = next((each for each in spot.meanings if self._is_new(each, spoken)), None)
            if form is not None:
                self._met.add(form.term)
                word = _explained(text[spot.start : spot.end], form, self._language)
                pieces += [Markup.escape(text[done : spot.start]), word]
                done = spot.end
        return Markup("").join([*pieces, Markup.escape(text[done:])])

    def _is_new(self, form: Form, spoken: str | None) -> bool:
        """Tell whether a form is to be explained: no ordinary word, not met before, and of the language spoken."""
        fits = spoken is None or form.language == spoken
        return fits and form.term.explained and form.term not in self._met


def flags(answer: Answer, language: str) -> Markup:
    """Return the words of an answer that are not the official term, each with the term; nothing where all is well."""
    if answer.status is not AnswerStatus.ANSWERED:
        return Markup("")
    items = [
        Markup('<li><span lang="{}">{}</span> <span class="place">{}</span></li>').format(
            answer.language,
            i18n.text("glossary.flag", language, words=flag.words, official=flag.term.names[Language(answer.language)]),
            explained_anywhere(flag.term, language),
        )
        for flag in {each.words.casefold(): each for each in answer_flags(answer)}.values()  # each once
    ]
    if not items:
        return Markup("")
    return Markup('<div class="term-flags"><p>{}</p><ul>{}</ul></div>').format(
        i18n.text("glossary.flags", language), Markup("").join(items)
    )


def named(term: Term, language: Language) -> str:
    """Return a term's name in a language, with its abbreviation."""
    name, abbreviation = term.names[language], term.abbreviations.get(language)
    return f"{name} ({abbreviation})" if abbreviation else name


def _explained(words: str, form: Form, language: str) -> Markup:
    """Return words of a text as a term that shows its other names."""
    names = Markup("").join(_names(form, language))
    return Markup('<span class="term" role="term" tabindex="0">{}<span class="tip" lang="{}">{}</span></span>').format(
        words, language, names
    )


def _names(form: Form, language: str) -> Iterator[Markup]:
    """Yield the lines of a term: what an abbreviation stands for, then the names in the other languages."""
    if form.abbreviated:
        yield Markup('<span lang="{}">{}</span>').format(form.language, form.term.names[form.language])
    for other in Language:
        if other is not form.language:
            yield Markup('<span><strong>{}</strong> <span lang="{}">{}</span></span>').format(
                i18n.name("language", other, language), other, named(form.term, other)
            )

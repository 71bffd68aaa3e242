"""Terms of the glossary inside an answer: a word on each where it first occurs, and those that are not official.

A term shows its official names in the other languages when it is pointed at, tabbed to or tapped: it takes the
focus, and what it shows stands inside it, so that a screen reader says it then and a copied answer is without it.
"""

from __future__ import annotations

from markupsafe import Markup

from assistant.ask.types import Answer, AnswerStatus
from assistant.glossary.lookup import answer_flags
from assistant.glossary.wording import explained_anywhere
from assistant.ui import templating
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
    found = {each.words.casefold(): each for each in answer_flags(answer)}.values()  # each once
    if not found:
        return Markup("")
    told = [
        {
            "words": flag.words,
            "official": flag.term.names[Language(answer.language)],
            "place": explained_anywhere(flag.term, language),
        }
        for flag in found
    ]
    return templating.render("term_flags.html", language, spoken=answer.language, flags=told)


def named(term: Term, language: Language) -> str:
    """Return a term's name in a language, with its abbreviation."""
    name, abbreviation = term.names[language], term.abbreviations.get(language)
    return f"{name} ({abbreviation})" if abbreviation else name


def _explained(words: str, form: Form, language: str) -> Markup:
    """Return words of a text as a term that shows what it stands for, and its names in the other languages."""
    full = {"language": form.language, "name": form.term.names[form.language]} if form.abbreviated else None
    names = [{"language": each, "name": named(form.term, each)} for each in Language if each is not form.language]
    return templating.macro("_terms.html", "term", language, words, full, names)

"""Terms explained inside answers, flags beneath them, and the page of the glossary."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.types import Answer, AnswerStatus
from assistant.glossary.types import GlossaryFound, GlossaryStatus, TermEntry, TermName, TermPlace
from assistant.service import Assistant
from assistant.ui.parts import conversation, markup, term_list
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.term_marks import TermMarker
from corpus.errors import LibraryFailure
from tests.assistant.ui.test_parts import HOSTILE, LANGUAGES, Page, answer, assert_harmless, citation

TERM = re.compile(r'<span class="term"[^>]*>(.*?)<span class="tip"')


class Outside(Page):
    """The words of a page without what its terms show."""

    depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.depth += bool(self.depth) or ("class", "tip") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if not self.depth:
            super().handle_data(data)


def explained(text: str, language: str = "en", spoken: str | None = "en") -> list[str]:
    """Return the words of a text that are explained."""
    return [html.unescape(words) for words in TERM.findall(TermMarker(language).mark(text, spoken))]


@pytest.mark.parametrize(
    ("text", "spoken", "words"),
    [
        ("Decent work in the SSE, and decent work elsewhere.", "en", ["Decent work", "SSE"]),
        ("les entités de l’ESS et les mutuelles", "fr", ["entités de l’ESS", "mutuelles"]),
        ("The government adopts a resolution at its session.", "en", []),
        ("The word mutuelle is French.", "en", []),
        ("The word mutuelle is French.", None, ["mutuelle"]),
        ("the ILO and the International Labour Organization", "en", ["ILO", "International Labour Organization"]),
    ],
)
def test_a_term_is_explained_where_it_first_occurs(text: str, spoken: str | None, words: list[str]) -> None:
    found = explained(text, spoken=spoken)
    assert found == words or found == words[:1]  # the ILO is one term, said twice


def test_what_is_shown_are_the_official_names_in_the_other_languages() -> None:
    shown = TermMarker("fr").mark("the SSE", "en")
    tip = Page(shown).words
    assert tip[:3] == ["the ", "SSE", "social and solidarity economy"]
    assert tip[3:] == [
        "français",
        " ",
        "économie sociale et solidaire (ESS)",
        "espagnol",
        " ",
        "economía social y solidaria (ESS)",
    ]
    assert 'tabindex="0"' in shown
    assert '<span lang="es">economía social y solidaria (ESS)</span>' in shown
    assert '<span class="tip" lang="fr">' in shown


@given(
    HOSTILE, st.lists(st.sampled_from(["ESS", "travail décent", "SSE", "decent work", "<b>"]), max_size=5), LANGUAGES
)
def test_the_words_of_a_text_are_all_there_and_nothing_else(text: str, terms: list[str], language: str) -> None:
    whole = f" {text} ".join(["", *terms, ""])
    shown = TermMarker(language).mark(whole)
    assert_harmless(shown)
    assert "".join(Outside(shown).words) == html.unescape(html.escape(whole))


def test_no_term_is_explained_inside_a_button() -> None:
    source = citation(citation="SSE, decent work", language="en", status="note")
    shown = markup.paragraphs("The SSE. [1]", {1: source}, "en")
    button = shown[shown.index("<button") :]
    assert 'class="term"' not in button
    assert shown.count('class="term"') == 1


def test_a_quotation_is_explained_in_its_own_language() -> None:
    said = answer("Official text, in French:\n« Les mutuelles, le travail décent. » [1]", citation(language="fr"))
    shown = conversation.render("en", [Exchange("q", said)])
    assert TERM.findall(shown) == ["mutuelles", "travail décent"]
    assert '<span class="quote" lang="fr">' in shown


def test_an_answer_off_the_glossary_is_flagged_beneath() -> None:
    said = answer("It is the social and supportive economy. [1]", citation(status="note"))
    shown = conversation.render("fr", [Exchange("q", said)])
    assert "Ce n’est pas le terme officiel\u00a0:" in shown
    assert "social and supportive economy → social and solidarity economy" in shown
    assert "Explication\u00a0: Conclusions concernant le travail décent" in shown
    assert "term-flags" not in conversation.render("en", [Exchange("q", answer("The SSE. [1]", citation()))])


def test_a_refusal_is_not_flagged() -> None:
    refusal = Answer("?", "en", "extractive", AnswerStatus.OUT_OF_SCOPE, "durable enterprises")
    assert "term-flags" not in conversation.render("en", [Exchange("q", refusal)])


# The page -----------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_terms_under_a_letter(alinea: Assistant) -> None:
    found = alinea.glossary(language="fr")
    shown = term_list.render("fr", found, "E")
    names = [html.unescape(each).strip() for each in re.findall(r'<h3 lang="fr">([^<]*)', shown)]
    assert "économie sociale et solidaire" in names
    assert all(name.lower().startswith(("e", "é", "ê")) for name in names)
    assert 'data-letter="E" aria-pressed="true"' in shown
    everything = term_list.render("fr", found, "")
    assert everything.count("<h3") == len(found.terms)


def test_without_a_letter_the_first_is_shown_and_within_a_subject_all(alinea: Assistant) -> None:
    found = alinea.glossary(language="en")
    first = term_list.render("en", found, None)
    assert 1 < first.count("<h3") < 60
    assert 'data-letter="A" aria-pressed="true"' in first
    assert term_list.render("en", found, "Ω") == first
    assert '<p class="actions"></p>' in term_list.render("en", found, "")  # hidden where it is empty
    assert term_list.render("en", found, None, filtered=True).count("<h3") == len(found.terms)


def test_a_paragraph_that_is_loaded_can_be_opened_and_another_is_named(alinea: Assistant) -> None:
    shown = term_list.render("en", alinea.glossary("SSE Academy"), None)
    assert 'data-document="ilo-social-economy-academy" data-locator="¶4"' in shown
    shown = term_list.render("fr", alinea.glossary("coopérative", language="fr"), None)
    assert "R193, paragr.\u00a02 (document non chargé\u00a0; numéro de paragraphe à confirmer)" in shown


def test_the_nearest_terms_are_said_to_be_that(alinea: Assistant) -> None:
    shown = term_list.render("en", alinea.glossary("decnt wrok"), None)
    assert "There is no such term. The nearest:" in shown
    assert "decent work" in shown
    assert "none like it" in term_list.render("en", alinea.glossary("zzzzz"), None)


def test_what_vouches_for_a_term_is_told(alinea: Assistant) -> None:
    assert "Seen in published texts in all three languages." in term_list.render(
        "en", alinea.glossary("decent work"), None
    )
    assert "to be confirmed" in term_list.render("en", alinea.glossary("living wage"), None)


def test_a_glossary_that_cannot_be_read_is_not_an_empty_one() -> None:
    shown = term_list.render("en", LibraryFailure(path="library.sqlite", detail="locked"), None)
    assert "locked" in shown
    assert "no such term" not in shown


@given(HOSTILE, LANGUAGES)
def test_the_page_is_harmless(text: str, language: str) -> None:
    name = TermName(text, text, (text, text), seen=False)
    place = TermPlace(text, text, text, loaded=True, seen=False)
    entry = TermEntry(text or "x", text, {"en": name, "fr": name, text: name}, place)
    for status in GlossaryStatus:
        assert_harmless(term_list.render(language, GlossaryFound(text, language, status, 1, (entry,)), text[:1]))

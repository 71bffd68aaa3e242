"""The page of a paragraph: what an address leads to, what stands there, and that none of it can do harm."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from assistant.ask.types import Answer
from assistant.cite.types import Cited
from assistant.find.types import Found, Unresolved
from assistant.permalinks import Permalink
from assistant.service import Assistant
from assistant.session import Engine, Session
from assistant.types import PlaceId
from assistant.ui.pages import ask, read
from assistant.ui.parts import context_panel, hits, read_target, renditions, sought
from assistant.ui.parts.conversation import Exchange, render_sources
from assistant.ui.parts.read_target import MalformedAddress, PartialTarget
from corpus.errors import UnknownDocument
from corpus.types import Language, Status
from index.errors import MissingIndex
from tests.assistant.ui.test_parts import ALLOWED, assert_harmless
from tests.world import plan
from tests.world.plan import HOSTILE
from tests.world.staged import Staged

ALLOWED |= {"nav"}
HERE = Permalink("plan", "13", Language.FR)


def texts(shown: str) -> list[tuple[str, str]]:
    """Return the language and the first word of each text shown."""
    return re.findall(r'<div class="text" lang="(..)">(?:<span class="marker">[^<]*</span> )?(\w+)', shown)


def test_an_address_leads_to_a_paragraph_or_is_said_to_be_none() -> None:
    assert read_target.target_of_address("#/p/plan/13?lang=fr") == HERE
    assert read_target.target_of_address("#/p/plan/13%28a%29") == Permalink("plan", "13(a)")
    for address in ("", "#/p/", "#/q/plan", f"#/p/{'x' * 2000}", "#/p/%ff/1", None, 3, {"path": "/etc/passwd"}):
        assert isinstance(read_target.target_of_address(address), MalformedAddress)


def test_a_paragraph_stands_with_its_items_in_both_languages_the_one_to_read_first(staged: Staged) -> None:
    staged.hold(plan.texts(Status.NOTE))
    shown = read.render(staged, "en", HERE)
    assert texts(shown) == [("fr", "Trois"), ("en", "Three"), ("fr", "Les"), ("en", "Figures")]
    assert texts(read.render(staged, "en", Permalink("plan", "13")))[0] == ("en", "Three")
    assert "official text" in shown
    assert "unofficial note; the official text prevails" in shown
    assert 'data-link="#/p/plan/13?lang=fr"' in shown
    assert 'href="#/p/plan/12?lang=fr">Before: para. 12</a>' in shown
    assert 'href="#/p/plan/14?lang=fr">Next: para. 14</a>' in shown
    assert shown.count('<li aria-current="true">') == 1
    assert "texte officiel" in read.render(staged, "fr", HERE)


def test_a_row_is_shown_by_its_columns_under_their_names(staged: Staged) -> None:
    whole = staged.parallel(PlaceId("plan", "13"))
    object.__setattr__(whole.rows[0].texts["fr"], "columns", (("Livrable", "Un <b>manuel</b>"), ("Délais", "2028")))
    shown = renditions.table(whole, "en")
    assert "<dt>Livrable</dt><dd>Un &lt;b&gt;manuel&lt;/b&gt;</dd><dt>Délais</dt><dd>2028</dd>" in shown


def test_what_cites_a_paragraph_stands_beneath_it(staged: Staged) -> None:
    shown = read.render(staged, "en", HERE)
    assert "“paragraph 13”" in shown
    assert 'data-document="plan" data-locator="12"' in shown
    assert "“paragraph 13”" not in read.render(staged, "en", Permalink("plan", "14"))


def test_what_a_version_lacks_is_said_in_its_column_and_as_a_warning(staged: Staged) -> None:
    shown = read.render(staged, "en", Permalink("plan", "14"))
    assert "Not in the English version" in shown
    assert "The versions do not agree here" in shown
    assert "para. 14: in the official text in French, but not in the official text in English." in shown
    assert "The versions do not agree" not in read.render(staged, "en", HERE)


def test_a_wrong_place_says_what_there_is_and_offers_what_is_near(staged: Staged) -> None:
    place = read.render(staged, "en", Permalink("plan", "99"))
    assert "There is no para. 99 in Plan for community cooperatives (Plan). It has: paras 12 to 14." in place
    assert 'href="#/p/plan/14">para. 14</a>' in place
    document = read.render(staged, "fr", Permalink("plam", "13"))
    assert "plam" in document
    assert 'href="#/p/plan"><span lang="fr">Plan pour les coopératives de proximité</span></a>' in document
    assert "not the address of a paragraph" in read.render(staged, "en", MalformedAddress())
    staged.broken = True
    assert "damaged" in read.render(staged, "en", HERE)


def test_all_the_places_of_a_reference_can_be_read_and_survive_a_reload(staged: Staged) -> None:
    wanted = read_target.target_of_reference(staged, "Plan, paras 12, 13 and 14", "en")
    assert isinstance(wanted, Permalink)
    assert (wanted.locator, wanted.among) == ("12", ("12", "13", "14"))
    shown = read.render(staged, "en", Permalink("plan", "13", None, ("12", "13", "14")))
    assert "Place 2 of 3:" in shown
    assert '<strong aria-current="page">para. 13</strong>' in shown
    (address,) = re.findall('data-link="([^"]+)"', shown)
    assert read_target.target_of_address(address.replace("&amp;", "&")) == Permalink(
        "plan", "13", Language.EN, ("12", "13", "14")
    )
    assert 'href="#/p/plan/14?lang=en&amp;of=12&amp;of=13&amp;of=14">para. 14</a>' in shown
    assert 'data-copy="/#/p/plan/13?lang=en"' in shown  # what is copied is the paragraph alone
    assert "Place 1 of" not in read.render(staged, "en", Permalink("plan", "13", None, ("13", "99")))


def test_what_is_missing_of_several_places_is_told_above_the_others(staged: Staged) -> None:
    wanted = read_target.target_of_reference(staged, "Plan, paras 13, 14 and 15", "en")
    assert isinstance(wanted, PartialTarget)
    shown = read.render(staged, "en", wanted, push=True)
    assert "There is no para. 15 in Plan for community cooperatives (Plan)." in shown
    assert "data-push" in shown


def test_more_places_than_an_address_holds_are_told(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_target, "LONGEST", 35)
    wanted = read_target.target_of_reference(staged, "Plan, paras 12, 13 and 14", "en")
    assert isinstance(wanted, PartialTarget)
    assert wanted.link.among == ("12", "13")
    assert "More places were asked for (3) than an address can hold: here are the first 2." in wanted.message


def test_a_typed_reference_that_leads_nowhere_is_said_to_be_one_and_the_address_is_taken_away(
    staged: Staged,
) -> None:
    cited = Cited("Plan, paragr. 99", "fr", "no_such_paragraph", "Il n’y a pas de paragr. 99.", "plan")
    shown = read.render(staged, "fr", cited, push=True)
    assert "Cette référence ne mène à aucun paragraphe" in shown
    assert "à cette adresse" not in shown
    assert "data-clear" in shown
    assert "data-clear" not in read.render(staged, "fr", Permalink("plan", "99"))


def test_a_document_to_be_fetched_is_told_with_the_page_to_fetch_it_on_not_a_command(staged: Staged) -> None:
    told = "Fetch it with “python app.py fetch r193”."
    cited = Cited("R193, 4", "en", "not_loaded", told, "r193", title="Recommendation 193")
    unresolved = Unresolved("not_loaded", told, "r193", "Recommendation 193")
    for shown in (
        read.render(staged, "en", cited, push=True),
        hits.render("en", Found("R193, 4", "en", 1.0, (), unresolved)),
        hits.render("en", replace(staged.find("figures"), reference=unresolved)),
    ):
        assert "Recommendation 193 is not among the documents loaded." in shown
        assert "python app.py" not in shown
        assert '<button type="button" class="link" data-tab="library" data-reveal="#catalogue">Open Documents' in shown
    assert "python" not in hits.summary("en", Found("R193, 4", "en", 1.0, (), unresolved))


def test_a_wrong_document_offers_the_likeliest_by_title_and_says_how_many_others_there_are(
    staged: Staged,
) -> None:
    nearest = (("r193", "Promotion of Cooperatives"), ("c087", "Freedom of Association"))
    many = UnknownDocument(document="nodoc", known="…", nearest=nearest, others=99)
    shown = read.render(staged, "fr", many)
    assert "La bibliothèque ne contient pas de document «\u00a0nodoc\u00a0»." in shown
    assert re.findall(r'href="#/p/(\w+)">([^<]+)<', shown) == list(nearest)
    assert re.search(r'data-tab="library"[^>]*>et 99 autres documents<', shown)
    empty = read.render(staged, "en", UnknownDocument(document="x", known="—", nearest=(), others=0))
    assert "The library is empty" in empty
    assert 'data-tab="library"' in empty


def test_what_is_broken_is_not_said_to_be_absent(staged: Staged) -> None:
    shown = read.render(staged, "en", MissingIndex(path="index"))
    assert "No paragraph" not in shown
    assert "There is no index at index." in shown


def test_a_reference_in_the_box_opens_its_place(staged: Staged) -> None:
    assert read_target.target_of_reference(staged, " Plan, para. 13 ", "en") == Permalink("plan", "13")
    assert read_target.target_of_reference(staged, "  ", "en") is None
    assert isinstance(read_target.target_of_reference(staged, "the weather", "en"), Cited)
    assert not isinstance(read_target.target_of_reference(staged, {"path": "x"}, "en"), Permalink)


@given(st.one_of(st.text(max_size=60), st.just(HOSTILE)), st.sampled_from(["en", "fr"]))
def test_nothing_asked_for_can_do_harm(hostile: Assistant, text: str, language: str) -> None:
    for wanted in (
        Permalink(text or "x", text or None), Permalink("plan", text), HERE, Permalink("plan", "14"),
        MalformedAddress(), Permalink("plan", "13", None, ("13", text)), PartialTarget(HERE, text),
        Cited(text, language, "not_a_reference", text),
        UnknownDocument(document=text, known=text, nearest=((text, text),), others=3),
        Cited(text, language, "not_loaded", text, text, title=text),
    ):  # fmt: skip
        assert_harmless(read.render(hostile, language, wanted))


# Other languages beside a hit, a source and a paragraph in its context ---------------------------------------------


def test_a_hit_is_in_the_readers_language_with_the_text_to_rely_on_beside_it(staged: Staged) -> None:
    staged.hold(plan.texts(Status.NOTE))
    found = staged.find("figures on cooperatives", document="plan")
    english = hits.render("en", found)
    assert found.language == "en"
    assert texts(english)[:2] == [("en", "Three"), ("fr", "Trois")]
    assert '<div class="languages several">' in english
    assert '<details class="rendition">' not in english
    french = hits.render("fr", staged.find("statistiques"))
    assert texts(french)[0][0] == "fr"
    assert '<details class="rendition"><summary>Le même paragraphe en anglais</summary>' in french


def test_the_sources_of_an_answer_open_beside_their_other_languages(staged: Staged) -> None:
    (answer,) = ask.replies(staged, "What are the three goals?", "en", [])
    assert isinstance(answer, Answer)
    assert answer.parallels.keys() == {("plan", "13"), ("plan", "13(a)")}
    shown = render_sources("en", [Exchange("What goals?", answer)])
    assert shown.count("The same paragraph in French") == 2
    assert texts(shown) == [("fr", "Trois"), ("fr", "Les")]


def test_an_answer_and_its_sources_are_shown_from_one_reading_of_the_library(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, whole = [], Engine.session

    def session(engine: Engine, reader: Language = Language.EN) -> AbstractContextManager[Session]:
        readings.append(reader)
        return whole(engine, reader)

    monkeypatch.setattr(Engine, "session", session)
    (answer,) = ask.replies(staged, "What are the three goals?", "en", [])
    render_sources("en", [Exchange("What goals?", answer)])
    assert isinstance(answer, Answer) and len(answer.citations) > 1
    assert len(readings) == 1
    context_panel.open_paragraph(staged, {"document": "plan", "locator": "13", "language": "en"})
    assert len(readings) == 2


def test_a_paragraph_in_its_context_has_its_other_languages_beside_it(staged: Staged) -> None:
    opened = context_panel.open_paragraph(staged, {"document": "plan", "locator": "13(a)", "language": "fr"})
    shown = context_panel.render("en", opened)
    assert shown.count('<details class="rendition">') == 1
    assert texts(shown) == [("en", "Figures")]
    assert 'href="#/p/plan/13%28a%29?lang=fr">Open the page of this paragraph</a>' in shown


def test_a_chapeau_without_words_is_shown_by_its_items(staged: Staged) -> None:
    whole = staged.parallel(PlaceId("plan", "13"))
    first = whole.rows[0]
    for text in first.texts.values():
        object.__setattr__(text, "text", "")
    (other,) = renditions.others_of(whole, "en", "fr")
    assert "Figures are published" in other


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"quote": "at a cost of 4.2 million dollars"}, ["at a cost of 4.2 million dollars"]),
        ({"quote": "(a) Figures are published\nNothing of this kind"}, ["Figures are published"]),
        ({"query": "cost of figures"}, ["Figures", "cost"]),
        ({"quote": "Nothing of this kind"}, []),
        ({"quote": "x" * 3000}, []),
        ({}, []),
    ],
)
def test_what_was_sought_is_marked_in_the_paragraph_alone(
    staged: Staged, asked: dict[str, str], words: list[str]
) -> None:
    address = {"document": "plan", "locator": "13(a)", "language": "en"} | asked
    shown = html.fromstring(context_panel.render("en", context_panel.open_paragraph(staged, address), address))
    assert shown.xpath("//mark/text()") == words
    assert len(shown.xpath("//*[@aria-current]//mark")) == len(words)


def test_a_paragraph_quoted_whole_is_not_marked_over_and_over() -> None:
    assert sought.marked("Figures are published.", {"quote": "Figures are published."}) == "Figures are published."
    assert sought.marked("a <b> c", {"quote": "<b>"}) == "a <mark>&lt;b&gt;</mark> c"

"""What the web app shows is safe whatever it is given, and says what it should."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assistant.ask.types import Answer, AnswerStatus
from assistant.documents.types import Added, AddedDocument, AddError, DocumentSummary, VersionSummary
from assistant.find.types import Found, FoundHit
from assistant.read.types import Context, ContextParagraph, Parallel, ParallelRow, ParallelText
from assistant.renditions import FoundRendition
from assistant.types import Citation
from assistant.ui.localized import html as sent
from assistant.ui.parts import context_panel, conversation, document_table, hits, markup
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.document_table import Action, Done
from corpus.errors import EmptyDocument, LibraryFailure
from corpus.types import Document, Status, Title, Vouched, VouchedBy
from index.errors import DamagedIndex

# Text as attackers write it: tags, attributes, templates of JavaScript and of Handlebars, Markdown, and anything else.
HOSTILE = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            ["<img src=x onerror=alert(1)>", "<script>", "</p>", '"', "'", "onclick=x", "${x}", "{{x}}", "{0}",
             "{x.__class__}", "](javascript:x)", "&lt;", "<", ">", "&", "é", "e\u0301", "\u202e", "\x00", " ",
             "coopérative", "[1]"]
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip
LANGUAGES = st.sampled_from(["en", "fr"])

ALLOWED = {
    "a", "article", "blockquote", "button", "caption", "details", "div", "h2", "h3", "header", "li", "mark", "ol", "p",
    "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Page(HTMLParser):
    """The tags and attributes a browser would see."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def assert_harmless(source: str) -> None:
    """Only our own tags, no handler, no address but https."""
    page = Page(source)
    assert set(page.tags) <= ALLOWED
    for name, value in page.attributes:
        assert re.fullmatch(r"[a-z-]+", name), name
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style", "formaction")
        assert name != "href" or (value or "").startswith(("https://", "#/p/"))
        assert name != "lang" or re.fullmatch(r"[a-z]{2,3}", value or "")


def citation(text: str = "Three goals are set.", **changes: object) -> Citation:
    values: dict[str, object] = {
        "n": 1, "document": "plan", "symbol": "CP.7/2", "title": "Plan", "locator": "13", "citation": "Plan, para. 13",
        "language": "en", "status": "official", "quote": text, "verified": True, "page": 4, "url": "https://www.ilo.org/x",
    }  # fmt: skip
    return Citation(**(values | changes))  # type: ignore[arg-type]


def answer(
    text: str, *citations: Citation, status: AnswerStatus = AnswerStatus.ANSWERED, language: str = "en"
) -> Answer:
    return Answer("What goals?", language, "extractive", status, text, citations, 5.0)


def hit(text: str, **changes: object) -> FoundHit:
    values: dict[str, object] = {
        "rank": 1, "score": 1.0, "document": "plan", "symbol": "CP.7/2", "title": "Plan", "kind": "report",
        "locator": "13", "citation": "Plan, para. 13", "language": "en", "status": "official",
        "heading": ("Part II", "Figures"), "page": 4, "text": text, "url": None, "renditions": {},
    }  # fmt: skip
    return FoundHit(**(values | changes))  # type: ignore[arg-type]


# Escaping and highlighting --------------------------------------------------------------------------------------


@given(HOSTILE, HOSTILE)
def test_highlighting_adds_marks_and_changes_nothing_else(text: str, query: str) -> None:
    shown = markup.highlight(text, query)
    assert html.unescape(re.sub("</?mark>", "", shown)) == html.unescape(html.escape(text))
    assert set(Page(shown).tags) <= {"mark"}


def test_highlighting_sees_through_case_accents_and_endings() -> None:
    shown = markup.highlight("Les COOPERATIVES et la coopération ; une coopérative agricole.", "coopérative")
    assert re.findall("<mark>(.*?)</mark>", shown) == ["COOPERATIVES", "coopération", "coopérative"]


def test_highlighting_leaves_function_words_and_lookalikes_alone() -> None:
    shown = markup.highlight("What is the cost of the plan? The planet pays.", "What is the cost of the plan?")
    assert re.findall("<mark>(.*?)</mark>", shown) == ["cost", "plan"]


def test_an_accent_written_apart_stays_with_its_letter() -> None:
    assert markup.highlight("coope\u0301rative", "coopérative") == Markup("<mark>coope\u0301rative</mark>")


def test_a_quotation_wears_the_marks_of_its_own_language() -> None:
    assert markup.quotation("Trois buts.", "fr") == '<blockquote lang="fr">«\u00a0Trois buts.\u00a0»</blockquote>'
    assert markup.quotation("Three goals.", "en") == '<blockquote lang="en">“Three goals.”</blockquote>'
    assert markup.quotation("Tres metas.", "es") == '<blockquote lang="es">«Tres metas.»</blockquote>'


@pytest.mark.parametrize(
    ("title", "reference", "place"),
    [
        ("Plan for cooperatives", "Plan, para. 13", "Plan for cooperatives, Plan, para. 13"),
        ("Harbour Act", "Harbour Act, s. 3(1)", "Harbour Act, s. 3(1)"),  # without a symbol, cited by its title
        ("Harbour", "Harbour Act, s. 3(1)", "Harbour, Harbour Act, s. 3(1)"),
        ("", "Harbour Act, s. 3(1)", "Harbour Act, s. 3(1)"),
    ],
)
def test_what_is_pasted_names_its_document_once(title: str, reference: str, place: str) -> None:
    assert markup.pasted("Three goals.", "en", (title, reference), "official") == f"“Three goals.” ({place})"
    added = markup.pasted("Three goals.", "en", (title, reference), "added")
    assert added == f"“Three goals.” ({place}, added text, not confirmed as official)"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://www.ilo.org/",
        "https://",
        "https://[x",
        "https://user@ilo.org/",
        "//x.org",
        "x",
        "",
    ],
)
def test_only_plain_https_addresses_become_links(url: str) -> None:
    assert markup.site_link(url, "en") == ""


def test_a_link_names_its_host_and_tells_it_nothing() -> None:
    link = markup.site_link("https://www.ilo.org/plan?a=1&b=2", "en")
    assert 'href="https://www.ilo.org/plan?a=1&amp;b=2"' in link
    assert 'rel="noopener noreferrer"' in link
    assert ">On ilo.org" in link


def test_plain_text_is_escaped_on_its_way_to_gradio_and_safe_html_is_not() -> None:
    assert sent("<b>") == "&lt;b&gt;"
    assert sent(Markup("<b>")) == "<b>"
    assert sent({"value": 1}) == {"value": 1}


# Every page, with hostile content -----------------------------------------------------------------------------


@given(HOSTILE, LANGUAGES)
def test_the_conversation_is_harmless(text: str, language: str) -> None:
    source = citation(
        text, title=text, citation=text, document=text, locator=text, language=text, status=text, url=text
    )
    exchanges = [
        Exchange(text, answer(f"{text} [1]\n- {text}", source, language=text)),
        Exchange(text, answer(text, status=AnswerStatus.OUT_OF_SCOPE)),
        Exchange(text, DamagedIndex(path=text, detail=text)),
        Exchange(text),
    ]
    assert_harmless(conversation.render(language, exchanges))
    assert_harmless(conversation.render_sources(language, exchanges, 0))
    for last in range(1, 5):
        assert_harmless(str(sent(conversation.announcement(language, exchanges[:last]))))


@given(HOSTILE, LANGUAGES)
def test_the_results_are_harmless(text: str, language: str) -> None:
    other = {text: FoundRendition(text, text, None), "fr": FoundRendition(text, text, 2)}
    found = hit(text, document=text, title=text, kind=text, locator=text, citation=text, language="en", status=text,
                heading=(text,), url=text, renditions=other)  # fmt: skip
    for outcome in (Found(text, None, 1.0, (found,)), Found(text, None, 1.0, ()), DamagedIndex(path=text, detail=text)):
        assert_harmless(hits.render(language, outcome))


@given(HOSTILE, LANGUAGES)
def test_the_context_is_harmless(text: str, language: str) -> None:
    paragraph = ContextParagraph(text, text, text, text, (text,), text, True)
    texts = {code: ParallelText(text, text, (text,), None, text) for code in (text, "fr")}
    row = ParallelRow(text, text, text, 0, texts)
    parallel = Parallel(text, text, text, text, text, ("fr", text), (), (row,), ())
    context = Context(text, text, text, text, text, text, text, (paragraph,), (text, "fr"), parallel)
    assert_harmless(context_panel.render(language, context))


@given(HOSTILE, LANGUAGES)
def test_the_library_is_harmless(text: str, language: str) -> None:
    version = VersionSummary(text, text, text, 1, 2, (text,))
    document = DocumentSummary(text, text, text, text, text, text, text, (version,))
    assert_harmless(document_table.render(language, [document]))
    assert_harmless(document_table.render(language, [document], Action("remove", text)))
    added = AddedDocument(text, text, text, 1, 2, (text, text), (text,), text, {text: 1})
    assert_harmless(document_table.render_report(language, Added((added,), (AddError(text, text),))))
    assert_harmless(document_table.render_report(language, Done(Action("confirm", text, text), text)))


# What the pages say ----------------------------------------------------------------------------------------------


def test_a_numbered_reference_opens_its_source_and_one_without_a_source_stays_text() -> None:
    shown = conversation.render("en", [Exchange("Goals?", answer("Three goals [1].\nSee also [7].", citation()))])
    assert 'data-document="plan" data-locator="13" data-language="en"' in shown
    assert shown.count('class="ref"') == 1
    assert "See also [7]" in shown


def test_every_term_of_a_sum_is_a_button_to_its_source() -> None:
    said = answer("The objectives add up: US$2 million [1] + US$3 million [2] = US$5 million [3].",
                  citation(), citation(n=2, locator="14"), citation(n=3, locator="15"))  # fmt: skip
    shown = conversation.render("en", [Exchange("What does it cost?", said)])
    assert re.findall(r'data-locator="(\d+)"[^>]*>(\d)</button>', shown) == [("13", "1"), ("14", "2"), ("15", "3")]


def test_a_number_in_the_words_of_a_document_belongs_to_them() -> None:
    named = citation(n=2, locator="14", title="The register [1]", quote="as note [1] of the register says, three goals")
    said = answer("The register [1] says: “Three goals [1]” [2]\nas note [1] of the register says, three goals [2]",
                  citation(), named)  # fmt: skip
    shown = conversation.render("en", [Exchange("Goals?", said)])
    assert re.findall(r'data-locator="(\d+)"[^>]*>(\d)</button>', shown) == [("14", "2"), ("14", "2")]
    assert "“Three goals [1]”" in shown


def test_a_title_that_the_reference_already_gives_is_not_said_again() -> None:
    assert markup.title_beside("Plan, para. 13", "Plan") == ""
    assert markup.title_beside("GB.346, para. 13", "Plan") == '<p class="title">Plan</p>'


def test_a_stage_is_told_in_the_language_of_the_page_and_a_file_by_its_own_name() -> None:
    assert document_table.stage("keywords", "fr") == "Indexation par les mots"
    assert document_table.stage("my_plan.pdf", "fr") == "my_plan.pdf"


def test_a_refused_file_is_named_once_under_a_heading_in_the_language_of_the_page() -> None:
    path = "/srv/uploads/3f/plan.pdf"
    problem = AddError(path, EmptyDocument(path=path).phrase)
    shown = document_table.render_report("fr", Added((), (problem,)))
    assert "Fichier refusé" in shown
    assert shown.count("plan.pdf") == 1
    assert "<strong>plan.pdf</strong> ne contient aucun texte." in shown


def test_a_quote_inside_an_answer_is_in_the_language_of_its_source() -> None:
    said = answer("Official text, in French: « Trois buts. » [1]", citation(language="fr"), language="en")
    shown = conversation.render("en", [Exchange("Goals?", said)])
    assert '<div class="text" lang="en">' in shown
    assert '<span class="quote" lang="fr">« Trois buts. »</span>' in shown


def test_our_own_note_is_not_shown_as_a_quotation() -> None:
    shown = conversation.render_sources("en", [Exchange("q", answer("a [1]", citation(status="note")))])
    assert "<blockquote" not in shown
    assert "data-copy" not in shown
    assert "Our own summary, not a quotation" in shown


def test_words_that_were_not_verified_are_not_shown_as_a_quotation() -> None:
    shown = conversation.render_sources("en", [Exchange("q", answer("a [1]", citation(verified=False)))])
    assert "<blockquote" not in shown
    assert "Not verified" in shown
    assert "data-copy" not in shown


def test_a_note_is_never_passed_off_as_the_official_text() -> None:
    exchanges = [Exchange("q", answer("a [1]", citation(status="note")))]
    assert "unofficial note; the official text prevails" in conversation.render_sources("en", exchanges)
    assert "le texte officiel fait foi" in conversation.render_sources("fr", exchanges)


def test_a_broken_index_is_never_reported_as_nothing_found() -> None:
    broken = DamagedIndex(path="index/7", detail="vectors.npy")
    shown = hits.render("en", broken)
    assert "damaged" in shown
    assert "No paragraph matches" not in shown
    assert "est endommagé" in hits.render("fr", broken)
    assert "No paragraph matches “x”" in hits.render("en", Found("x", "en", 1.0, ()))


def test_a_library_that_cannot_be_read_is_not_an_empty_one() -> None:
    shown = document_table.render("en", LibraryFailure(path="library.sqlite", detail="locked"))
    assert "locked" in shown
    assert "No document is loaded" not in shown


def test_other_renditions_are_folded_under_a_result() -> None:
    french = FoundRendition("official", "Trois buts.", 4)
    shown = hits.render("en", Found("goals", "en", 1.0, (hit("Three goals.", renditions={"fr": french}),)))
    assert "The same paragraph in French" in shown
    assert '<div class="text" lang="fr">Trois buts.</div>' in shown


def test_a_removal_is_confirmed_first() -> None:
    document = DocumentSummary("plan", "CP.7/2", "Plan", "report", None, None, "2022-11-01", ())
    asked = in_one_line(document_table.render("en", [document], Action("remove", "plan")))
    assert 'data-event="delete"' not in document_table.render("en", [document])
    assert 'data-event="delete" data-what="remove" data-document="plan"' in asked


def in_one_line(shown: str) -> str:
    """Return HTML without its line breaks."""
    return " ".join(shown.split())


def plan_with(*versions: VersionSummary) -> DocumentSummary:
    """Return a document with versions."""
    return DocumentSummary("plan", "CP.7/2", "Plan", "report", None, None, "2022-11-01", versions)


ADDED_FR = VersionSummary("fr", Status.ADDED, "plan.fr.pdf", 1, 2, ("Page 3 holds no text.",))
FETCHED = Vouched(VouchedBy.FETCHED, "2026-11-30T10:00:00+00:00", address="https://www.ilo.org/plan.pdf")
CONFIRMED = Vouched(VouchedBy.CONFIRMED, "2026-12-01T10:00:00+00:00", name="Ada")


def test_each_version_says_what_vouches_for_it() -> None:
    fetched = VersionSummary("en", Status.OFFICIAL, "plan.pdf", 1, 2, (), FETCHED)
    confirmed = VersionSummary("es", Status.OFFICIAL, "plan.es.pdf", 1, 2, (), CONFIRMED)
    shown = document_table.render("en", [plan_with(fetched, confirmed, ADDED_FR)])
    assert "Fetched from www.ilo.org on 30 November 2026." in shown
    assert "Confirmed by Ada on 1 December 2026." in shown
    assert "added text, not confirmed as official" in shown
    of_one = [re.findall(r'data-what="(\w+)"', row) for row in shown.split("<li><span")[1:]]
    assert of_one == [
        ["correct", "remove_text"],
        ["withdraw", "correct", "remove_text"],
        ["confirm", "correct", "remove_text", "remove"],
    ]
    nobody = document_table.render("en", [plan_with(replace(confirmed, vouched=replace(CONFIRMED, name="")))])
    assert "Confirmed on 1 December 2026 by whoever keeps this library." in nobody


def test_a_confirmation_says_first_what_it_means_and_a_removal_what_goes_with_it() -> None:
    note = VersionSummary("en", Status.NOTE, "plan.md", 1, 2, ())
    document = plan_with(ADDED_FR, note)
    asked = in_one_line(document_table.render("en", [document], Action("confirm", "plan", "fr")))
    assert "I answer for it that this is the official text: “Plan” (French)." in asked
    assert 'data-event="submit" data-what="confirm" data-document="plan" data-language="fr"' in asked
    assert "Our notes on it go too" in document_table.render("en", [document], Action("remove", "plan"))
    assert "Our notes on it go too" not in document_table.render("en", [plan_with(ADDED_FR)], Action("remove", "plan"))


def test_no_warning_is_folded_away() -> None:
    shown = document_table.render("en", [plan_with(ADDED_FR)])
    assert "Page 3 holds no text." in shown
    assert "<details" not in shown


def test_there_is_no_button_for_what_its_reader_may_not_do() -> None:
    shown = document_table.render("en", [plan_with(ADDED_FR)], Action("confirm", "plan", "fr"), permits=lambda _: False)
    assert "<button" not in shown


def test_the_report_does_not_tell_where_uploads_are_kept() -> None:
    problem = AddError("/srv/uploads/3f/plan.pdf", "/srv/uploads/3f/plan.pdf could not be read.")
    shown = document_table.render_report("en", Added((), (problem,)))
    assert "/srv" not in shown
    assert "could not be read." in shown


@pytest.mark.parametrize("asked", [{}, {"document": 3, "locator": []}, {"document": "x" * 400, "locator": "1"}])
def test_a_malformed_click_opens_nothing(asked: dict[str, object]) -> None:
    assert context_panel.open_paragraph(None, asked) is None  # type: ignore[arg-type]


def test_a_long_title_is_cut_between_words_and_never_what_follows_it() -> None:
    title = "An Order respecting the privileges and immunities of " + "the harbours and " * 10 + "the workshops"
    shown = str(markup.reference(f"{title}, s. 4(2)", title))
    assert shown.startswith(f'<span title="{title}">')
    assert shown.endswith("…</span>, s. 4(2)")
    words = shown.partition(">")[2].partition("…")[0]
    assert title.startswith(f"{words} ")
    assert len(words) < 120
    assert markup.reference("Plan, para. 12", "Plan") == "Plan, para. 12"
    assert markup.reference("CP.7/2, para. 12", title) == "CP.7/2, para. 12"
    assert "<img" not in markup.reference("<img src=x>" * 20 + ", s. 1", "<img src=x>" * 20)


def test_a_title_bears_the_language_it_is_in_and_an_identifier_none() -> None:
    law = Document("law", titles={"fr": "Loi sur les sociétés coopératives"})
    assert markup.title_beside("L. 7", law.titled("es")) == (
        '<p class="title"><span lang="fr">Loi sur les sociétés coopératives</span></p>'
    )
    assert re.match('<span title="[^"]*" lang="fr">Loi', markup.shortened(Title("Loi " * 60, "fr")))
    assert markup.reference("Loi sur les sociétés coopératives, art. 3", law.titled("es")).endswith("</span>, art. 3")
    assert markup.shortened(Document("law").titled("es")) == "law"
    summary = DocumentSummary("law", None, law.titled("es"), None, None, None, None, ())
    assert '<span class="title"><span lang="fr">Loi' in document_table.render("es", [summary])


def test_a_quotation_of_several_lines_is_marked_whole() -> None:
    said = answer("It says:\n“dogs, that is:\n(i) terriers;\nand no wolves;” [1]", citation())
    shown = conversation.render("en", [Exchange("Dogs?", said)])
    assert '<span class="quote" lang="en">“dogs, that is:\n(i) terriers;\nand no wolves;”</span>' in shown
    unclosed = conversation.render("en", [Exchange("Dogs?", answer("“dogs [1]\nno end", citation()))])
    assert unclosed.count("<p>") >= 2

"""The web app in a browser, over a made-up library: asking, finding, the library, languages, phones, attacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site
from tests.world import plan
from tests.world.plan import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]
LETTER = "\n\n".join([plan.LETTER.title("en"), *(f"{n}. {text}" for n, text in plan.LETTER_EN.items())])


def ask(page: Page, question: str) -> None:
    """Type a question and send it with the keyboard."""
    box = page.locator("#ask-question textarea")
    box.fill(question)
    box.press("Enter")


def search(page: Page, query: str, *, exact: bool = False) -> None:
    """Search from the page “Find”."""
    page.get_by_role("tab", name=re.compile("^(Find|Rechercher)$")).first.click()
    page.locator("#find-exact input").set_checked(exact)
    box = page.locator("#find-query textarea")
    box.fill(query)
    box.press("Enter")


@pytest.mark.parametrize(
    ("locale", "question", "place", "words", "status", "reference"),
    [
        # our own note is not put between quotation marks, the official text is
        ("en-GB", "What are the three goals?", ".unquoted", "Three goals are set", "unofficial note", "Plan, para. 13"),
        (
            "fr-FR",
            "Quels sont les trois buts ?",
            "blockquote",
            "«\u00a0Trois buts sont fixés",
            "texte officiel",
            "Plan, paragr. 13",
        ),
    ],
)
def test_an_answer_comes_with_its_source(
    site: Site, visit: Visit, locale: str, question: str, place: str, words: str, status: str, reference: str
) -> None:
    if place == ".unquoted":
        site.service.hold(plan.note())
    page = visit(site.url, locale)
    ask(page, question)
    source = page.locator("#ask-sources .source").first
    expect(source.locator(".reference")).to_have_text(reference)
    expect(source.locator(place)).to_contain_text(words)
    expect(source.locator(place)).to_have_attribute("lang", locale[:2])
    expect(source).to_contain_text(status)
    expect(page.locator(".answer .text")).to_have_attribute("lang", locale[:2])
    expect(page.locator("#ask-status[aria-live=polite], #ask-status [aria-live=polite]").first).to_contain_text(
        "2 sources"
    )


def test_a_reference_in_the_answer_opens_the_paragraph_in_its_context(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    ask(page, "What are the three goals?")
    reference = page.locator(".answer .ref").nth(1)
    reference.focus()
    reference.press("Enter")
    panel = page.locator("#ask-reading .reading")
    expect(panel).to_be_focused()
    expect(panel.locator("[aria-current=true]")).to_contain_text("4.2 million")
    expect(panel.locator(".paragraph")).to_have_count(3)
    panel.get_by_role("button", name="Read this in French").click()
    expect(panel.locator(".paragraphs")).to_have_attribute("lang", "fr")
    expect(panel.locator("[aria-current=true]")).to_contain_text("4,2 millions")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def test_on_a_wide_and_low_screen_the_sources_stay_beside_the_answer(site: Site, visit: Visit) -> None:
    page = visit(site.url, width=1440, height=420)
    for number in (1, 2, 3):
        ask(page, "What are the three goals?")
        expect(page.locator(".answer")).to_have_count(number)
    source, newest = page.locator("#ask-sources .source").first, page.locator(".turn").last
    expect(source).to_be_in_viewport()
    expect(newest.locator(".asked")).to_be_in_viewport()
    beside, answer = source.bounding_box(), newest.bounding_box()
    assert beside is not None
    assert answer is not None
    assert answer["x"] + answer["width"] <= beside["x"]
    assert beside["x"] + beside["width"] <= 1440


def test_a_follow_up_knows_what_was_asked_before_and_a_new_conversation_does_not(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    ask(page, "What are the three goals?")
    expect(page.locator(".answer")).to_have_count(1)
    ask(page, "And what do they cost?")
    expect(page.locator(".answer")).to_have_count(2)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "What are the three goals?")
    expect(page.locator(".answer")).to_have_count(1)
    assert [[turn.question for turn in history] for history in site.service.histories] == [
        [], ["What are the three goals?"], [],
    ]  # fmt: skip
    assert site.service.histories[1][0].citations[0].locator == "13"


def test_an_example_can_be_clicked(site: Site, visit: Visit) -> None:
    page = visit(site.url, "fr-FR")
    example = page.locator(".example").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".asked > p").first).to_have_text(question)
    expect(page.locator(".answer")).to_be_visible()


def test_a_refusal_and_a_broken_index_look_different(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    ask(page, "What is the weather?")
    expect(page.locator(".refusal h2")).to_have_text("Outside the scope of these documents")
    site.service.broken = True
    ask(page, "What are the three goals?")
    expect(page.locator(".problem")).to_contain_text("damaged")
    search(page, "cooperatives")
    expect(page.locator("#find-results .problem")).to_contain_text("damaged")
    expect(page.locator("#find-results")).not_to_contain_text("No paragraph matches")


def test_a_defect_ends_the_waiting_calmly(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    site.service.defective = True
    ask(page, "What are the three goals?")
    expect(page.locator("#ask-conversation .problem")).to_contain_text("Something unexpected happened")
    expect(page.locator(".waiting")).to_have_count(0)
    search(page, "cooperatives")
    expect(page.locator("#find-results .problem")).to_contain_text("Something unexpected happened")
    assert "Traceback" not in page.content()
    assert "defect of the test" not in page.content()


def test_results_show_the_words_found_and_the_other_language(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "cooperative in spring")
    first = page.locator(".hit").first
    expect(first.locator("mark").first).to_have_text("cooperative")
    first.get_by_text("The same paragraph in French").click()
    expect(first.locator("details .text")).to_have_attribute("lang", "fr")
    expect(first.locator("details .text")).to_be_visible()
    first.get_by_role("button", name="Read in context").click()
    expect(page.locator("#find-reading [aria-current=true]")).to_contain_text("register")


def test_a_filter_that_matches_nothing_finds_nothing(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "cooperatives", exact=True)
    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_label("Document", exact=True).click()
    page.get_by_role("option", name="Letter to the federations").click()
    expect(page.locator("#find-results .refusal")).to_contain_text("No paragraph matches “cooperatives”")


def test_the_language_switch_says_everything_again_and_is_remembered(site: Site, visit: Visit) -> None:
    site.service.hold(plan.note())
    page = visit(site.url)
    ask(page, "What are the three goals?")
    expect(page.locator(".answer")).to_be_visible()
    page.get_by_label("Français").check()
    expect(page.get_by_role("tab", name="Interroger").first).to_be_visible()
    expect(page.get_by_label("Votre question")).to_have_attribute(
        "placeholder", re.compile("En français, anglais ou espagnol")
    )
    expect(page.locator("#ask-sources")).to_contain_text("note non officielle")
    expect(page.locator(".answer .text")).to_contain_text("Three goals are set")
    page.wait_for_function("document.documentElement.lang === 'fr'")
    page.reload()
    expect(page.get_by_role("tab", name="Interroger").first).to_be_visible()
    expect(page.locator(".turn .asked")).to_contain_text("What are the three goals?")


def test_files_are_added_with_a_report_and_removed_after_a_question(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    site.service.remove("letter")
    page.get_by_role("tab", name="Documents").first.click()
    files = [{"name": "letter.txt", "mimeType": "text/plain", "buffer": LETTER.encode()},
             {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}]  # fmt: skip
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]
    report = page.locator("#library-report .report")
    expect(report).to_contain_text("1 file read · 1 file refused")
    expect(report).to_contain_text("scan.pdf")
    expect(page.locator("#library-table tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Remove “Letter to the federations”").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    assert "letter" in {document.id for document in site.service.library()}
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.locator("#library-table tbody tr")).to_have_count(1)
    expect(page.locator("#library-report")).to_contain_text("Removed: “Letter to the federations”.")


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_a_phone_never_scrolls_sideways(site: Site, visit: Visit, locale: str) -> None:
    page = visit(site.url, locale, width=390, height=844)
    site.service.hold(plan.titled("x" * 300))
    steps: list[Callable[[], object]] = [
        lambda: ask(page, "Quels sont les trois buts ?" + " y" + "z" * 200),
        lambda: page.locator(".answer .ref").first.click(),
        lambda: search(page, "statistiques sur les coopératives"),
        lambda: page.locator(".hit .link").first.click(),
        lambda: page.get_by_role("tab", name="Documents").click(),
    ]
    expected = ("#ask-sources .source", "#ask-reading .reading", ".hit", "#find-reading .reading", "table")
    for step, shown in zip(steps, expected, strict=True):
        step()
        page.locator(shown).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, shown


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_a_phone_shows_the_way_to_every_page(site: Site, visit: Visit, locale: str) -> None:
    page = visit(site.url, locale, width=390, height=844)
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(9)
    for number in range(8):
        tabs.nth(number).click()
        expect(tabs.nth(number)).to_have_attribute("aria-selected", "true")
        for place in (tab.bounding_box() for tab in tabs.all()):
            assert place is not None
            assert place["height"] >= 44
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= 390
    assert page.get_by_label("More tabs").count() == 0


def test_nothing_hostile_runs_or_calls_out(site: Site, visit: Visit) -> None:
    """In a question, a title, a heading, a paragraph and a file name; `visit` fails on any request to another host."""
    site.service.hold(plan.hostile())
    page = visit(site.url)
    ask(page, HOSTILE)
    expect(page.locator(".answer")).to_be_visible()
    ask(page, "Plan, para. 99")
    expect(page.locator(".refusal")).to_contain_text("onerror")
    ask(page, "What are the three goals?")
    page.locator("#ask-sources .source .link").first.click()
    expect(page.locator("#ask-reading")).to_contain_text("{{constructor}}")
    search(page, "cooperatives")
    expect(page.locator(".hit").last).to_contain_text("attacker.example")
    page.get_by_label("Document", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Documents").first.click()
    page.locator("#library-table .danger").last.click()
    expect(page.locator(".confirm")).to_contain_text("onerror")
    page.get_by_label("Français").check()
    expect(page.get_by_role("heading", name="Documents chargés")).to_be_visible()
    assert page.evaluate("window.__xss") is None
    assert page.locator(".gradio-container :is(.prose, .html-container) :is(img, script, iframe, svg)").count() == 0


def test_the_page_has_one_title_and_every_control_a_name(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    expect(page.locator("h1")).to_have_count(1)
    unnamed = page.locator("button:visible, input:visible, textarea:visible").evaluate_all(
        "all => all.filter(e => !(e.getAttribute('aria-label') || e.innerText.trim() || e.labels?.length"
        " || e.getAttribute('aria-labelledby') || e.title)).map(e => e.outerHTML)"
    )
    assert unnamed == []


def test_every_response_forbids_what_comes_from_elsewhere(site: Site, visit: Visit) -> None:
    response = visit(site.url).request.get(site.url)
    policy = response.headers["content-security-policy"]
    assert "img-src 'self' data: blob:" in policy
    assert "connect-src 'self'" in policy
    assert "object-src 'none'" in policy


def test_a_document_is_fetched_and_what_failed_is_told_calmly(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Documents").first.click()
    page.get_by_role("button", name="Fetch “Charter of the harbour”").click()
    report = page.locator("#catalogue-report .report")
    expect(report).to_contain_text("1 text fetched · 1 text could not be fetched")
    expect(report).to_contain_text("then add the file with “Add files…” above")
    expect(page.locator("#catalogue tbody")).to_contain_text("loaded")
    page.get_by_label("Français").check()
    expect(report).to_contain_text("Il n’y a rien à l’adresse https://www.ilo.org/charte.pdf")


def test_an_open_page_keeps_no_connection_that_other_tabs_would_wait_for(site: Site, visit: Visit) -> None:
    # A browser has six to a server: pages that each kept one would leave the seventh tab blank.
    page = visit(site.url).context.new_page()
    pending: set[str] = set()
    page.on("request", lambda request: pending.add(request.url))
    page.on("requestfinished", lambda request: pending.discard(request.url))
    page.on("requestfailed", lambda request: pending.discard(request.url))
    page.goto(site.url)
    page.locator("html[data-told]").wait_for(state="attached")
    ask(page, "What are the three goals?")
    expect(page.locator(".answer")).to_have_count(1)
    page.wait_for_timeout(500)
    assert pending == set()


def test_a_long_heading_is_cut_within_its_result(site: Site, visit: Visit) -> None:
    site.service.hold(plan.hostile("Strengthening the coherence of what cooperatives do " * 8))
    page = visit(site.url)
    search(page, "cooperatives")
    expect(page.locator("#find-results .hit").first).to_be_visible()
    right = page.locator("#find-results").bounding_box()
    hit = page.locator("#find-results .hit").first.bounding_box()
    assert right and hit and hit["x"] + hit["width"] <= right["x"] + right["width"] + 1

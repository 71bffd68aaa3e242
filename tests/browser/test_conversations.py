"""Conversations that the browser keeps, in a browser: loaded anew, two tabs, listed, renamed, deleted, asked again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from assistant.validation import LONGEST_QUESTION
from tests.browser.conftest import Site
from tests.browser.test_pages import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]

GOALS, COST = "What are the three goals?", "And what do they cost?"


def answered(page: Page, *questions: str) -> None:
    """Ask questions, one after the answer to another."""
    for question in questions:
        before = page.locator(".turn .meta").count()
        ask(page, question)
        expect(page.locator(".turn .meta")).to_have_count(before + 1)


def asked(page: Page) -> list[str]:
    """Return the questions of the conversation shown."""
    return page.locator(".turn .asked > p:not(.actions)").all_text_contents()


def test_a_reload_brings_the_conversation_back_and_the_server_keeps_none(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS, COST)
    page.reload()
    expect(page.locator(".turn .meta")).to_have_count(2)
    expect(page.locator("#ask-sources .source").first).to_be_visible()
    assert asked(page) == [GOALS, COST]
    answered(page, "And who pays?")
    assert [turn.question for turn in site.service.histories[-1]] == [GOALS, COST]


def test_a_conversation_is_kept_by_a_page_that_showed_a_paragraph(site: Site, visit: Visit) -> None:
    page = visit(f"{site.url}/#/p/plan/13")
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()
    page.get_by_role("tab", name="Ask").first.click()
    answered(page, GOALS)
    page.locator(".talks summary").click()
    expect(page.locator("#ask-talks [data-talk]")).to_have_text([GOALS])


def test_two_tabs_keep_their_own(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS)
    other = page.context.new_page()
    other.goto(site.url)
    expect(other.locator(".welcome")).to_be_visible()
    answered(other, COST)
    for each, question in ((page, GOALS), (other, COST)):
        each.reload()
        expect(each.locator(".turn .meta")).to_have_count(1)
        assert asked(each) == [question]
        expect(each.locator("#ask-talks li")).to_have_count(2)


def test_a_tab_that_goes_on_with_what_another_has_gone_on_with_takes_nothing_from_it(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS)
    other = page.context.new_page()
    other.goto(site.url)
    other.locator(".talks summary").click()
    other.get_by_role("button", name=GOALS).click()
    expect(other.locator(".turn .meta")).to_have_count(1)
    answered(page, COST)
    answered(other, "And who pays?")
    assert asked(page) == [GOALS, COST]
    assert asked(other) == [GOALS, "And who pays?"]
    expect(other.locator("#ask-talks li")).to_have_count(2)


def test_conversations_are_listed_renamed_and_deleted(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    expect(page.locator(".talks")).to_be_hidden()
    answered(page, GOALS)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    answered(page, COST)
    page.locator(".talks summary").click()
    rows = page.locator("#ask-talks li")
    expect(rows).to_have_count(2)
    expect(page.locator("#ask-talks [aria-current]")).to_contain_text(COST)
    rows.nth(1).get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the conversation").fill("Note for <b>Geneva</b>")
    page.keyboard.press("Enter")
    rows.nth(1).get_by_role("button", name="Note for <b>Geneva</b>").click()
    expect(page.locator(".turn .asked").first).to_contain_text(GOALS)
    assert asked(page) == [GOALS]
    rows.nth(1).get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#ask-talks .gone")).to_contain_text("“Note for <b>Geneva</b>” was deleted.")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(page.locator(".turn .asked").first).to_contain_text(GOALS)
    rows.nth(1).get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Delete all conversations").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Really delete all of them?").click()
    expect(page.locator(".talks")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('alinea-conversation'))") == []


def test_a_question_can_be_asked_again_in_other_words(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS, COST)
    page.get_by_role("button", name="Edit and ask again").first.click()
    box = page.locator("#ask-question textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value(GOALS)
    expect(page.locator("#ask-note")).to_contain_text("will be replaced")
    page.get_by_role("button", name="Leave it as it was").click()
    expect(box).to_have_value("")
    page.get_by_role("button", name="Edit and ask again").first.click()
    ask(page, "Which goals are set?")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn .meta")).to_have_count(1)
    assert asked(page) == ["Which goals are set?"]
    assert not site.service.histories[-1]
    page.reload()
    expect(page.locator(".turn .meta")).to_have_count(1)
    assert asked(page) == ["Which goals are set?"]


def test_a_question_sent_while_another_is_answered_waits_in_sight(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.evaluate("([first, second]) => { alinea.send(first); alinea.send(second); }", [GOALS, COST])
    expect(page.locator("#ask-queue li")).to_contain_text(COST)
    expect(page.locator(".turn .meta")).to_have_count(2)
    expect(page.locator("#ask-queue li")).to_have_count(0)
    assert asked(page) == [GOALS, COST]
    press = "document.querySelector('#ask-queue button').click();"  # at once: the answers are quick
    page.evaluate(f"([first, second]) => {{ alinea.send(first); alinea.send(second); {press} }}", [GOALS, COST])
    expect(page.locator("#ask-question textarea")).to_have_value(COST)
    expect(page.locator(".turn .meta")).to_have_count(3)


def test_what_has_no_answer_when_the_page_is_loaded_anew_is_there_to_be_asked(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS)
    page.route("**/queue/join?*", lambda route: None)  # no answer can come before the page is gone
    page.evaluate("(said) => { said.forEach((each) => alinea.send(each)); location.reload(); }", [COST, "Who pays?"])
    page.unroute("**/queue/join?*")
    queue = page.locator("#ask-queue li")
    expect(queue).to_have_count(2)
    expect(queue.first).to_contain_text(f"Not answered before the page was reloaded{COST}")
    expect(page.locator(".turn .meta")).to_have_count(1)
    queue.last.get_by_role("button", name="Take back").click()
    expect(page.locator("#ask-question textarea")).to_have_value("Who pays?")
    page.reload()
    expect(queue).to_have_count(1)
    page.get_by_role("button", name="Ask it now").click()
    expect(page.locator(".turn .meta")).to_have_count(2)
    expect(queue).to_have_count(0)
    assert asked(page) == [GOALS, COST]
    page.reload()
    expect(page.locator(".turn .meta")).to_have_count(2)
    expect(queue).to_have_count(0)


@pytest.mark.parametrize("damage", ["{broken", '{"name": "Goals", "rows": [null]}', '{"name": "Goals"}'])
def test_a_conversation_that_cannot_be_read_is_told_and_stays_until_it_is_deleted(
    site: Site, visit: Visit, damage: str
) -> None:
    page = visit(site.url, "fr-FR")
    answered(page, GOALS)
    page.locator("#ask-clear").click()
    expect(page.locator(".turn")).to_have_count(0)
    answered(page, COST)
    kept = page.evaluate("Object.keys(localStorage).find((key) => localStorage[key].includes('three goals'))")
    broken = page.evaluate("Object.keys(localStorage).find((key) => localStorage[key].includes('what do they cost'))")
    page.evaluate("([key, said]) => { localStorage[key] = said; location.reload(); }", [broken, damage])
    expect(page.locator("#ask-note")).to_contain_text("Une conversation illisible")
    page.locator(".talks summary").click()
    listed = page.locator("#ask-talks li")
    expect(listed).to_have_count(2)
    expect(listed.first).to_contain_text("Une conversation illisible")
    listed.first.get_by_role("button", name="Supprimer").click()
    expect(listed).to_have_count(1)
    page.get_by_role("button", name="Annuler la suppression").click()
    expect(listed).to_have_count(2)
    page.get_by_role("button", name=GOALS).click()
    expect(page.locator(".turn .meta")).to_have_count(1)
    answered(page, "And who pays?")
    assert page.evaluate("(key) => localStorage[key]", broken) == damage
    assert page.evaluate("(key) => JSON.parse(localStorage[key]).rows.length", kept) == 2
    listed.first.get_by_role("button", name="Supprimer").click()
    expect(listed).to_have_count(1)
    assert page.evaluate("(key) => localStorage.getItem(key)", broken) is None


def test_a_question_over_the_limit_is_refused_with_its_length_and_stays_in_the_box(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    long = "word " * (LONGEST_QUESTION // 5 + 1)
    box = page.locator("#ask-question textarea")
    box.fill(long)
    box.press("Enter")
    expect(page.locator("#ask-note")).to_contain_text(f"has {len(long.strip()):,} characters")
    expect(box).to_have_value(long)
    assert site.service.histories == []


def test_a_browser_that_gives_no_room_lets_one_ask_all_the_same(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    answered(page, GOALS, COST)
    assert asked(page) == [GOALS, COST]


def test_an_answer_is_copied_with_its_references(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, GOALS, COST)
    page.get_by_role("button", name="Copy the answer with its references").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Sources\n[1] Plan, para. 13" in copied
    assert "127.0.0.1" not in copied  # an address of this machine leads nobody else anywhere


@pytest.mark.parametrize(("button", "ending"), [("Word", ".docx"), ("Markdown", ".md"), ("JSON", ".json")])
def test_the_whole_conversation_is_taken_along(
    site: Site, visit: Visit, tmp_path: Path, button: str, ending: str
) -> None:
    page = visit(site.url)
    answered(page, GOALS, COST)
    menu = page.locator(".ask-foot").get_by_text("Save the whole conversation")
    menu.click()
    with page.expect_download() as saved:
        page.locator(".ask-foot").get_by_role("button", name=button).click()
    assert saved.value.suggested_filename == f"alinea-conversation-what-are-the-three-goals{ending}"
    saved.value.save_as(tmp_path / "saved")
    if ending == ".docx":
        said = "\n".join(each.text for each in docx.Document(str(tmp_path / "saved")).paragraphs)
    else:
        said = (tmp_path / "saved").read_text(encoding="utf-8")
    assert GOALS in said
    assert COST in said


def test_a_kept_answer_that_was_tampered_with_runs_nothing(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    answered(page, GOALS)
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((each) => each.startsWith('alinea-conversation:'));
            const talk = JSON.parse(localStorage[key]);
            const [row] = talk.rows;
            const hostile = '<img src=x onerror="window.__xss = 1"><svg onload="window.__xss = 1"></svg>'
                + '<a href="javascript:window.__xss = 1" onclick="window.__xss = 1" style="position: fixed">kept</a>';
            row.written = 'gone';
            talk.written = {[row.number]: {
                newest: `<div class="turn" data-turn="${row.number}">${hostile}</div>`, sources: hostile,
            }};
            localStorage[key] = JSON.stringify(talk);
        }"""
    )
    page.reload()
    expect(page.locator(".turn a")).to_have_text("kept")
    expect(page.locator("#ask-sources a")).to_have_text("kept")
    assert page.locator(":is(.turn, #ask-sources) :is(img, [onclick], [href], a[style], [onload])").count() == 0
    assert page.evaluate("window.__xss") is None

"""The page by keyboard alone: what is one stop, what Escape closes, where the focus goes, what is announced."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]

QUESTION = "What are the three goals?"
FOCUSED = "document.activeElement.closest('[data-tab-id]')?.dataset.tabId ?? document.activeElement.tagName"
# Every change of what is announced, in order.
LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector('#ask-status [role=status]');
  new MutationObserver(() => {
    const said = region.textContent.trim();
    if (said && said !== window.heard.at(-1)) window.heard.push(said);
  }).observe(region, {childList: true, subtree: true, characterData: true});
}"""


def press(page: Page, *keys: str) -> None:
    """Press keys, one after another."""
    for key in keys:
        page.keyboard.press(key)


def ask(page: Page) -> None:
    """Send a question by keyboard, and wait for its sources."""
    box = page.locator("#ask-question textarea")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator("#ask-sources .source")).not_to_have_count(0)


def is_kept(page: Page) -> bool:
    """Tell whether something has the focus, once what was taken away has settled."""
    page.wait_for_timeout(600)
    return bool(page.evaluate("document.activeElement !== document.body"))


@pytest.mark.parametrize(("locale", "words"), [("en-GB", "Skip to the page"), ("fr-FR", "Aller au contenu")])
def test_the_first_stop_leads_past_the_head(site: Site, visit: Visit, locale: str, words: str) -> None:
    page = visit(site.url, locale)
    press(page, "Tab")
    link = page.get_by_role("link", name=words)
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    press(page, "Enter", "Tab")
    expect(page.locator("#ask-question textarea")).to_be_focused()


def test_the_tabs_are_one_stop_and_arrows_go_through_them(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    expect(page.locator("[role=tab]:not([tabindex='-1'])")).to_have_count(1)
    page.locator("[role=tab][data-tab-id=ask]").focus()
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator("[role=tab][data-tab-id=paragraph]")).to_have_attribute("aria-selected", "true")
    assert page.evaluate(FOCUSED) == "paragraph"
    press(page, "ArrowLeft")
    expect(page.get_by_role("heading", name="Find a passage")).to_be_visible()
    press(page, "End")
    assert page.evaluate(FOCUSED) == "library"
    press(page, "ArrowRight")
    assert page.evaluate(FOCUSED) == "ask"
    press(page, "Home", "ArrowLeft")
    expect(page.locator("[role=tab]:not([tabindex='-1'])")).to_have_attribute("data-tab-id", "library")
    press(page, "Shift+Tab")
    assert page.evaluate("document.activeElement.type") == "radio"


def test_a_group_of_choices_is_one_stop_with_a_name(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("radiogroup", name="Language").get_by_label("English").focus()
    press(page, "ArrowLeft")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("radiogroup", name="Langue").get_by_label("Français")).to_be_focused()
    expect(page).to_have_title("Interroger – Alinéa")
    press(page, "Tab")
    assert page.evaluate(FOCUSED) == "ask"


@pytest.mark.parametrize(
    ("tab", "name", "chosen"), [("find", "Document", "letter"), ("compare", "Documents (all, if none is chosen)", "")]
)
def test_a_list_is_opened_and_chosen_from_by_keyboard(
    site: Site, visit: Visit, tab: str, name: str, chosen: str
) -> None:
    page = visit(site.url)
    page.goto(f"{site.url}/#/find?q=cooperatives")
    expect(page.locator(".hit")).not_to_have_count(0)
    page.locator(f"[role=tab][data-tab-id={tab}]").click()
    box = page.get_by_role("combobox", name=name, exact=True)
    box.focus()
    press(page, "ArrowDown", "ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("option"))
    under = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(under).to_have_role("option")
    expect(page.get_by_role("listbox", name=name, exact=True)).to_be_visible()
    press(page, "Enter")
    assert is_kept(page)
    if chosen:
        expect(page.locator("html")).to_have_attribute("data-told", "en")
        assert "document=" in page.url


def test_escape_closes_what_was_opened_and_goes_back_to_it(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    ask(page)
    reference = page.locator(".answer .ref").first
    reference.press("Enter")
    panel = page.locator("#ask-reading .reading")
    expect(panel).to_be_focused()
    panel.locator("details.cite summary").press("Enter")
    expect(panel.locator(".formats li").first).to_be_visible()
    panel.locator(".formats button").first.focus()
    press(page, "Escape")
    expect(panel.locator("details.cite summary")).to_be_focused()
    expect(panel.locator(".formats")).not_to_be_visible()
    press(page, "Escape")
    expect(panel).to_have_count(0)
    expect(reference).to_be_focused()


def test_the_focus_is_never_lost(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.locator(".example").first.press("Enter")
    expect(page.locator("#ask-newest .meta")).to_be_visible()
    assert is_kept(page), "an example"
    ask(page)
    expect(page.locator("#ask-question textarea")).to_be_focused()
    page.locator("#ask-sources .source .link").first.press("Enter")
    page.locator(".reading button[data-event=clear]").press("Enter")
    expect(page.locator("#ask-sources .source .link").first).to_be_focused()
    page.locator(".answer button[data-event=expand]").first.press("Enter")
    expect(page.locator("#ask-sources .panel")).to_be_focused()
    page.locator("#ask-clear").press("Enter")
    expect(page.locator("#ask-question textarea")).to_be_focused()
    page.locator("#ask-talks summary").press("Enter")
    page.locator("#ask-talks [data-forget]").first.press("Enter")
    assert is_kept(page), "a conversation forgotten"
    page.locator("[role=tab][data-tab-id=library]").press("Enter")
    page.locator("#library-table .danger").first.press("Enter")
    expect(page.locator(".confirm-no")).to_be_focused()
    press(page, "Escape")
    assert is_kept(page), "a removal given up"
    page.get_by_role("button", name="Remove “Letter to the federations”", exact=True).press("Enter")
    page.locator(".confirm-yes").press("Enter")
    expect(page.locator("#library-table tbody tr")).to_have_count(1)
    assert is_kept(page), "a removal"


def test_no_list_opens_because_a_page_was_left(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.locator("[role=tab][data-tab-id=verify]").click()
    page.locator("#verify-text textarea").fill("“Three goals are set:”")
    page.locator("#verify-send").click()
    expect(page.locator(".verdict").first).to_be_visible()
    for address in ("#/compare?theme=R193 paragraph 4", "#/glossary?q=cooperative", "#/find", "#/plan"):
        page.evaluate("(hash) => { location.hash = hash; }", address)
        page.wait_for_timeout(500)
        assert page.evaluate("document.activeElement !== document.body")
        assert page.locator("[role=listbox]:visible").count() == 0


def test_a_citation_is_copied_in_twelve_keys(site: Site, visit: Visit) -> None:
    """From the loaded page; the question counts as one."""
    page = visit(site.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys = ["Tab", "Enter", "Tab"]
    press(page, *keys)
    page.keyboard.type(QUESTION)
    press(page, "Enter")
    expect(page.locator("#ask-sources .source")).not_to_have_count(0)
    onward = ["Shift+Tab", "Enter"]
    press(page, *onward)
    expect(page.locator("#ask-sources .panel")).to_be_focused()
    copy = page.locator("#ask-sources").get_by_role("button", name="Copy with reference").first
    last = []
    while not copy.evaluate("button => button === document.activeElement"):
        last.append("Tab")
        press(page, "Tab")
    press(page, "Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert "Plan, para. 13" in page.evaluate("navigator.clipboard.readText()")
    assert len([*keys, "question", "Enter", *onward, *last, "Enter"]) <= 12


def test_an_answer_is_announced_as_it_starts_and_once_it_is_there(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.evaluate(LISTEN)
    ask(page)
    page.wait_for_timeout(1000)
    first, *others = page.evaluate("window.heard")
    assert first.startswith("Searching")
    assert len(others) == 1
    assert others[0].count("2 sources") == 1
    assert page.locator("#ask-conversation, #ask-sources").locator("[aria-live], [role=status]").count() == (
        page.locator("#ask-sources .formats").count()
    )

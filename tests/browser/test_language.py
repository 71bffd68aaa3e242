"""The language of the page: nothing that a reader does can be undone by the page’s learning which one to speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from assistant import i18n
from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

# Every word on the page, in sight or told to a screen reader, that is not marked as being in another language.
SAID = """() => {
  const said = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ours = (element) => element.closest('[lang]').lang === document.documentElement.lang;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!element.matches('script, style') && ours(element)) said.push(walk.currentNode.textContent.trim());
  }
  for (const name of ['placeholder', 'aria-label', 'title', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
  return said;
}"""


@pytest.fixture
def early(chromium: Browser) -> Iterator[Page]:
    """Give a page that nobody has waited for, in an English browser."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_a_choice_made_before_the_page_knows_its_language_is_never_half_obeyed(site: Site, early: Page) -> None:
    site.service.open.clear()  # what the page is told when it loads keeps it waiting
    early.goto(site.url)
    switch, box = early.locator("#language label").first, early.locator("#ask-question textarea")
    switch.wait_for(state="attached")
    early.wait_for_timeout(300)
    place = switch.bounding_box()
    assert place is not None
    early.mouse.click(place["x"] + 10, place["y"] + 10)
    early.keyboard.press("Tab")
    early.keyboard.type("What are the three goals?\n")
    assert switch.is_hidden()
    assert early.evaluate("getComputedStyle(document.documentElement, '::after').content") == '"Loading…"'
    site.service.open.set()
    expect(early.locator("html[data-told=en]")).to_be_attached()
    expect(box).to_have_value("")
    expect(early.get_by_label("English")).to_be_checked()
    expect(early.locator(".welcome h2")).to_have_text("Ask a question")
    early.get_by_label("Français").check()
    expect(early.locator(".welcome h2")).to_have_text("Posez une question")
    expect(early.locator(".footer p")).to_contain_text("Vérifiez le texte officiel")
    expect(early.get_by_label("Français")).to_be_checked()


def test_the_last_of_several_choices_is_the_one_obeyed(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site.url)
    site.service.open.clear()
    for name in ("Français", "English"):
        page.get_by_label(name).check()
    site.service.open.set()
    expect(page.locator(".welcome h2")).to_have_text("Ask a question")
    page.wait_for_timeout(500)
    expect(page.get_by_label("English")).to_be_checked()
    expect(page.locator(".welcome h2")).to_have_text("Ask a question")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_page_that_cannot_be_told_its_language_is_shown_all_the_same(site: Site, early: Page) -> None:
    site.service.defective = True
    early.goto(site.url)
    expect(early.get_by_label("Français")).to_be_visible()


def in_english(site: Site, page: Page) -> set[str]:
    """Return what the page says in English although it is not in English; languages and documents have their names."""
    language = page.locator("html").get_attribute("lang")
    assert language
    english, ours = i18n.catalogue("en"), i18n.catalogue(language)
    theirs = {said for key, said in english.items() if key in ours and ours[key] != said}
    named = [*i18n.NAMES.values(), *(name for each in site.service.library(language) for name in (each.id, each.title))]
    return theirs.difference(ours.values(), named).intersection(page.evaluate(SAID))


@pytest.mark.parametrize("locale", ["es-ES", "es-419", "fr-CA"])
def test_every_page_speaks_the_language_of_the_browser_and_no_word_of_english(
    site: Site, visit: Callable[..., Page], locale: str
) -> None:
    from assistant.ui.app import PAGES

    page = visit(site.url, locale)
    language = locale[:2]
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_label(i18n.NAMES[language]).first).to_be_checked()
    for name in PAGES:
        page.get_by_role("tab", name=i18n.text(f"tab.{name}", language), exact=True).click()
        expect(page.get_by_text(i18n.text("app.footer", language))).to_be_visible()
        assert in_english(site, page) == set(), name


def test_the_word_of_waiting_is_in_the_language_of_the_browser(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(locale="es-MX")
    page = context.new_page()
    page.goto(site.url)
    expect(page.locator("html")).to_have_attribute("data-waiting", "Cargando…")
    context.close()


def test_a_conversation_in_spanish_outlives_a_change_of_language(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site.url, "es-ES")
    box = page.locator("#ask-question textarea")
    box.fill("¿Cuál es la receta de la paella?")
    box.press("Enter")
    answer = page.locator(".refusal [lang]")
    expect(answer).to_contain_text("No he encontrado respuesta")
    assert in_english(site, page) == set()
    page.get_by_label("English").check()
    expect(page.locator(".refusal h2")).to_have_text("Outside the scope of these documents")
    expect(page.locator(".asked").get_by_text("¿Cuál es la receta de la paella?")).to_be_visible()
    expect(answer).to_contain_text("No he encontrado respuesta")  # in the language it was asked in
    expect(answer).to_have_attribute("lang", "es")
    page.get_by_label("Español").check()
    expect(page.locator(".refusal h2")).to_have_text("Fuera del ámbito de estos documentos")
    expect(answer).to_contain_text("No he encontrado respuesta")

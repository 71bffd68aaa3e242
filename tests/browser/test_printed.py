"""The source as printed, in a browser: from a citation to the marked page, by pointer, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from tests.assistant.read.test_printed import BAKERS
from tests.browser.conftest import Site, serving
from tests.browser.test_pages import ask, search
from tests.corpus.test_pdf_notes import write_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]
HEIGHT = 842  # points
SLOW = 20_000  # milliseconds: the first event of a page, on a busy machine
DRAWN = "(([image]) => image?.complete && image.naturalWidth)(document.querySelectorAll('dialog.printed img'))"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Assistant]]:
    """Serve the rules of the bakers, a PDF of two pages. Give the address and the service."""
    folder = tmp_path_factory.mktemp("printed")
    service = Assistant(Settings(folder / "home", notes=False))
    assert not service.add([write_pdf(folder / "rules.pdf", BAKERS)]).errors
    with serving(service) as url:
        yield url, service
    service.close()


def opened(page: Page, button: Locator) -> Locator:
    """Open what a button shows as printed. Return the dialog, its page drawn."""
    button.click()
    dialog = page.locator("dialog.printed")
    expect(dialog.locator("img")).to_be_visible(timeout=SLOW)
    page.wait_for_function(DRAWN)
    return dialog


def covered(dialog: Locator) -> list[tuple[float, float]]:
    """Return the top and bottom of each line marked, in points from the foot of the page, as the browser shows them."""
    measured = """(dialog) => {
      const sheet = dialog.querySelector('img').getBoundingClientRect();
      return [...dialog.querySelectorAll('.line')].map((line) => line.getBoundingClientRect())
        .map(({top, bottom}) => [sheet.bottom - top, sheet.bottom - bottom].map((each) => each / sheet.height));
    }"""
    return [(HEIGHT * top, HEIGHT * bottom) for top, bottom in dialog.evaluate(measured)]


def test_from_a_citation_to_the_words_on_their_page(home: tuple[str, Assistant], visit: Visit) -> None:
    page = visit(home[0])
    ask(page, "Who owns the ovens of the valley?")
    button = page.locator("#ask-sources .source").first.get_by_role("button", name="As printed (page 1)")
    dialog = opened(page, button)
    expect(dialog.get_by_text("Page 1 of 2")).to_be_visible()
    expect(dialog.get_by_role("img")).to_have_attribute(
        "alt", "Page 1 of “Rules of the bakers' cooperative of the upper valley” as printed"
    )
    lines = covered(dialog)
    assert len(lines) == 2
    for (top, bottom), baseline in zip(lines, (740, 720), strict=True):
        assert bottom < baseline < baseline + 6 < top < baseline + 16
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_paragraph_is_followed_over_the_page_by_keyboard(home: tuple[str, Assistant], visit: Visit) -> None:
    page = visit(home[0])
    search(page, "following are members of the cooperative")
    button = page.locator("#find-results button[data-printed]").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.printed")
    following = dialog.get_by_role("button", name="Next page")
    expect(following).to_be_visible(timeout=SLOW)
    expect(dialog.locator(".line")).to_have_count(3)
    following.press("Enter")
    expect(dialog.get_by_text("Page 2 of 2")).to_be_visible()
    expect(dialog.locator(".line")).to_have_count(1)
    expect(following).to_be_disabled()
    expect(dialog.locator(".desk")).to_be_focused()  # never lost
    dialog.get_by_role("button", name="Go to page 1").press("Enter")
    expect(dialog.get_by_text("Page 1 of 2")).to_be_visible()
    page.wait_for_function(DRAWN)
    before = page.evaluate(DRAWN)
    for _ in range(2):
        dialog.get_by_role("button", name="Zoom in").press("Enter")
    page.wait_for_function(f"document.querySelector('dialog.printed img').naturalWidth > {before}")
    assert dialog.evaluate(
        "(each) => each.querySelector('.desk').scrollWidth > each.querySelector('.desk').clientWidth"
    )
    dialog.get_by_role("button", name="Fit to width").press("Enter")
    expect(dialog.get_by_role("button", name="Zoom out")).to_be_disabled()
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(button).to_be_focused()


def test_on_a_phone_in_french(home: tuple[str, Assistant], visit: Visit) -> None:
    page = visit(home[0], "fr-FR", width=390, height=844)
    search(page, "ovens in common")
    page.locator("#find-results").get_by_role("button", name="Lire dans le contexte").first.click()
    button = page.locator("#find-reading").get_by_role("button", name="Tel qu’imprimé (page 1)")
    dialog = opened(page, button)
    expect(dialog.get_by_text("Page 1 sur 2")).to_be_visible()
    box = dialog.bounding_box()
    assert box is not None and (box["x"], box["width"]) == (0, 390)
    sizes = dialog.evaluate("(each) => [...each.querySelectorAll('.tool')].map((tool) => tool.offsetWidth)")
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_where_the_picture_does_not_come_the_paragraph_stands_there_as_text(
    home: tuple[str, Assistant], visit: Visit
) -> None:
    page = visit(home[0])
    page.route("**/printed/page.png?*", lambda route: route.abort())
    search(page, "accounts are read aloud")
    page.locator("#find-results button[data-printed]").first.click()
    dialog = page.locator("dialog.printed")
    expect(dialog.get_by_text("The page could not be shown.")).to_be_visible(timeout=SLOW)
    expect(dialog.locator(".words p")).to_be_visible()
    page.unroute("**/printed/page.png?*")
    page.keyboard.press("Escape")
    page.route("**/printed?*", lambda route: route.abort())
    page.locator("#find-results button[data-printed]").nth(1).click()
    expect(dialog.get_by_text("The page could not be shown.")).to_be_visible()


def test_a_damaged_file_is_told_with_the_words_of_the_paragraph(home: tuple[str, Assistant], visit: Visit) -> None:
    url, service = home
    kept: Path = next(service.settings.sources.glob("*.pdf"))
    whole = kept.read_bytes()
    try:
        page = visit(url)
        search(page, "accounts are read aloud")
        kept.write_bytes(whole[:100])
        page.locator("#find-results button[data-printed]").first.click()
        dialog = page.locator("dialog.printed")
        expect(dialog.get_by_text("is missing or damaged")).to_be_visible(timeout=SLOW)
        expect(dialog.get_by_text("The accounts are read aloud once a year")).to_be_visible()
    finally:
        kept.write_bytes(whole)


def test_what_a_search_looked_for_is_marked_in_its_context(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "figures published by sex")
    page.locator("#find-results").get_by_role("button", name="Read in context").first.click()
    expect(page.locator("#find-reading [aria-current] mark").first).to_be_visible(timeout=SLOW)
    page.get_by_text("Français").click()
    expect(page.locator("#find-reading [aria-current] mark").first).to_be_visible()  # the panel said again

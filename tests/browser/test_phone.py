"""The page on a phone: where one types is in sight, and results are short enough to look through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]

WIDTH, HEIGHT = 390, 844
HIT = 200  # pixels: ten results are at most 2,000 high


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_the_question_box_is_on_the_first_screen(site: Site, visit: Visit, locale: str) -> None:
    page = visit(site.url, locale, width=WIDTH, height=HEIGHT)
    place = page.locator("#ask-send").bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= HEIGHT


def test_results_are_short_and_can_be_shown_whole(site: Site, visit: Visit) -> None:
    page = visit(site.url, width=WIDTH, height=HEIGHT)
    page.goto(f"{site.url}/#/find?q=cooperatives statistics")
    first = page.locator(".hit").first
    button = first.get_by_role("button", name="Show all")
    expect(button).to_be_visible()
    heights = page.locator(".hit").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert max(heights) <= HIT
    first.scroll_into_view_if_needed()
    expect(first.locator("mark").first).to_be_in_viewport()
    expect(first.locator(".title")).not_to_be_visible()
    button.click()
    expect(first.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
    expect(first.locator(".title")).to_be_visible()
    text = first.locator(".text").first
    assert text.evaluate("text => text.scrollHeight <= text.clientHeight + 2")


def test_at_twice_the_size_nothing_scrolls_sideways(site: Site, visit: Visit) -> None:
    page = visit(site.url, width=640, height=450)
    for tab in page.locator("#pages > .tab-wrapper [role=tab]").all():
        tab.click()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, tab.text_content()


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "es-ES"])
def test_the_head_is_one_line_and_the_tabs_are_three(site: Site, visit: Visit, locale: str) -> None:
    page = visit(site.url, locale, width=WIDTH, height=HEIGHT)
    assert page.locator(".header").evaluate("head => head.getBoundingClientRect().height") <= 60
    assert (
        page.locator("#pages > .tab-wrapper").evaluate("tabs => tabs.getBoundingClientRect().height") <= 3 * 46
    )  # each a finger high


def test_results_are_short_enough_to_look_through_on_a_wide_page(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.goto(f"{site.url}/#/find?q=cooperatives statistics")
    expect(page.locator(".hit").first).to_be_visible()
    heights = page.locator(".hit").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert sum(heights) / len(heights) <= 250  # pixels: ten were 3,200 high, now 2,300

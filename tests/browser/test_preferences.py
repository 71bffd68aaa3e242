"""What a reader has asked of the browser or the system: forced colours, less motion, twice the size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

QUESTION = "What are the three goals?"
# What takes longer than a blink, by transition or animation.
MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
  const {transitionDuration, animationName, animationDuration} = getComputedStyle(each);
  const lasts = (times) => times.split(',').some((time) => parseFloat(time) * (time.includes('ms') ? 1 : 1000) > 10);
  const isMoving = lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
  return isMoving && each.checkVisibility();
}).map((each) => each.outerHTML.slice(0, 120))"""
OUTLINE = """(element) => {
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  return [outlineStyle, parseFloat(outlineWidth)];
}"""


@pytest.fixture
def answered(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open the page as the browser is told to, with a question answered."""
    context = chromium.new_context(locale="en-GB", **request.param)
    page = context.new_page()
    page.goto(site.url)
    page.locator("html[data-told=en]").wait_for(state="attached")
    page.locator("#ask-question textarea").fill(QUESTION)
    page.locator("#ask-question textarea").press("Enter")
    expect(page.locator("#ask-sources .source")).not_to_have_count(0)
    yield page
    context.close()


@pytest.mark.parametrize("answered", [{"forced_colors": "active"}], indirect=True)
def test_in_forced_colours_what_can_be_pressed_and_what_is_chosen_can_be_told(answered: Page) -> None:
    for each in ("#ask-button", ".turn .ref", ".source .badge"):
        width = answered.locator(each).first.evaluate(
            "(element) => parseFloat(getComputedStyle(element).borderTopWidth)"
        )
        assert width >= 1, each
    answered.keyboard.press("Shift+Tab")
    for each in ("#ask-button", ".turn .ref", ".turn .save summary"):
        answered.locator(each).first.focus()
        style, width = answered.locator(each).first.evaluate(OUTLINE)
        assert style != "none", each
        assert width >= 1, each
    mark = answered.locator(".turn .ref").first.evaluate("(element) => getComputedStyle(element, '::after').content")
    assert "✓" in mark  # said by a sign, not by its colour


@pytest.mark.parametrize("answered", [{"reduced_motion": "reduce"}], indirect=True)
def test_with_less_motion_nothing_moves(answered: Page) -> None:
    answered.locator(".turn .ref").first.click()
    expect(answered.locator("#ask-reading [aria-current=true]")).to_be_visible()
    answered.wait_for_timeout(300)
    assert answered.evaluate(MOVING) == []
    assert answered.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize(
    "answered", [{"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}], indirect=True
)
def test_at_200_per_cent_everything_is_there_and_nothing_scrolls_sideways(answered: Page) -> None:
    """A window of 1440 by 900 at 200 % has 720 by 450 pixels of its own."""
    for tab in answered.locator("#pages > .tab-wrapper [role=tab]").all():
        tab.click()
        answered.wait_for_timeout(300)
        assert answered.evaluate("document.documentElement.scrollWidth") <= 720, tab.text_content()
    answered.locator("[role=tab]").first.click()
    answered.locator(".turn .ref").first.click()
    current = answered.locator("#ask-reading [aria-current=true]")
    expect(current).to_be_visible()
    box = current.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 720

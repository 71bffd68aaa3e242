"""Whoever goes through the page by keyboard sees where they are, on every control of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

# The ring around what has the focus: its own, or that of the label or box it is part of.
RING = """() => {
  const rings = [];
  for (let each = document.activeElement; each && rings.length < 5; each = each.parentElement) {
    const style = getComputedStyle(each);
    rings.push(style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2 ? style.outlineColor : '');
  }
  return rings.find(Boolean) || '';
}"""
NAME = "() => document.activeElement.tagName + ' ' + document.activeElement.outerHTML.slice(0, 160)"
GROUND = """() => {
  let each = document.querySelector('#pages');
  while (each && getComputedStyle(each).backgroundColor === 'rgba(0, 0, 0, 0)') each = each.parentElement;
  return getComputedStyle(each).backgroundColor;
}"""


def luminance(colour: str) -> float:
    """Return the relative luminance of an `rgb(…)` colour (WCAG 2.2, “relative luminance”)."""
    channels = [int(each) / 255 for each in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_shows_the_focus(
    site: Site, visit: Callable[..., Page], scheme: Literal["light", "dark"]
) -> None:
    page = visit(site.url)
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.locator("html[data-told]").wait_for(state="attached")
    page.add_style_tag(content="* { transition: none !important }")  # a ring is looked at once it is there
    ground = page.evaluate(GROUND)
    for tab in ("ask", "find", "verify", "compare", "plan", "glossary", "library"):
        page.locator(f"[role=tab][data-tab-id={tab}]").click()
        page.wait_for_timeout(200)
        page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
        seen: set[str] = set()
        for _ in range(25):
            page.keyboard.press("Tab")
            name = page.evaluate(NAME)
            if name.startswith("BODY") or name in seen:
                break
            seen.add(name)
            ring = page.evaluate(RING)
            assert ring, f"{tab}: {name}"
            assert contrast(ring, ground) >= 3, f"{tab}: {name}"
        assert seen, tab

"""axe-core finds nothing amiss on any page, light or dark, where its file is named (`AXE_CORE`)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = os.environ.get("AXE_CORE", "")
VIOLATIONS = "async () => (await axe.run()).violations.map((each) => JSON.stringify(each))"


@pytest.mark.skipif(not AXE, reason="AXE_CORE does not name axe-core's file")
@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("fr-FR", "dark")])
def test_no_page_has_violations(
    site: Site, visit: Callable[..., Page], locale: str, scheme: Literal["light", "dark"]
) -> None:
    page = visit(site.url, locale)
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.locator("html[data-told]").wait_for(state="attached")
    page.locator("#ask-question textarea").fill("Quels sont les trois buts ?")
    page.locator("#ask-question textarea").press("Enter")
    page.locator("#ask-sources .source").first.wait_for()
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    for tab in page.locator("#pages > .tab-wrapper [role=tab]").all():
        tab.click()
        page.wait_for_timeout(500)  # Gradio fades in what it shows
        assert page.evaluate(VIOLATIONS) == [], tab.text_content()

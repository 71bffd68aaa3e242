"""Thirty ways in which people try to have a page run what is only text: none does, wherever the text stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site
from tests.browser.test_pages import ask, search
from tests.world import plan

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]

RUN = "window.__xss=1"
STRINGS = (
    f"<script>{RUN}</script>",
    f"</p></div><script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<img src=x onerror={RUN}>",
    f'<img src="x" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onload={RUN}>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
    "<iframe src=javascript:parent.__xss=1></iframe>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<object data=javascript:{RUN}></object>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<style onload={RUN}>p {{ color: red }}</style>",
    f"<marquee onstart={RUN}>x</marquee>",
    f'<a href="javascript:{RUN}">x</a>',
    f"[x](javascript:{RUN})",
    f'![x](x" onerror="{RUN})',
    f'" onmouseover="{RUN}" x="',
    f"' autofocus onfocus='{RUN}' x='",
    f'"><img src=x onerror={RUN}>',
    f"--><img src=x onerror={RUN}>",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"${{{RUN}}} {{{{constructor.constructor('{RUN}')()}}}} {{% {RUN} %}}",
    f"<form><button formaction=javascript:{RUN}>x</button></form>",
)


def asked(page: Page, words: str) -> None:
    """Ask with the words in the question, of documents that have them in their title, headings and paragraphs."""
    ask(page, f"{words} What are the three goals?")
    newest = page.locator("#ask-newest .turn")
    expect(newest.locator(".asked > p:not(.actions)")).to_have_text(f"{words} What are the three goals?")
    expect(newest.locator(".answer, .refusal").first).to_be_visible()
    page.locator("#ask-sources .source .link, #ask-newest .link").first.click()


def elsewhere(page: Page, words: str) -> None:
    """Search for the words, and bring in a file that is called so."""
    search(page, f"cooperatives {words}")
    expect(page.locator("#find-results .hit, #find-results .refusal").first).to_be_visible()
    page.get_by_role("tab", name="Documents").first.click()
    name = words.replace("/", "∕")[:60]  # a name has no slash
    page.set_input_files("input[type=file]", {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": b"no"})
    expect(page.locator("#library-report .report")).to_be_visible()
    page.get_by_role("tab", name="Ask").first.click()


def test_no_text_runs_in_a_title_a_paragraph_a_question_or_a_file_name(site: Site, visit: Visit) -> None:
    """`visit` fails on errors of the page, and on any request to another host."""
    page = visit(site.url)
    assert len(set(STRINGS)) == 30
    for number, words in enumerate(STRINGS):
        site.service.hold(plan.hostile(words))
        asked(page, words)
        if number % 5 == 0:
            elsewhere(page, "".join(STRINGS[number : number + 5]))
        page.mouse.move(300, 300)
        assert page.evaluate("window.__xss") is None, words
    assert page.locator(".gradio-container :is(img[src=x], iframe, object, marquee, math, video, audio)").count() == 0

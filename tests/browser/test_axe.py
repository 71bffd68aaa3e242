"""axe-core finds nothing amiss on any page in any state, in both themes and three languages.

Its file is named by `AXE_CORE`; it is no part of the project.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.access.configuration import AccessSettings, Mode
from assistant.access.members import Members
from assistant.access.registry import RegistryFile
from assistant.access.visitor import Role
from assistant.service import Assistant
from assistant.settings import Settings
from tests.assistant.read.test_printed import BAKERS
from tests.assistant.ui.test_written_answer import TOLD, WITHHELD, written
from tests.browser.conftest import Site, serving
from tests.corpus.test_pdf_notes import write_pdf
from tests.page_client import served
from tests.world.staged import Staged

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]

AXE = os.environ.get("AXE_CORE", "")
pytestmark = pytest.mark.skipif(not AXE, reason="AXE_CORE does not name axe-core's file")
SLOW = 20_000  # milliseconds
FADED = 400  # milliseconds within which Gradio fades in what it shows
# What fades in is pale for a moment; what turns while one waits never ends.
STILL = """() => document.getAnimations().every(({playState, effect}) =>
  playState !== 'running' || effect.getTiming().iterations === Infinity)"""
VIOLATIONS = """async () => (await axe.run()).violations.flatMap(({id, nodes}) =>
  nodes.map(({target, failureSummary}) => [id, target.join(' '), failureSummary].join(' — ')))"""
LOCALES = ["en-GB", "fr-FR", "es-ES"]
SCHEMES = ["light", "dark"]
GOALS = {
    "en": "What are the three goals?", "fr": "Quels sont les trois buts ?", "es": "¿Cuáles son los tres objetivos?",
}  # fmt: skip
Scheme = Literal["light", "dark"]


@dataclass
class Audit:
    """A page under axe: what was found amiss, by the state it was in."""

    page: Page
    found: list[str] = field(default_factory=list)
    runs: int = 0

    def of(self, state: str, shown: str = "") -> None:
        """Look at the page as it is, once something is shown."""
        if shown:
            expect(self.page.locator(shown).first).to_be_visible(timeout=SLOW)
        self.page.wait_for_timeout(FADED)
        self.page.wait_for_function(STILL)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Path(AXE).read_text(encoding="utf-8"))
        self.found += [f"{state}: {each}" for each in self.page.evaluate(VIOLATIONS)]
        self.runs += 1

    def to(self, address: str) -> None:
        """Go to an address of the same page."""
        self.page.evaluate("(hash) => { location.hash = hash; }", address)

    def ask(self, question: str) -> None:
        """Send a question and wait for the end of its answer."""
        before = self.page.locator(".turn .asked .actions").count()
        box = self.page.locator("#ask-question textarea")
        box.fill(question)
        box.press("Enter")
        expect(self.page.locator(".turn .asked .actions")).to_have_count(before + 1, timeout=SLOW)


def opened(visit: Visit, url: str, locale: str, scheme: Scheme, **size: int) -> Audit:
    """Open the page in a language and a theme."""
    page = visit(url, locale, **size)
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.locator("html[data-told]").wait_for(state="attached")
    return Audit(page)


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """Give each theme."""
    chosen: Scheme = request.param
    return chosen


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    """Give each language of the browser."""
    return str(request.param)


def test_the_conversation_in_every_state(
    site: Site, visit: Visit, locale: str, scheme: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = opened(visit, site.url, locale, scheme)
    page, question = audit.page, GOALS[locale[:2]]
    audit.of("empty")
    audit.ask(question)
    audit.of("answered", "#ask-sources .source")
    page.locator(".turn .save summary").first.click()
    page.locator(".ask-foot .save summary").click()
    page.locator(".talks summary").first.click()
    page.locator("#ask-sources details.cite summary").first.click()
    audit.of("menus open", "#ask-sources .cited")
    page.locator("[data-forget]").first.click()
    audit.of("a conversation deleted", "button[data-undo]")
    audit.ask(question)
    page.locator(".answer .ref").first.click()
    audit.of("panel open", "#ask-reading [aria-current=true]")
    page.locator("button[data-edit]").first.click()
    audit.of("a question again", "#ask-note button")
    page.locator("button[data-keep]").click()
    audit.ask("How many penguins live in Antarctica?")
    audit.of("refused", ".turn .notice")
    answer = written(told=TOLD, withheld=(WITHHELD,), language=locale[:2])
    with monkeypatch.context() as staged:
        staged.setattr(site.service, "answers", lambda *_, **__: iter([answer]))
        audit.ask("And what does it cost?")
    page.locator("details.withheld summary").last.click()
    audit.of("sentences withheld", ".unborne")
    site.service.broken = True
    audit.ask(f"{question} {question}")
    audit.of("error", ".turn .notice")
    site.service.broken = False
    page.emulate_media(media="print", color_scheme=scheme)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    audit.of("on paper")
    assert audit.found == []
    assert audit.runs == 10


def test_every_other_page_in_every_state(site: Site, visit: Visit, locale: str, scheme: Scheme) -> None:
    audit = opened(visit, site.url, locale, scheme)
    page = audit.page
    for tab in ("find", "read", "verify", "compare", "plan", "glossary", "study", "documents"):
        audit.to(f"#/{tab}")
        audit.of(f"{tab}, empty")
    audit.to("#/find?q=cooperatives statistics")
    audit.of("find", ".hit")
    page.locator(".hit [data-whole]:visible").first.click()
    page.locator(".hit button[data-event=select]").first.click()
    audit.of("find, whole and read", "#find-reading [aria-current=true]")
    audit.to("#/find?q=zzzz&exact=1")
    audit.of("find, nothing", "#find-results :is(.notice, .hint)")
    audit.to("#/p/plan/13")
    audit.of("read", "#paragraph-page [aria-current=true], #paragraph-page .paragraph")
    audit.to("#/p/plan/99")
    audit.of("read, no such paragraph", "#paragraph-page .notice")
    audit.to("#/verify")
    page.locator("#verify-text textarea").fill("“Three goals are set:” and “The moon is made of cheese and of milk.”")
    page.locator("#verify-send").click()
    audit.of("verify", ".verdict")
    audit.to("#/compare?theme=registers&theme=training")
    audit.of("compare, grid", "table.grid")
    audit.to("#/compare?theme=Plan&theme=Letter to the federations")
    audit.of("compare, two documents", ".pair")
    audit.to("#/compare?theme=R193 paragraph 4")
    audit.of("compare, refused", "#compare-results .notice")
    audit.to("#/glossary?q=cooperative")
    audit.of("glossary, found", "#glossary-terms")
    audit.to("#/study")
    page.locator("#study-send").click()
    audit.of("study, preview", ".study-item")
    page.locator("[data-action=edit]").first.click()
    audit.of("study, edited", "form[data-action=apply]")
    page.locator("[data-action=play]").first.click()
    audit.of("study, played", "#study-question")
    audit.to("#/documents")
    page.locator("#library-table .danger").first.click()
    audit.of("documents, a question", ".confirm")
    assert audit.found == []
    assert audit.runs == 22


def test_on_a_phone(site: Site, visit: Visit, locale: str, scheme: Scheme) -> None:
    audit = opened(visit, site.url, locale, scheme, width=390, height=844)
    audit.ask(GOALS[locale[:2]])
    audit.of("answered", "#ask-sources .source")
    audit.to("#/find?q=cooperatives statistics")
    audit.of("find", ".hit")
    audit.to("#/compare?theme=registers&theme=training")
    audit.of("compare", "table.grid")
    assert audit.found == []


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the rules of the bakers, a PDF."""
    folder = tmp_path_factory.mktemp("axe-printed")
    service = Assistant(Settings(folder / "home", notes=False))
    assert not service.add([write_pdf(folder / "rules.pdf", BAKERS)]).errors
    with serving(service) as url:
        yield url
    service.close()


def test_a_page_as_printed(bakery: str, visit: Visit, locale: str, scheme: Scheme) -> None:
    audit = opened(visit, bakery, locale, scheme)
    audit.ask("Who owns the ovens of the valley?")
    audit.page.locator("#ask-sources [data-printed]").first.click()
    audit.of("as printed", "dialog.printed img")
    assert audit.found == []


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the plan to those who sign in."""
    home = tmp_path_factory.mktemp("axe-guarded")
    Members(RegistryFile(home)).add_user("ana", Role.READER, "a long password")
    opened = Staged.at(home)
    opened.close()
    service = Staged(replace(opened.settings, access=AccessSettings(Mode.USERS)))
    with served(service) as url:
        yield url
    service.close()


def test_the_login_page(guarded: str, visit: Visit, chromium: object, locale: str, scheme: Scheme) -> None:
    page = chromium.new_context(locale=locale, color_scheme=scheme, bypass_csp=True).new_page()  # type: ignore[attr-defined]
    audit = Audit(page)
    page.goto(guarded)
    audit.of("login", "input[type=password]")
    page.locator("input:visible").first.fill("ana")
    page.locator("input[type=password]").fill("no")
    page.keyboard.press("Enter")
    audit.of("login refused", "[role=alert]")
    page.context.close()
    assert audit.found == []

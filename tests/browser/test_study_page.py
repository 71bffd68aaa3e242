"""The page “Study” in a browser: a quiz made, changed, played by keyboard and taken along; cards; a hand-out."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]
SLOW = 20_000
TAB = {"en": "Study", "fr": "Étudier"}
HOSTILE = '<img src=x onerror="window.__xss=1">?'
# axe-core is no Python package: whoever has it (npm install axe-core) names its file here.
AXE = os.environ.get("AXE_CORE", "")


class Steps:
    """A person's clicks and fills, counted."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.count = page, 0
        self.click(page.get_by_role("tab", name=TAB[language], exact=True))

    def click(self, what: Locator) -> None:
        what.click()
        self.count += 1

    def fill(self, what: Locator, text: str) -> None:
        what.fill(text)
        self.count += 1

    def make(self) -> None:
        self.click(self.page.locator("#study-send"))
        expect(self.page.locator("#study-title")).to_be_focused(timeout=SLOW)

    def take(self, form: str) -> Path:
        with self.page.expect_download() as started:
            self.click(self.page.locator(f"#study-bench button[value={form}]"))
        return Path(started.value.path())


def violations(page: Page) -> list[str]:
    """Return what axe finds amiss; nothing where it is not there."""
    if not AXE:
        return []
    page.wait_for_timeout(500)  # Gradio fades out what it waited for
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found: list[str] = page.evaluate("async () => (await axe.run()).violations.map((each) => JSON.stringify(each))")
    return found


def focused(page: Page) -> str:
    """Return the id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


# Steps ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_french_quiz_for_moodle_takes_few_steps(site: Site, visit: Visit, language: str) -> None:
    steps = Steps(visit(site.url, f"{language}-CH"), language)
    if language == "en":
        steps.click(steps.page.locator("#study-language label", has_text="Français"))
    steps.make()
    content = steps.take("moodle").read_bytes()
    questions = [each for each in ET.fromstring(content).iter("question") if each.get("type") != "category"]
    assert len(questions) == steps.page.locator(".study-item").count()
    assert steps.page.locator(".study-item h4 [lang=fr]").count() == len(questions)
    expect(steps.page.locator("#study-said")).to_contain_text(".moodle.xml")
    assert steps.count <= 8


def test_an_anki_deck_of_the_glossary_takes_few_steps(site: Site, visit: Visit) -> None:
    steps = Steps(visit(site.url), "en")
    steps.click(steps.page.locator("#study-what label", has_text="Cards"))
    steps.click(steps.page.locator("#study-card-kind label", has_text="terms"))
    steps.make()
    assert steps.take("apkg").read_bytes().startswith(b"PK")
    assert steps.count <= 5


@pytest.mark.parametrize("by_name", [True, False])
def test_a_handout_in_two_languages_takes_few_steps(site: Site, visit: Visit, by_name: bool) -> None:
    steps = Steps(visit(site.url), "en")
    steps.click(steps.page.locator("#study-what label", has_text="Hand-out"))
    if not by_name:
        steps.click(steps.page.locator("#study-few label", has_text="Plan"))
    steps.fill(steps.page.locator("#study-sections textarea"), "Plan, paras 12–13" if by_name else "12-13")
    steps.make()
    assert steps.take("docx").read_bytes().startswith(b"PK")
    expect(steps.page.locator(".parallel .heads .badge.language")).to_have_text(["English", "French"])
    assert steps.count <= 6


# A quiz --------------------------------------------------------------------------------------------------------------


def test_a_quiz_is_played_by_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    steps = Steps(page, "en")
    steps.make()
    assert violations(page) == []
    count = page.locator(".study-item").count()
    page.locator("[data-action=play]").press("Enter")
    for number in range(1, count + 1):
        expect(page.locator("#study-question")).to_be_focused(timeout=SLOW)
        expect(page.locator("#study-question")).to_contain_text(f"Question {number} of {count}")
        page.keyboard.press("Tab")
        page.keyboard.press("Space") if focused(page) == "" else page.keyboard.type("24(c)")
        if number == 1:
            assert violations(page) == []
        page.keyboard.press("Enter")
        expect(page.locator("[data-action=next]")).to_be_visible(timeout=SLOW)
        expect(page.locator("#study-question")).to_be_focused()
        expect(page.locator("#study-question")).to_contain_text(re.compile(r"Right\.|Wrong\."))
        expect(page.locator(".outcome .proof button").first).to_be_visible()
        page.locator("[data-action=next]").press("Enter")
    expect(page.locator("#study-question")).to_have_text(re.compile(rf"Right: \d of {count}"), timeout=SLOW)
    assert violations(page) == []
    page.locator(".missed .proof button").first.press("Enter")
    expect(page.locator("#study-reading [aria-current=true]")).to_be_visible(timeout=SLOW)
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"


def test_a_question_is_edited_if_it_breaks_no_rule(site: Site, visit: Visit) -> None:
    page = visit(site.url, "fr-FR")
    Steps(page, "fr").make()
    page.locator(".study-item", has_text="Choix multiple").locator("[data-action=edit]").click()
    form = page.locator("form[data-action=apply]")
    wrong = 1 if form.locator("[name=right]").first.is_checked() else 0
    form.locator(f"[name=option-{wrong}]").fill(form.locator("[name=option-2]").input_value())
    form.locator("[name=stem]").fill(HOSTILE)
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#study-refused")).to_be_focused(timeout=SLOW)
    expect(page.locator("#study-refused")).to_contain_text("des choix identiques")
    assert form.locator("[name=stem]").input_value() == HOSTILE
    assert violations(page) == []
    form.locator(f"[name=option-{wrong}]").fill("sept")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("modifiée à la main")).to_be_visible(timeout=SLOW)
    expect(page.locator(".study-item h4", has_text="<img src=x")).to_be_visible()
    assert page.evaluate("window.__xss") is None
    before = page.locator(".study-item").count()
    page.locator("[data-action=delete]").first.click()
    expect(page.locator(".study-item")).to_have_count(before - 1, timeout=SLOW)
    expect(page.locator("#study-said")).to_contain_text("supprimée")


def test_a_saved_quiz_is_opened_again_and_checked(site: Site, visit: Visit, tmp_path: Path) -> None:
    page = visit(site.url)
    steps = Steps(page, "en")
    steps.make()
    saved = json.loads(steps.take("json").read_text(encoding="utf-8"))
    saved["items"][0]["evidence"][0]["quote"] = "Nobody wrote this."
    for name, content in (("quiz.json", json.dumps(saved)), ("none.json", "{}")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    for name in ("none.json", "quiz.json"):
        with page.expect_file_chooser() as chooser:
            page.locator("#study-reopen").click()
        chooser.value.set_files(tmp_path / name)
        expect(page.locator("#study-bench .notice.problem")).to_have_count(int(name == "none.json"), timeout=SLOW)
    page.locator("[data-action=check]").click()
    expect(page.locator("#study-outdated")).to_contain_text("Nobody wrote this.", timeout=SLOW)
    expect(page.get_by_text("no longer in the library")).to_have_count(1)


# Cards ---------------------------------------------------------------------------------------------------------------


def test_cards_are_learnt_and_only_the_browser_remembers(site: Site, visit: Visit) -> None:
    page = visit(site.url, "fr-FR", width=390)
    steps = Steps(page, "fr")
    steps.click(page.locator("#study-what label", has_text="Cartes"))
    steps.make()
    page.locator("[data-action=learn]").press("Enter")
    expect(page.locator("#study-card")).to_be_focused(timeout=SLOW)
    page.locator("[data-action=turn]").press("Enter")
    expect(page.locator("#study-back")).to_be_focused(timeout=SLOW)
    assert violations(page) == []
    expect(page.locator("[data-rating=again]")).to_contain_text("dans 1\u00a0minute")
    page.locator("[data-rating=easy]").press("Enter")
    expect(page.locator(".learn .count")).to_contain_text("vues maintenant\u00a0: 1", timeout=SLOW)
    said = page.locator(".learn .count").inner_text()
    page.reload()
    page.locator("html[data-told=fr]").wait_for(state="attached")
    steps = Steps(page, "fr")
    steps.click(page.locator("#study-what label", has_text="Cartes"))
    steps.make()
    page.locator("[data-action=learn]").click()
    expect(page.locator(".learn .count")).to_have_text(said.replace(": 1", ": 0"), timeout=SLOW)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_page(site: Site, visit: Visit, width: int) -> None:
    page = visit(site.url, "fr-FR", width=width)
    for place in range(5):
        if place == 0:
            page.get_by_role("tab", name="Étudier", exact=True).click()
        page.locator("#study-what label").nth(place).click()
        page.locator("#study-theme textarea").fill("coopératives")
        page.locator("#study-send").click()
        expect(page.locator("#study-title")).to_be_focused(timeout=SLOW)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

"""Answers that a model writes, in a browser: real llama.cpp, with models that say what a test has them say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.ask.chat_models import ChatModel
from assistant.cli.receipt import receipts_of
from assistant.settings import Settings
from assistant.settings.model import ModelSettings
from tests.assistant.ask.models.llama import Speakers, is_idle, state
from tests.browser.conftest import serving
from tests.browser.test_pages import ask
from tests.world import plan
from tests.world.plan import HOSTILE
from tests.world.staged import Staged

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
Visit = Callable[..., "Page"]

EN = "Which three goals does the plan set for cooperatives?"
FR = "Quels sont les trois buts du plan pour les coopératives ?"
SAID = {
    EN: f"{plan.PLAN_EN['13'][:-1]} [1]. {plan.PLAN_EN['13(a)'][:-1]} [2]. It would cost 7 million dollars [2].",
    FR: f"{plan.PLAN_FR['13'][:-1]} [1]. {plan.PLAN_FR['13(a)'][:-1]} [2]. Cela coûterait 7 millions de dollars [2].",
}
# Long enough for a model of some size, which takes its time over every word: it is stopped in the midst of them.
SLOW = f"{plan.PLAN_EN['13'][:-1]} [1]. " + " ".join(
    f"Boat {1009 * number % 8999} goes to quay {number}{'.' if number % 20 == 0 else ','}" for number in range(300)
)


@dataclass
class Writing:
    """A site whose model says what it is given."""

    url: str
    service: Staged
    speakers: Speakers

    def says(self, text: str, *, endless: bool = False) -> Path:
        """Have another model write from now on; return its file."""
        self.service.model = self.speakers.model(text, endless=endless, context=8192)
        return self.speakers.file(text, endless=endless, context=8192)


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    """Serve the web app with a model's file."""
    home = tmp_path_factory.mktemp("writing")
    speakers = Speakers(home)
    Staged.at(home).close()
    service = Staged(Settings(home, notes=False, model=ModelSettings(file=speakers.file(SAID[EN], context=8192))))
    with serving(service) as url:
        yield Writing(url, service, speakers)
    speakers.close()
    service.close()


@pytest.mark.parametrize(
    ("locale", "question", "withheld", "written", "quotations", "extracts", "receipt"),
    [
        (
            "en-GB", EN, "One sentence of the model is withheld", "Written by model-1.gguf (on this machine)",
            "Quotations only", "model-1.gguf is not asked", "alinea-receipt-which-three-goals",
        ),
        (
            "fr-FR", FR, "Une phrase du modèle n’est pas montrée", "Rédigé par model-1.gguf (sur cette machine)",
            "Citations seules", "model-1.gguf n’est pas interrogé", "alinea-receipt-quels-sont-les-trois-buts",
        ),
    ],
)  # fmt: skip
def test_sentences_stand_with_their_sources_and_what_is_withheld_is_folded(
    writing: Writing,
    visit: Visit,
    tmp_path: Path,
    locale: str,
    question: str,
    withheld: str,
    written: str,
    quotations: str,
    extracts: str,
    receipt: str,
) -> None:
    file = writing.says(SAID[question])
    written, extracts = (each.replace("model-1.gguf", file.name) for each in (written, extracts))
    page = visit(writing.url, locale)
    line = page.locator("#ask-writer")
    expect(line).to_contain_text("model-1.gguf")  # the one that was configured when the page was made
    ask(page, question)
    answer = page.locator(".turn").first.locator(".answer")
    expect(answer.locator(".meta")).to_contain_text(written, timeout=30_000)
    expect(answer.locator(".ref")).to_have_text(["1", "2"])
    expect(page.locator("#ask-sources .source")).to_have_count(2)
    expect(answer.locator(".text")).not_to_contain_text("7 million")
    expect(answer.locator("details .unborne")).to_be_hidden()
    answer.get_by_text(withheld).click()
    expect(answer.locator("details .unborne")).to_contain_text("7 million")
    answer.locator(".ref").nth(1).click()
    expect(page.locator("#ask-reading [aria-current=true]")).to_contain_text(("4.2", "4,2")[locale == "fr-FR"])
    with page.expect_download() as saved:
        page.locator(".turn .save summary").click()
        page.locator(".turn .save [data-kind=receipt]").click()
    assert saved.value.suggested_filename.startswith(receipt)
    saved.value.save_as(tmp_path / "receipt.json")
    assert [each.shown for each in next(receipts_of(tmp_path / "receipt.json")).sentences] == [True, True, False]

    page.get_by_label(quotations).check()
    expect(line).to_contain_text(extracts.replace(file.name, "model-1.gguf"))
    ask(page, question)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").nth(1).locator(".answer .meta")).to_be_visible()
    expect(page.locator(".turn").nth(1)).not_to_contain_text(file.name)
    expect(page.locator(".turn").nth(1).locator("[data-kind=receipt]")).to_have_count(0)


def test_the_model_is_stopped_at_once_and_what_was_shown_stays(writing: Writing, visit: Visit) -> None:
    file = writing.says(SLOW, endless=True)
    page = visit(writing.url)
    expect(page.locator("#ask-stop")).to_be_hidden()
    ask(page, EN)
    expect(page.locator(".answer .ref").first).to_be_visible(timeout=30_000)
    expect(page.locator("#ask-status")).to_contain_text("Writing…")
    expect(page.locator("#ask-button")).to_be_hidden()
    assert state(file)[0]["is_processing"]
    page.locator("#ask-stop").click()
    expect(page.locator(".answer .stopped")).to_have_text("Stopped. The sentences above are those written before.")
    assert is_idle(file)
    expect(page.locator(".answer .text")).to_contain_text("Three goals are set")
    expect(page.locator("#ask-button")).to_be_visible()
    expect(page.locator("#ask-stop")).to_be_hidden()


def test_whoever_closes_the_page_stops_the_model(writing: Writing, visit: Visit) -> None:
    file = writing.says(SLOW, endless=True)
    page = visit(writing.url)
    ask(page, EN)
    expect(page.locator(".answer .ref").first).to_be_visible(timeout=30_000)
    assert state(file)[0]["is_processing"]
    page.close()
    assert is_idle(file, within=3)


def test_what_is_open_or_has_the_focus_stays_so_while_the_model_writes(writing: Writing, visit: Visit) -> None:
    writing.says(SAID[EN])
    page = visit(writing.url)
    ask(page, EN)
    folded = page.locator("details.withheld").first
    folded.locator("summary").click(timeout=30_000)
    page.locator("#ask-question textarea").fill(f"{EN} Again")
    page.locator("#ask-question textarea").press("Enter")
    folded.locator("a").focus()
    expect(page.locator(".answer .meta")).to_have_count(2, timeout=30_000)
    expect(folded).to_have_attribute("open", "")
    expect(folded.locator("a")).to_be_focused()


def test_nothing_hostile_that_a_model_writes_runs_or_calls_out(writing: Writing, visit: Visit) -> None:
    """`visit` fails on any request to another host."""
    writing.says(f"{plan.PLAN_EN['13'][:-1]} [1]. {HOSTILE} [1]. The goals are <b>three</b>, so it ends [2].")
    page = visit(writing.url)
    ask(page, EN)
    folded = page.locator(".answer details.withheld")
    folded.locator("summary").click(timeout=30_000)
    expect(folded).to_contain_text("attacker.example")
    expect(folded).to_contain_text("onerror")
    assert page.evaluate("window.__xss") is None
    assert page.locator("#ask-conversation :is(img, script, iframe, svg, b)").count() == 0
    assert page.locator("#ask-conversation a:not([href^='#/p/'])").count() == 0


def test_a_server_that_is_not_there_leaves_the_extracts_even_on_a_phone(writing: Writing, visit: Visit) -> None:
    writing.service.model = ChatModel(ModelSettings(name=f"openai:{'x' * 60}", url="http://127.0.0.1:9/v1"))
    page = visit(writing.url, "fr-FR", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ask(page, FR)
    answer = page.locator(".answer")
    expect(answer.locator(".meta")).to_contain_text("Réponse faite d’extraits", timeout=30_000)
    expect(answer.locator(".text")).to_contain_text("127.0.0.1:9 ne répond pas")
    expect(answer.locator(".text")).to_contain_text("Trois buts sont fixés")
    expect(page.locator("#ask-button")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

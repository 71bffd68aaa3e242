"""What is shown of an answer that a model writes: its sentences, what is withheld, who wrote."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from assistant.ask.chat_models import ChatModel
from assistant.ask.sources import Source
from assistant.ask.types import Answer, AnswerStatus, JudgedSentence, ModelReceipt, Reason, Related, Written
from assistant.cli.receipt import receipts_of
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.settings.model import ModelSettings
from assistant.ui.localized import html as sent
from assistant.ui.pages import ask
from assistant.ui.parts import conversation, export_menu, written_answer
from assistant.ui.parts.conversation import Exchange
from assistant.ui.parts.writings import Writings
from tests.assistant.ui.test_parts import HOSTILE, LANGUAGES, assert_harmless, citation

WITHHELD = JudgedSentence("It costs 7 million dollars [2].", " ", (2,), False, Reason.FIGURE)
TOLD = "One sentence of the model is withheld: a figure that is not in its source."


def receipt(*sentences: JudgedSentence, question: str = "What goals?", finished: bool = True) -> ModelReceipt:
    sources = tuple(Source(key, "plan", f"{12 + key}", f"Plan, para. {12 + key}", ()) for key in (1, 2))
    return ModelReceipt(
        question=question,
        asked=question,
        language="en",
        kind="fact",
        scope=(),
        model="openai:x",
        host="models.example",
        prompt="write.answer@en:1",
        index="0",
        sources=sources,
        sentences=sentences,
        finished=finished,
    )


def written(text: str = "Three goals are set [1].", language: str = "en", **changes: Any) -> Answer:
    values: dict[str, Any] = {
        "model": "openai:x",
        "host": "models.example",
        "shown": 1,
        "over": True,
        "finished": True,
    } | changes
    sources = (citation(), citation(n=2, locator="14", citation="Plan, para. 14"))
    mode = "generative" if values["shown"] else "extractive"
    return Answer(
        "What goals?",
        language,
        mode,
        AnswerStatus.ANSWERED,
        text,
        sources,
        written=Written(**values),
        receipt=receipt(),
    )


def shown(answer: Answer, language: str = "en", *, stopped: bool = False) -> str:
    return str(conversation.render(language, [Exchange("What goals?", answer, stopped)]))


# Its sentences ---------------------------------------------------------------------------------------------------


def test_the_number_behind_every_sentence_opens_its_source_and_one_in_a_quotation_is_text() -> None:
    page = shown(written("Three goals are set [1][2]. The plan says “see [1]” [2]. It has no source [7]."))
    assert re.findall(r'class="ref"[^>]*data-locator="(\d+)"[^>]*>(\d)</button>', page) == [
        ("13", "1"), ("14", "2"), ("14", "2"),
    ]  # fmt: skip
    assert "“see [1]”" in page
    assert "no source [7]." in page


def test_each_sentence_bears_the_mark_of_what_it_rests_on() -> None:
    sources = (citation(), citation(n=2, status="note"), citation(n=3, verified=False))
    growing = replace(written("One [1]. Two [2]. Three [3].", over=False), citations=sources)
    for language, note, marks in (
        ("en", "our note", "✓ note !"),
        ("fr", "notre note", "✓ note !"),
        ("es", "nuestra nota", "✓ nota !"),
    ):
        page = shown(growing, language)
        assert re.findall(r'data-mark="([^"]+)"', page) == marks.split()
        assert note in re.findall(r'class="ref"[^>]*aria-label="([^"]+)"', page)[1]


def test_what_a_model_numbers_or_lists_stays_as_it_is() -> None:
    page = shown(written("The plan sets:\n3. statistics [1]\n7. finance [2]\n\nAnd also:\n- youth [1]\n– training [2]"))
    for line in ("<p>3. statistics ", "<p>7. finance ", "<li>youth ", "<p>– training "):
        assert line in page
    assert "<ol" not in page.replace('<ol class="turn-sources">', "")  # these are on paper alone


def test_while_it_grows_writing_is_said_once_and_nothing_is_final() -> None:
    first = Exchange("q", written("", shown=0, over=False))
    later = Exchange("q", written(over=False, told=TOLD, withheld=(WITHHELD,)))
    page = str(conversation.render("en", [later]))
    assert "1 sentence held back so far" in page
    assert "Writing…" in page
    assert TOLD not in page
    assert "held against its sources</" not in page
    assert conversation.announcement("en", [first]) == conversation.announcement("en", [later])
    assert later.whole_answer is None
    said = conversation.announcement("en", [Exchange("q", written(told=TOLD, withheld=(WITHHELD,)))])
    assert "Answer ready (2 sources)" in said
    assert TOLD in said


def test_a_stopped_answer_keeps_what_was_shown_and_says_so() -> None:
    growing = written(over=False)
    page = shown(growing, stopped=True)
    assert "Three goals are set" in page
    assert "Stopped." in page
    assert "Writing…" not in page
    assert Exchange("q", growing, stopped=True).whole_answer == growing
    nothing = replace(growing, answer="", citations=())
    assert "Rédaction arrêtée avant qu’une phrase puisse être montrée." in shown(nothing, "fr", stopped=True)
    assert Exchange("q", nothing, stopped=True).whole_answer is None


# Beneath it ------------------------------------------------------------------------------------------------------


def test_what_is_withheld_is_one_line_that_opens_to_sentences_and_reasons() -> None:
    page = shown(written(told=TOLD, withheld=(WITHHELD,)))
    assert f'<summary lang="en">{TOLD}</summary>' in page
    folded = page.partition('<details class="withheld"')[2].partition("</details>")[0]
    assert "Withheld" in folded
    assert "a figure that is not in its source" in folded
    assert '<p class="unborne" lang="en">It costs 7 million dollars.</p>' in folded
    assert 'href="#/p/plan/14?lang=en">Plan, para. 14</a>' in folded
    assert "<button" not in folded


def test_a_paragraph_that_says_more_is_a_link_beneath() -> None:
    page = shown(written(better=(Related("plan", "12", "Plan, para. 12"),)), "fr")
    assert "Proches de ce qu’écrit le modèle" in page
    assert 'href="#/p/plan/12?lang=en">Plan, para. 12</a>' in page


def test_the_foot_names_the_model_and_where_it_is() -> None:
    assert "Written by openai:x (models.example); checked by rule: sources" in shown(written())
    here = shown(written(host="", model="small.gguf"), "fr")
    assert "Rédigé par small.gguf (sur cette machine)\u00a0; contrôlés par des règles\u00a0:" in here
    fault = shown(written("models.example is busy.\n\n“Three goals” [1]", shown=0, finished=False, fault="model_busy"))
    assert "Answer made of extracts; nothing by openai:x (models.example) is shown" in fault
    assert fault.count('class="ref"') == 1


@pytest.mark.parametrize(
    ("settings", "english", "french"),
    [
        (ModelSettings(name="mistralai:m", key="k"), "m. api.mistral.ai receives", "m. api.mistral.ai reçoit"),
        (
            ModelSettings(name="openai:m", url="http://127.0.0.1:8080/v1"),
            "m. 127.0.0.1:8080, on this machine, receives",
            "m. 127.0.0.1:8080, sur cette machine, reçoit",
        ),
        (ModelSettings(file=Path("m.gguf")), "machine: nothing leaves it", "machine\u00a0: rien n’en sort"),
    ],
)
def test_the_line_above_the_question_says_who_is_sent_what(settings: ModelSettings, english: str, french: str) -> None:
    model = ChatModel(settings)
    for language, said in (("en", english), ("fr", french)):
        assert said in written_answer.who_writes(model, language, written_answer.WRITTEN)
        quoting = written_answer.who_writes(model, language, written_answer.QUOTATIONS)
        assert model.name in quoting
        assert "receives" not in quoting and "reçoit" not in quoting


# Its receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_is_a_file_that_the_command_line_reads(tmp_path: Path) -> None:
    judged = receipt(WITHHELD, question="Quels sont les coûts ?")
    file = export_menu.receipt_file(judged)
    assert file["name"] == "alinea-receipt-quels-sont-les-couts.json"
    path = tmp_path / file["name"]
    path.write_bytes(base64.b64decode(file["content"]))
    assert list(receipts_of(path)) == [judged]
    assert json.loads(path.read_text(encoding="utf-8"))["question"] == "Quels sont les coûts ?"


# What its text can do, and what stops it --------------------------------------------------------------------------


@given(HOSTILE, LANGUAGES)
def test_what_a_model_writes_is_harmless(text: str, language: str) -> None:
    sentence = JudgedSentence(text, " ", (1, 9), False, Reason.UNSAFE, text)
    source = Source(1, text, text, text, ())
    record = replace(receipt(sentence), question=text, sources=(source,))
    said = written(
        f"{text} [1] {text}\n- {text} [2]. {text}", language=language, model=text, host=text, told=text,
        withheld=(sentence,), better=(Related(text, text, text),),
    )  # fmt: skip
    answer = replace(
        said, receipt=record, citations=(citation(text, title=text, citation=text, document=text, language=text),)
    )
    for exchange in (
        Exchange(text, answer),
        Exchange(text, answer, stopped=True),
        Exchange(text, replace(answer, written=replace(answer.written, over=False))),  # type: ignore[type-var]
    ):
        assert_harmless(str(conversation.render(language, [exchange])))
        assert_harmless(str(sent(conversation.announcement(language, [exchange]))))
    assert re.fullmatch(r"alinea-receipt-[\w-]+\.json", export_menu.receipt_file(record)["name"], re.ASCII)


class Growing(Assistant):
    """A façade whose model writes two sentences, and is then stopped or comes to its end."""

    def __init__(self, settings: Settings, stop: threading.Event | None) -> None:
        super().__init__(settings)
        self.stop, self.closed = stop, False

    def answers(self, question: str, **options: Any) -> Iterator[Answer]:
        """Write."""
        try:
            yield written("", shown=0, over=False)
            yield written("One [1].", over=False)
            if self.stop is not None:
                self.stop.set()
            yield written("It broke off. Extracts.", fault="answer_cut" if self.stop else "")
        finally:
            self.closed = True


@pytest.mark.parametrize("stopped", [False, True])
def test_an_answer_grows_until_it_is_whole_or_stopped(settings: Settings, stopped: bool) -> None:
    stop = threading.Event()
    service = Growing(settings, stop if stopped else None)
    steps = list(ask.growing(service, "Goals?", "en", [], True, stop))
    texts = [each.outcome.answer if isinstance(each.outcome, Answer) else None for each in steps]
    assert texts == [None, "", "One [1].", "One [1]." if stopped else "It broke off. Extracts."]
    assert [each.stopped for each in steps] == [False, False, False, stopped]
    assert service.closed
    service.close()


def test_one_session_stops_its_own_answers_alone() -> None:
    writings = Writings()
    with writings.begun("a") as one, writings.begun("b") as other:
        writings.stop("a")
        writings.stop("nobody")
        assert (one.is_set(), other.is_set(), writings.count) == (True, False, 2)
    assert other.is_set()
    assert writings.count == 0


def test_without_a_model_the_page_is_as_it_was_and_loads_no_client() -> None:
    program = (
        "import sys, tempfile; from pathlib import Path; from assistant.service import Assistant;"
        "from assistant.settings import Settings; from assistant.ui.app import create_app, build;"
        "service = Assistant(Settings(Path(tempfile.mkdtemp()), notes=False)); create_app(service);"
        "names = {getattr(each, 'elem_id', None) for each in build(service)[0].blocks.values()};"
        "service.close();"
        "print({'ask-writer', 'ask-form', 'ask-stop'} & names,"
        "{'langchain_openai', 'openai', 'langchain_core', 'assistant.ask.generative'} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[-2] == "set() set()"

"""Answers that a model writes: real llama.cpp says what a test wants, the gate decides, the extracts stand behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import docx
import pytest

from assistant.ask.chat_models import ChatModel, Message
from assistant.ask.generative import FAULTS, told
from assistant.ask.types import Answer, Reason
from assistant.errors import AnswerCut, ModelFault
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.settings.model import ModelSettings
from corpus.types import Language
from tests.assistant.ask.models.faulty import SCENARIOS, Scenario, serving
from tests.assistant.ask.models.llama import Speakers, is_idle

DOCUMENTS = Path(__file__).parents[3] / "data" / "scripts" / "documents"
QUESTION = {
    "en": "How is a start-up grant paid to a new orchard cooperative?",
    "fr": "Comment l’aide au démarrage est-elle versée à une nouvelle coopérative de vergers ?",
    "es": "¿Cómo se abona la ayuda inicial a una nueva cooperativa de huertos?",
}
SAYS = {
    "en": "In summary:\nA start-up grant should be paid in two equal instalments, the second only if the accounts have"
    " been filed [1]. It must not exceed 45 per cent of the cost [1]. It may not be used to buy land. [1]",
    "fr": "En résumé :\nL’aide au démarrage devrait être versée en deux tranches égales, la seconde seulement si les"
    " comptes ont été déposés [1]. Elle peut atteindre 45 pour cent du coût [1].",
    "es": "En resumen:\nLa ayuda inicial debería abonarse en dos plazos iguales, el segundo solo si la cooperativa ha"
    " presentado sus cuentas [1]. Puede alcanzar el 45 por ciento del costo [1].",
}


class Saying(ChatModel):
    """A model that says a text without any server, and remembers what it was asked."""

    def __init__(self, *texts: str) -> None:
        super().__init__(ModelSettings(name="openai:saying", url="http://127.0.0.1:9/v1"))
        self.texts, self.asked = cycle(texts), list[Sequence[Message]]()

    def stream(self, messages: Sequence[Message], stop: object = None) -> Iterator[str]:
        """Say the next text in pieces."""
        self.asked.append(messages)
        text = next(self.texts)
        yield from (text[at : at + 5] for at in range(0, len(text), 5))


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    service = Assistant(Settings(tmp_path_factory.mktemp("ferries"), notes=False))
    assert not service.add([DOCUMENTS]).errors
    yield service
    service.close()


@pytest.fixture
def with_model(ferries: Assistant) -> Iterator[Callable[[ChatModel], Assistant]]:
    """Give what has the documents answered by a model."""

    def use(model: ChatModel) -> Assistant:
        """Use it."""
        ferries.model = model
        return ferries

    yield use
    ferries.model = None


# What is shown -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_the_sources_bear_out_is_shown_and_the_rest_is_not(
    language: str, speakers: Speakers, with_model: Callable[[ChatModel], Assistant]
) -> None:
    answer = with_model(speakers.model(SAYS[language])).ask(QUESTION[language])
    assert (answer.mode, answer.status, answer.language) == ("generative", "answered", language)
    assert "45" not in answer.answer
    assert "[1]" in answer.answer
    assert answer.written is not None
    assert [each.reason for each in answer.written.withheld] == [Reason.FIGURE]
    assert answer.written.finished
    assert answer.written.host == ""
    (source,) = answer.citations
    assert (source.locator, source.language, source.verified) == ("3", language, True)


def test_an_answer_grows_sentence_by_sentence(with_model: Callable[[ChatModel], Assistant]) -> None:
    growing = list(with_model(Saying(SAYS["en"])).answers(QUESTION["en"]))
    shown = [each.written.shown for each in growing if each.written]
    assert shown == sorted(shown)
    assert (shown[0], shown[-1]) == (0, 3)
    assert [each.written.over for each in growing if each.written] == [False] * (len(growing) - 1) + [True]


def test_items_are_judged_with_the_line_that_opens_them(with_model: Callable[[ChatModel], Assistant]) -> None:
    says = (
        "A start-up grant ends where:\n- more than half of the trees have been sold [1];\n"
        "- no general meeting has been held for eighteen months [1];\n- no meeting has been held for six months [1].\n"
    )
    answer = with_model(Saying(says)).ask("When does a start-up grant end?")
    assert "A start-up grant ends where [1]:\n- more than half" in answer.answer
    assert "six months" not in answer.answer


def test_where_nothing_passes_the_extracts_are_the_answer(
    ferries: Assistant, with_model: Callable[[ChatModel], Assistant]
) -> None:
    plain = ferries.ask(QUESTION["en"])
    answer = with_model(Saying("In summary: It is all free. The moon is made of cheese [1].")).ask(QUESTION["en"])
    assert answer.mode == "extractive"
    assert answer.citations == plain.citations
    assert answer.answer.startswith("No sentence of the model passed the checks.")
    assert answer.answer.endswith(plain.answer)


def test_that_the_paragraphs_do_not_answer_is_no_lie(
    ferries: Assistant, with_model: Callable[[ChatModel], Assistant]
) -> None:
    answer = with_model(Saying("The paragraphs do not answer this question.")).ask(QUESTION["en"])
    assert answer.written is not None
    assert answer.written.withheld == ()
    assert answer.answer.startswith("The model finds no answer in the paragraphs that it was given.")
    assert answer.answer.endswith(ferries.ask(QUESTION["en"]).answer)
    assert not answer.sure


def test_an_answer_begins_with_its_first_sentence_shown(with_model: Callable[[ChatModel], Assistant]) -> None:
    answer = with_model(Saying(f"The moon is made of cheese [1]. {SAYS['en']}")).ask(QUESTION["en"])
    assert answer.answer == answer.answer.lstrip()


def test_a_file_for_word_tells_who_wrote_the_answer(with_model: Callable[[ChatModel], Assistant]) -> None:
    service = with_model(Saying(SAYS["en"]))
    answer = service.ask(QUESTION["en"])
    said = [each.text for each in docx.Document(io.BytesIO(service.export(answer, ".docx", ()))).paragraphs]
    assert any(each.startswith("Written by ") and "their meaning was not" in each for each in said)


def test_a_place_asked_for_is_shown_as_it_is_and_explained_where_that_is_asked(
    with_model: Callable[[ChatModel], Assistant],
) -> None:
    model = Saying("The grant must not exceed 40 per cent of the cost of the trees and tools [1].")
    service = with_model(model)
    assert service.ask("R912, para. 3").mode == "reference"
    assert not model.asked
    explained = service.ask("Explain R912, para. 3 in plain words")
    assert explained.mode == "generative"
    assert "Explain the paragraph asked for" in model.asked[0][1].text


def test_a_refusal_stands_and_the_model_is_not_asked(with_model: Callable[[ChatModel], Assistant]) -> None:
    model = Saying("It is in Paris [1].")
    answer = with_model(model).ask("How do I bake a chocolate cake?")
    assert answer.status != "answered"
    assert not model.asked
    assert answer.written is None


def test_failed_sentences_are_given_back_once(with_model: Callable[[ChatModel], Assistant]) -> None:
    model = Saying(
        "It must not exceed 45 per cent of the cost of the trees and tools [1].",
        "It must not exceed 40 per cent of the cost of the trees and tools [1].",
    )
    answer = with_model(model).ask(QUESTION["en"])
    assert answer.answer == "It must not exceed 40 per cent of the cost of the trees and tools [1]."
    assert len(model.asked) == 2
    assert "a figure that is not in its source" in model.asked[1][-1].text
    assert answer.receipt is not None
    assert [each.repaired for each in answer.receipt.sentences] == [True]


def test_a_better_paragraph_that_was_not_cited_is_offered(with_model: Callable[[ChatModel], Assistant]) -> None:
    question = "What are the terms of the supervisory boards of orchard and ferry cooperatives?"
    model = Saying("?")
    with_model(model).ask(question)
    keys = {place: _key(model, place) for place in ("para. 8", "para. 9")}
    says = f"The board of a cooperative may be attended without the right to vote [{keys['para. 8']}]."
    answer = with_model(Saying(says)).ask(question)
    assert answer.written is not None
    assert "R912, para. 9" in [each.citation for each in answer.written.better] or answer.written.withheld


def _key(model: Saying, place: str) -> str:
    """Return the key under which a model was given a place."""
    line = next(each for each in model.asked[0][1].text.split("\n") if each.startswith("[") and f"{place} " in each)
    return line[1 : line.index("]")]


def test_a_follow_up_that_no_rule_fills_in_is_written_anew(with_model: Callable[[ChatModel], Assistant]) -> None:
    from assistant.types import Turn

    model = Saying("When does a start-up grant end?", "A start-up grant ends where the trees are sold [1].")
    answer = with_model(model).ask(
        "Would these still hold if the members dissolved it?", history=[Turn(QUESTION["en"])]
    )
    assert "– How is a start-up grant paid" in model.asked[0][0].text
    assert answer.receipt is None or answer.receipt.asked == "When does a start-up grant end?"


# Faults ------------------------------------------------------------------------------------------------------------


FAULTY = [(name, scenario) for name, scenario in SCENARIOS.items() if scenario.error is not None]


@pytest.mark.parametrize(
    ("name", "scenario", "language"),
    [(name, scenario, language) for (name, scenario), language in zip(FAULTY, cycle(["en", "fr", "es"]), strict=False)],
    ids=[name for name, _ in FAULTY],
)
def test_under_every_fault_there_is_a_message_and_the_answer_of_the_documents(
    name: str,
    scenario: Scenario,
    language: str,
    ferries: Assistant,
    with_model: Callable[[ChatModel], Assistant],
    resolved: list[str],
) -> None:
    plain = ferries.ask(QUESTION[language])
    with serving(scenario) as server:
        answer = with_model(ChatModel(server.settings(), scenario.limits)).ask(QUESTION[language])
    assert answer.written is not None
    assert answer.written.fault
    assert answer.status == "answered"
    assert answer.answer.endswith(plain.answer)
    labels = {"en": "the documents say:", "fr": "disent les documents\u00a0:", "es": "dicen los documentos:"}
    assert labels[language] in answer.answer
    assert "sk-" not in answer.answer
    assert "<" not in answer.answer
    assert len(answer.citations) >= len(plain.citations)


@pytest.mark.parametrize("language", [*Language])
@pytest.mark.parametrize("kind", [*FAULTS])
def test_every_fault_is_told_in_three_languages(kind: type[ModelFault], language: Language) -> None:
    names = "detail host variable model seconds file package install".split()
    said = told(kind(**{name: f"<{name}>" for name in names}), language)
    assert said.endswith(".") or "<detail>" in said
    assert "{" not in said
    if language is Language.EN:
        assert said == str(kind(**{name: f"<{name}>" for name in names})).replace("{", "")


def test_what_came_before_a_break_is_kept(with_model: Callable[[ChatModel], Assistant]) -> None:
    class Breaking(Saying):
        def stream(self, messages: Sequence[Message], stop: object = None) -> Iterator[str]:
            yield "It must not exceed 40 per cent of the cost of the trees and tools [1]. The grant"
            raise AnswerCut(model="m", reason="broken")

    answer = with_model(Breaking("")).ask(QUESTION["en"])
    assert answer.mode == "generative"
    assert answer.answer.startswith("It must not exceed 40 per cent of the cost of the trees and tools [1].")
    assert "broke off before its end" in answer.answer
    assert "This is what the documents say:" in answer.answer


def test_a_model_that_cannot_read_all_is_given_half(with_model: Callable[[ChatModel], Assistant]) -> None:
    from assistant.errors import PassagesTooLong

    class Small(Saying):
        def stream(self, messages: Sequence[Message], stop: object = None) -> Iterator[str]:
            if not self.asked:
                self.asked.append(messages)
                raise PassagesTooLong(model="small")
            yield from super().stream(messages)

    model = Small("The members of the board may be re-elected without limit.")
    with_model(model).ask("What are the terms of the supervisory boards of orchard and ferry cooperatives?")
    first, second = (each[1].text.count("\n[") for each in model.asked[:2])
    assert second < first


def test_closing_the_answer_stops_the_server(speakers: Speakers, with_model: Callable[[ChatModel], Assistant]) -> None:
    text = "It must not exceed 40 per cent of the cost of the trees and tools [1]. "
    file = speakers.file(text, endless=True)
    growing = with_model(speakers.model(text, endless=True)).answers(QUESTION["en"])
    assert any(each.written and each.written.shown for each in growing)
    growing.close()  # type: ignore[attr-defined]
    assert is_idle(file)


# For graphs --------------------------------------------------------------------------------------------------------


def test_it_is_a_node_of_a_graph_with_citations_as_annotations(with_model: Callable[[ChatModel], Assistant]) -> None:
    from langgraph.graph import END, START, MessagesState, StateGraph

    from assistant.ask.runnable import as_runnable

    node = as_runnable(with_model(Saying(SAYS["en"])).answers)
    graph: Any = StateGraph(MessagesState)
    graph.add_node("alinea", lambda state: {"messages": [node.invoke(state["messages"][-1].text)]})
    graph.add_edge(START, "alinea")
    graph.add_edge("alinea", END)
    said = graph.compile().invoke({"messages": [("user", QUESTION["en"])]})["messages"][-1]
    answer: Answer = with_model(Saying(SAYS["en"])).ask(QUESTION["en"])
    assert said.text.strip() == answer.answer
    notes = [note for block in said.content_blocks for note in block.get("annotations", [])]
    assert {note["extras"]["locator"] for note in notes} == {"3"}
    assert all(note["type"] == "citation" for note in notes)
    assert said.response_metadata["mode"] == "generative"

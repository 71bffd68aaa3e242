"""A whole conversation as one file: each question with its number, its answer or what was told, and its sources."""

from __future__ import annotations

import io
import json

import docx
import docx.document
import pytest
from docx.oxml.ns import qn

from assistant.ask.conversation import Conversation, Exchange
from assistant.errors import BadRequest
from assistant.service import Assistant
from corpus.types import Language
from tests.assistant.export.test_markdown import RENDERERS, lines, shown
from tests.assistant.export.test_word_file import notes, part

FRENCH = "Quels sont les trois objectifs de la stratégie ?"
REFUSED = "How many cooperatives are there in Kenya?"
TOLD = "La recherche est indisponible pour le moment."


def headings(file: docx.document.Document, level: int) -> list[str]:
    return [each.text for each in file.paragraphs if each.style and each.style.name == f"Heading {level}"]


@pytest.fixture(scope="module")
def talk(alinea: Assistant) -> Conversation:
    """Give three questions answered or refused, and one whose error was told."""
    asked = [Exchange(question, alinea.ask(question)) for question in (FRENCH, REFUSED, "Où travaillent-ils ?")]
    return Conversation((*asked, Exchange("Et après ?", None, TOLD)), Language.FR)


def test_word_has_each_question_its_answer_and_its_sources(alinea: Assistant, talk: Conversation) -> None:
    content = alinea.export(talk, "docx")
    file = docx.Document(io.BytesIO(content))
    assert file.core_properties.title == FRENCH and file.core_properties.language == "fr-FR"
    assert headings(file, 1) == [FRENCH]
    assert headings(file, 2) == [*(f"{n}. {each.question}" for n, each in enumerate(talk.exchanges, 1)), "Reçu"]
    paragraphs = [each.text for each in file.paragraphs]
    refused = talk.exchanges[1].answer
    assert refused and refused.answer in paragraphs and TOLD in paragraphs
    for each in talk.exchanges:
        for cited in each.answer.citations if each.answer else ():
            assert any(cited.quote in text for text in paragraphs)
    state = f"État de l’index\u00a0: {alinea.engine.opened().state}."
    assert paragraphs.count(state) == 1  # one receipt for the whole


def test_footnotes_are_numbered_through_and_each_source_has_the_number_of_its_own(
    alinea: Assistant, talk: Conversation
) -> None:
    twice = Conversation((talk.exchanges[0], talk.exchanges[0]), Language.FR)
    content = alinea.export(twice, "docx")
    called = [int(each.get(qn("w:id"))) for each in part(content, "word/document.xml").iter(qn("w:footnoteReference"))]
    answer = talk.exchanges[0].answer
    assert answer is not None
    total = 2 * len(answer.citations)
    assert called == sorted(notes(content)) == list(range(1, total + 1))
    titles = headings(docx.Document(io.BytesIO(content)), 4)
    assert [int(title.split(".")[0]) for title in titles] == list(range(1, total + 1))
    for number, title in enumerate(titles, 1):
        assert answer.citations[(number - 1) % len(answer.citations)].locator.split("(")[0] in title
        assert title.split("GB.", 1)[1] in notes(content)[number]


def test_markdown_keeps_the_numbers_of_each_answer(alinea: Assistant, talk: Conversation) -> None:
    read = shown(alinea.export(talk, "md").decode("utf-8"), RENDERERS["commonmark"])
    assert [text for tag, text in read if tag == "h2"] == [
        *(f"{n}. {each.question}" for n, each in enumerate(talk.exchanges, 1)),
        "Reçu",
    ]
    at = 1
    for each in talk.exchanges:
        answer = each.answer.answer if each.answer else each.told
        assert read[at + 1 : at + 1 + len(lines(answer))] == [("p", line) for line in lines(answer)]
        at = next(n for n in range(at + 1, len(read)) if read[n][0] == "h2")
    numbered = [text.split(".")[0] for tag, text in read if tag == "h4"]
    assert numbered == [str(c.n) for each in talk.exchanges if each.answer for c in each.answer.citations]


def test_json_has_the_contract_s_objects_and_one_receipt(alinea: Assistant, talk: Conversation) -> None:
    read = json.loads(alinea.export(talk, "json"))
    assert list(read) == ["title", "language", "exchanges", "receipt"]
    assert (read["title"], read["language"]) == (FRENCH, "fr")
    for each, exchange in zip(talk.exchanges, read["exchanges"], strict=True):
        assert list(exchange) == ["question", "answer", "told", "references"]
        assert exchange["answer"] == (json.loads(json.dumps(each.answer.to_json())) if each.answer else None)
        cited = each.answer.citations if each.answer else ()
        assert [reference["n"] for reference in exchange["references"]] == [source.n for source in cited]
        assert all(
            source["verified"] is (source["status"] != "note")
            for source in (exchange["answer"] or {}).get("citations", [])
        )
    assert read["exchanges"][1]["answer"]["status"] == "not_in_documents"
    assert read["exchanges"][3]["told"] == TOLD
    receipt = read["receipt"]
    assert receipt["question"] == FRENCH and len(receipt["verified"]) == len(receipt["notes"]) == len(talk.exchanges)
    assert receipt["verified"][0] and receipt["notes"][0] and receipt["verified"][1] == []


def test_the_name_a_reader_gave_is_its_title(alinea: Assistant, talk: Conversation) -> None:
    named = Conversation(talk.exchanges, Language.ES, "Talleres")
    assert alinea.export(named, "md").decode("utf-8").startswith("# Talleres\n\n## 1. ")
    assert "## Recibo" in alinea.export(named, "md").decode("utf-8")


def test_a_conversation_is_no_table_and_has_a_question(alinea: Assistant, talk: Conversation) -> None:
    with pytest.raises(BadRequest, match="docx, md or json"):
        alinea.export(talk, "csv")
    with pytest.raises(BadRequest, match="with a question"):
        alinea.export(Conversation(()), "docx")

"""A whole answer for the clipboard: its lines, and the sources that its numbers stand for."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask.types import Answer, AnswerStatus
from assistant.export.plain_text import answer_text
from assistant.service import Assistant
from assistant.types import Citation

QUESTION = "Quels sont les trois objectifs de la stratégie ?"


def test_the_lines_stay_and_the_sources_follow_with_their_status(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    text = answer_text(answer, "fr")
    said, sources = text.split("\n\nSources\n")
    assert said == answer.answer
    ours = "Note non officielle\u00a0; le texte officiel fait foi · Notre propre résumé, qui n’est pas une citation"
    told = {"official": "Texte officiel", "note": ours}
    assert sources.splitlines() == [
        f"[{each.n}] {each.citation}, {each.title} ({told[each.status]})" for each in answer.citations
    ]
    assert "paragr.\u00a03" in text and "\\" not in text  # references keep their spaces, and nothing is escaped


def test_what_the_answer_does_not_quote_stands_under_its_source(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    worded = replace(answer, answer="La stratégie a trois objectifs [1].")
    lines = answer_text(worded, "en", "https://alinea.example/").splitlines()
    assert lines[:3] == ["La stratégie a trois objectifs [1].", "", "Sources"]
    for each in answer.citations:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"[{each.n}] "))
        quoted = "\n".join(lines[at + 1 : at + 2 + each.quote.count("\n")])
        assert each.quote in quoted and quoted.startswith("«\u00a0") is (each.status != "note")
        address = lines[at + 2 + each.quote.count("\n")]
        assert address.startswith(f"https://alinea.example/#/p/{each.document}/")
        assert address.endswith(f"?lang={each.language}")


def test_what_was_not_verified_says_so_and_a_refusal_has_no_sources(alinea: Assistant) -> None:
    source = Citation(1, "d", None, "Charter", "2", "Charter, para. 2", "en", "official", "Bread", verified=False)
    answer = Answer("q", "en", "extractive", AnswerStatus.ANSWERED, "Bread [1]", (source,))
    assert answer_text(answer, "en") == (
        "Bread [1]\n\nSources\n"
        "[1] Charter, para. 2 (Official text · Not verified: read the paragraph before quoting it)"
    )
    refused = alinea.ask("How many cooperatives are there in Kenya?")
    assert answer_text(refused, "en") == refused.answer

"""What the command line prints for people: complete, narrow enough, and nothing that a terminal obeys."""

from __future__ import annotations

import json

import pytest

from assistant.ask.types import Answer, AnswerStatus
from assistant.cite.types import Cited
from assistant.cli import ask, cite, documents, find, terminal
from assistant.cli.parser import build_parser
from assistant.documents.types import Added, AddedDocument, AddError
from assistant.service import Assistant
from assistant.types import Citation


def test_hits_are_numbered_with_their_citation_language_and_text(alinea: Assistant) -> None:
    text = find.text(alinea.find("bicycles lent to nurses", k=2))
    first, second = text.split("\n\n")[:2]
    assert first.startswith("1. Letter to the friends of the bicycle cooperative, 2 October 2030, ¶2  [en, official]\n")
    assert "212 bicycles" in first
    assert second.startswith("2. ")


def test_a_note_in_the_readers_language_stands_above_the_official_text_and_says_so(alinea: Assistant) -> None:
    found = alinea.find("three objectives of the cooperative repair workshops", document="gb912-ins-4", k=1)
    shown = find.text(found, "en")
    note, official = "[en, note; the official text, beneath, prevails]", "[fr, official]"
    assert shown.index(note) < shown.index(official)
    assert note not in find.text(found, "fr")
    assert "[fr, officiel]" in find.text(found, "fr")
    assert (found.hits[0].language, found.hits[0].status) == ("fr", "official")


def test_nothing_found_is_said(alinea: Assistant) -> None:
    options = build_parser().parse_args(["find", "zzyzx", "--exact", "--kind", "gb-paper"])
    assert find.COMMAND.run(alinea, options).text == "Nothing found."


def test_no_line_of_text_is_wider_than_a_page(alinea: Assistant) -> None:
    answer = ask.text(alinea.ask("What are the three objectives for the cooperative repair workshops?"))
    shown = find.text(alinea.find("cooperative", k=20))
    assert max(len(line) for line in answer.splitlines()) <= 100
    assert max(len(line) for line in shown.splitlines() if line.startswith("   ") and "›" not in line) <= 100


def test_every_citation_of_an_answer_is_listed(alinea: Assistant) -> None:
    answer = alinea.ask("What are the three objectives for the cooperative repair workshops?")
    lines = ask.text(answer).splitlines()
    for citation in answer.citations:
        worth = "our own summary" if citation.status == "note" else "official, verbatim"
        assert f"[{citation.n}] {citation.citation}  [{citation.language}, {worth}]" in lines


def test_a_quote_that_failed_the_gate_is_marked() -> None:
    citation = Citation(1, "d", None, "T", "1", "T, para. 1", "en", "machine_translation", "words", verified=False)
    told = ask.text(Answer("q", "en", "extractive", AnswerStatus.ANSWERED, "words [1]", (citation,)))
    assert "[1] T, para. 1  [en, machine translation, NOT VERIFIED]" in told


def test_a_reference_is_shown_with_its_heading_and_text(alinea: Assistant) -> None:
    told = cite.text(alinea.cite("GB.912/INS/4, para. 5", language="fr"))
    head, path, *text = told.split("\n")
    assert head == "GB.912/INS/4, paragr.\u00a05  [fr, officiel]"
    assert path.endswith("Contexte")
    assert "La présidente" in " ".join(text)


def test_a_reference_in_another_language_says_so(alinea: Assistant) -> None:
    assert "no está cargado en español" in cite.text(alinea.cite("GB.912/INS/4, párr. 5"))


def test_what_is_missing_of_several_places_is_said(alinea: Assistant) -> None:
    assert "There is no para. 31" in cite.text(alinea.cite("GB.912/INS/4, paras 1 and 31"))


def test_a_reference_that_leads_nowhere_prints_why() -> None:
    assert cite.text(Cited("x", "en", "not_a_reference", "No.")) == "No."


def test_the_report_on_files() -> None:
    document = AddedDocument(
        "paper", "fr", "a.pdf", 3, 20, tuple(map(str, range(1, 21))), ("Page 2 is empty.",), "added", {"footer": 3}
    )
    told = documents.report(Added((document,), (AddError("b.pdf", "b.pdf could not be read."),)))
    assert told.splitlines() == [
        "paper (fr): added",
        "  status      added text, not confirmed as official",
        "  file        a.pdf",
        "  paragraphs  20 on 3 page(s)",
        "  numbers     1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, … 20",
        "  left out    3 × footer",
        "  warning     Page 2 is empty.",
        "",
        "NOT ADDED  b.pdf could not be read.",
    ]
    assert documents.report(Added((), ())) == "Nothing to add."


def test_the_list_of_documents(alinea: Assistant) -> None:
    told = documents.contents(alinea.library())
    assert (
        "Strategy and plan of action for cooperative repair workshops\n  gb912-ins-4  GB.912/INS/4 · gb-paper" in told
    )
    assert "  fr  official  19 paragraphs  strategy.fr.txt" in told
    assert "empty" in documents.contents([])


@pytest.mark.parametrize("sign", ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\r", "\x9b2J", "\u202ertl", "\x00"])
def test_nothing_reaches_the_terminal_that_it_would_obey(sign: str) -> None:
    plain = terminal.plain(f"before {sign} after")
    assert plain.isprintable()
    assert plain.startswith("before ")
    assert plain.endswith(" after")


def test_json_is_the_same_object_without_what_a_terminal_obeys() -> None:
    said = json.dumps({"text": "a\x9b2Jb \u202ec «\u00a0é\u00a0» \u2028"}, ensure_ascii=False)
    told = terminal.escaped(said)
    assert json.loads(told) == json.loads(said)
    assert not {"\x9b", "\u202e"} & set(told)
    assert "«\u00a0é\u00a0»" in told


def test_what_a_reader_needs_is_kept() -> None:
    text = "«\u00a0paragr.\u00a03\u00a0»\n\tmalgré l’œuvre – 10² 🙂"
    assert terminal.plain(text) == text


def test_several_notes_asked_for_come_each_with_the_official_text_that_prevails(alinea: Assistant) -> None:
    told = cite.text(alinea.cite("GB.912/INS/4, paras 4 and 5", language="en"))
    assert told.count("Unofficial note, English; the official text prevails") == 2
    assert told.count("Official text, French") == 2
    assert "septembre 2033" in told

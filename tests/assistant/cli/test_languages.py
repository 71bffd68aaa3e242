"""What frames an answer on the command line is in one language, that of the question or of `--lang`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prompts
from assistant.cli.command import Command
from assistant.cli.parser import COMMANDS, build_parser
from assistant.service import Assistant
from corpus.text.typography import QUOTED
from tests.world.folders import ROOT, WORKSHOPS

_RUN = {command.name: command.run for command in COMMANDS if isinstance(command, Command)}
_SHORTEST = 12  # characters of a frame that no other language has by chance

# Questions in Spanish over texts in French with notes in French and English: answered, refused, looked up, compared.
SPANISH = (
    ("ask", "¿Cuáles son los tres objetivos de los talleres cooperativos de reparación?"),
    ("ask", "¿Cuántas personas emplean los talleres?"),
    ("ask", "¿Qué decisión se propone?"),
    ("ask", "¿Cuánto cuesta el plan de acción?"),
    ("ask", "¿Qué filas del plan terminan en 2012?"),
    ("ask", "¿Qué dice el artículo 4 del Convenio núm. 190?"),
    ("ask", "¿Qué dice el párrafo 99 de GB.912/INS/4?"),
    ("ask", "¿Qué textos cita el párrafo 3 de GB.912/INS/4?"),
    ("ask", "¿Qué es la economía social y solidaria?"),
    ("ask", "¿Cuál es la capital de Australia?"),
    ("ask", "hola"),
    ("ask", "Resuma el documento GB.912/INS/4"),
    ("find", "las herramientas de los talleres"),
    ("find", "zzyzx", "--exact", "--lang", "es"),
    ("cite", "GB.912/INS/4, párr. 5"),
    ("cite", "GB.912/INS/4, párr. 99", "--lang", "es"),
    ("cite", "C190, art. 4", "--lang", "es"),
    ("cite", "el párrafo perdido", "--lang", "es"),
    ("parallel", "GB.912/INS/4, párr. 5", "--lang", "es"),
    ("links", "GB.912/INS/4, párr. 3", "--lang", "es"),
    ("verify", "«Los talleres reparan relojes de arena» (GB.912/INS/4, párr. 5)", "--lang", "es"),
    ("compare", "herramientas", "--lang", "es"),
    ("plan", "--lang", "es"),
    ("plan", "--lang", "es", "--ending", "2012"),
    ("glossary", "mutual", "--lang", "es"),
    ("glossary", "zzyzx", "--lang", "es"),
    ("study", "quiz", "--lang", "es"),
    ("study", "cards", "--lang", "es"),
    ("study", "session", "--lang", "es"),
    ("study", "path", "herramientas", "--lang", "es"),
)


def frames(language: str) -> set[str]:
    """Return the words around the values of every template of a language, and the whole of those without values."""
    parts = (part for text, _ in prompts.load(language).values() for part in re.split(r"\{\w+\}", text))
    return {part.strip(" .:;,()–—\n") for part in parts if len(part.strip(" .:;,()–—\n")) >= _SHORTEST}


def in_other_words(told: str) -> list[str]:
    """Return the frames in English or French around what is quoted, and around texts shown as they are."""
    files = [*WORKSHOPS.iterdir(), *(ROOT / "corpus" / "notes").glob("*/*.md")]
    documents = " ".join(" ".join(path.read_text(encoding="utf-8") for path in files).split())
    around = QUOTED.sub("", " ".join(told.split()))
    others = (frames("en") | frames("fr")) - frames("es")
    return [frame for frame in sorted(others) if frame in around and frame not in documents]


@pytest.mark.parametrize("arguments", SPANISH, ids=" ".join)
def test_a_spanish_reader_is_told_nothing_in_english_or_french(alinea: Assistant, arguments: tuple[str, ...]) -> None:
    told = _RUN[arguments[0]](alinea, build_parser().parse_args(list(arguments))).text
    assert told
    assert in_other_words(told) == []


def test_a_file_of_an_answer_in_spanish_is_framed_in_spanish(alinea: Assistant, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    path = tmp_path / "respuesta.docx"
    asked = ["ask", "¿Cuáles son los tres objetivos de los talleres cooperativos de reparación?", "--output", str(path)]
    _RUN["ask"](alinea, build_parser().parse_args(asked))
    told = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "Fuentes" in told
    assert in_other_words(told) == []


def test_a_frame_in_another_language_would_be_seen() -> None:
    assert in_other_words(prompts.render("refusal.not_in_documents", "en")) != []
    assert in_other_words(prompts.render("refusal.not_in_documents", "es")) == []

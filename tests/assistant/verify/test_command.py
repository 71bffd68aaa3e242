"""`verify` on the command line: what it says, and its exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., tuple[int, str, str]]

PAGE = (
    "«ils réparent 15,7 tonnes d’outils» (GB.912/INS/4, paragr. 2), “looks after the register of loans” and "
    "“not one of them has been lost” (GB.912/INS/4, para. 2), “pigs fly over the old valley”, “in the old ferry hall”."
)


def test_the_contract(json_of: Any) -> None:
    said = json_of("verify", "ils réparent 15,7 tonnes d’outils", code=1)
    assert set(said) == {"quotes", "took_ms", "read_as", "unchecked", "language"}
    (quote,) = said["quotes"]
    assert {"quote", "status", "places", "attributed", "differences", "nearest"} <= set(quote)
    assert quote["status"] == "altered"
    assert {"document", "symbol", "locator", "citation", "language", "status", "page", "url"} <= set(quote["places"][0])
    (different,) = quote["differences"]
    assert (different["op"], different["quoted"], different["text"], different["figure"]) == (
        "replace", "15,7", "15,6", True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ils réparent 15,6 tonnes", 0),
        ("looks after the register of loans", 1),
        ("ils réparent 15,7 tonnes", 1),
        ("pigs fly", 1),
        ("“in the old ferry hall” (GB.912/INS/4, para. 2)", 1),
        ("", 1),
    ],
)
def test_only_what_is_all_found_succeeds(command: Command, text: str, code: int) -> None:
    assert command("verify", text)[0] == code


def test_it_is_told_in_the_language_of_the_reader(command: Command) -> None:
    for language, words in {
        "fr": ("MODIFIÉE", "MAL ATTRIBUÉE", "INTROUVABLE", "[fr, officiel]", "Ces mots ne s’y trouvent pas."),
        "es": ("ALTERADA", "MAL ATRIBUIDA", "NO ENCONTRADA", "[fr, oficial]", "Las palabras no figuran allí."),
    }.items():
        _, out, _ = command("verify", PAGE, "--lang", language)
        assert [each for each in words if each not in out] == []
        assert not any(each in out for each in ("FOUND:", "quotations", "These words", "Said to be"))


def test_text_for_people(command: Command) -> None:
    code, out, _ = command("verify", PAGE, "--lang", "en")
    assert code == 1
    for said in (
        "1. ALTERED: “ils réparent 15,7 tonnes d’outils”",
        "ils réparent [-15,6-] {+15,7+} tonnes d’outils",
        "“15,7” stands for “15,6” of the text  (figure)",
        "These are the words of an unofficial note, not of the official text: do not quote them as",
        "3. MISATTRIBUTED",
        "Said to be from: GB.912/INS/4, para. 2. They do not stand there.",
        "4. NOT FOUND",
        "2. FOUND IN OUR NOTE ONLY",
        "5 quotations: 1 found, 1 found in our notes only, 1 misattributed, 1 altered, 1 not found.",
    ):
        assert said in out, said


def test_the_verdicts_are_told_in_the_language_of_the_text_or_the_one_asked_for(command: Command) -> None:
    page = (
        "« Ils réparent 15,7 tonnes d’outils par jour » (GB.912/INS/4, paragr. 2), “looks after the register of loans”."
    )
    for options, words in (
        (
            (),
            (
                "1. MODIFIÉE\u00a0: «\u00a0",
                "«\u00a015,7\u00a0» remplace «\u00a015,6\u00a0» du texte  (chiffre)",
                "C’est bien le passage",
            ),
        ),
        (
            ("--lang", "fr"),
            (
                "TROUVÉE DANS NOTRE NOTE SEULEMENT",
                "Citations\u00a0: 2, dont trouvées dans nos notes seulement\u00a0: 1",
            ),
        ),
        (("--lang", "es"), ("1. ALTERADA: «", "ENCONTRADA SOLO EN NUESTRA NOTA", "Referencia dada: GB.912/INS/4")),
    ):
        out = " ".join(command("verify", page, *options)[1].split(" "))
        for said in words:
            assert said in out, said
        assert "Said to be" not in out


def test_a_page_from_a_file_or_standard_input(
    command: Command, program: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    page = tmp_path / "memo.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert "5 quotations" in command("verify", "--file", str(page))[1]
    read = program("verify", "-", "--json", input=PAGE)
    assert [each["status"] for each in json.loads(read.stdout)["quotes"]] == [
        "altered", "found_in_note", "misattributed", "not_found", "found"
    ]  # fmt: skip
    assert command("verify", "--file", str(tmp_path / "nowhere.txt"))[0] == 1


def test_a_word_file(command: Command, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(PAGE)
    document.save(str(tmp_path / "memo.docx"))
    assert "5 quotations" in command("verify", "--file", str(tmp_path / "memo.docx"))[1]


def test_a_batch(command: Command, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "a", "q": "ils réparent 15,6 tonnes"}\n{"id": "b", "q": "pigs fly"}\n', encoding="utf-8")
    code, out, _ = command("verify", "--batch", str(batch), "--json")
    assert code == 1
    assert [(row["id"], row["quotes"][0]["status"]) for row in map(json.loads, out.splitlines())] == [
        ("a", "found"), ("b", "not_found")
    ]  # fmt: skip

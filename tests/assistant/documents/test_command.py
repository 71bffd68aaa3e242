"""`fetch` on the command line: what it says to people and to programs, and when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assistant.cli.command import CommandResult
from assistant.cli.fetch import COMMAND
from assistant.cli.parser import build_parser
from tests.world.staged import Staged


@pytest.fixture
def said(staged: Staged) -> Callable[..., CommandResult]:
    """Give the command: what it says over a catalogue of two."""
    return lambda *arguments: COMMAND.run(staged, build_parser().parse_args(["fetch", *arguments]))


def test_what_was_fetched_and_what_was_not(said: Callable[..., CommandResult]) -> None:
    outcome = said("charter")
    assert outcome.failed
    assert "charter (en): added" in outcome.text and f"SHA-256     {'0' * 64}" in outcome.text
    _, failure = outcome.text.split("NOT FETCHED")
    for expected in (
        "charter (fr)  Charte du port",
        "https://www.ilo.org/charte.pdf  (address not seen, from memory: it may be wrong)",
        "reason      There is nothing there.",
        "open https://www.ilo.org/charte.pdf",
        "python app.py add FILE",
    ):
        assert expected in failure


def test_the_object_for_programs(said: Callable[..., CommandResult]) -> None:
    documents, errors = said("charter").json["documents"], said("charter").json["errors"]
    assert documents[0]["change"] == "added" and documents[0]["sha256"] == "0" * 64
    assert errors[0]["tried"][0]["code"] == "not_there" and errors[0]["open"]["evidence"] == "memory"


def test_the_catalogue_says_in_plain_words_how_an_address_is_known(said: Callable[..., CommandResult]) -> None:
    outcome = said("--list")
    assert not outcome.failed and [each["id"] for each in outcome.json["documents"]] == ["charter", "almanac"]
    assert "  en  address seen\n  fr  address not seen, from memory: it may be wrong" in outcome.text
    assert "Almanac  (title not verified)" in outcome.text and "no address known" in outcome.text
    assert "almanac" not in said("--list", "--lang", "fr").text


@pytest.mark.parametrize("arguments", [(), ("r193", "--list"), ("r193", "--lang", "de")])
def test_usage(said: Callable[..., CommandResult], arguments: Sequence[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        said(*arguments)
    assert ended.value.code == 2 and "usage" in capsys.readouterr().err


def test_several_documents_and_languages() -> None:
    options = build_parser().parse_args(["fetch", "r193", "2022 Conclusions", "--lang", "en", "--lang", "fr"])
    assert (options.ids, options.languages, options.list) == (["r193", "2022 Conclusions"], ["en", "fr"], False)

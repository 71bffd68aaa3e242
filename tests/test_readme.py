"""What README shows is what the program prints, on a new home with the notes alone.

To write its outputs anew after a change that is meant: `pytest tests/test_readme.py --renew`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.cli.parser import build_parser

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

# Of each command in a block for the console: the line, and what it prints, down to the next one.
_BLOCK = re.compile(r"(?<=```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:\.venv/bin/)?python app\.py.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_TOUR = re.compile(r"<!-- tour -->.*<!-- /tour -->", re.DOTALL)

# The file that README checks for its terms.
DRAFT = "A draft.\nIt speaks of social and supportive economy.\n"


def arguments(line: str) -> list[str]:
    """Return what a line of the console gives to the program; nothing serves the web app, as there."""
    return shlex.split(line, comments=True)[2:] or ["serve"]


def commands() -> list[str]:
    """Return the commands of every block."""
    text = README.read_text(encoding="utf-8")
    return [command[1] for block in _BLOCK.findall(text) for command in _COMMAND.finditer(block)]


def test_every_command_and_option_is_one_that_there_is() -> None:
    assert len(commands()) > 15
    for line in commands():
        build_parser().parse_args(arguments(line))  # exits where it is none


def test_the_outputs_are_those_of_the_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[Path, str], None],
) -> None:
    monkeypatch.setenv("ALINEA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    tour = _TOUR.search(text)
    assert tour

    def shown(command: re.Match[str]) -> str:
        """Return a command with what it prints; one without a word outside the tour stays as it is."""
        if not command[2] and command[0] not in tour[0]:
            return command[0]
        main.run(arguments(command[1]))
        return f"$ {command[1]}\n{capsys.readouterr().out}"

    golden(README, _BLOCK.sub(lambda block: _COMMAND.sub(shown, block[0]), text))

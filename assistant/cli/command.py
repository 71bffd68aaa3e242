"""What a command is, and the arguments and the progress bar that several share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.types import Language

Json = dict[str, Any]

LANGUAGES = [str(language) for language in Language]
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The result of a command: the JSON object, the text for people, and whether it failed."""

    json: Json
    text: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `question` names the argument that each line of a batch fills, where it takes batches."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Assistant, argparse.Namespace], CommandResult]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class HomeCommand:
    """A command on a home that need not be sound: it gets the settings, and opens what it needs."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Settings, argparse.Namespace], CommandResult]


def add_question(command: argparse.ArgumentParser, name: str, text: str, *, more: str = "") -> None:
    """Add a question, or a file of them, to a command; `more` is what an object of the file may have besides."""
    one = command.add_mutually_exclusive_group(required=True)
    one.add_argument(name, nargs="?", help=text)
    each = f'one JSON object a line, {{"id": …, "q": …}}{more}; “-” reads standard input'
    one.add_argument("--batch", metavar="FILE", help=each)
    add_json(command)


def add_json(command: argparse.ArgumentParser) -> None:
    """Add the switch for programs."""
    command.add_argument("--json", action="store_true", help="print one JSON object")


def positive(text: str) -> int:
    """Return a number from 1 to 10 million. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= _LARGEST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_LARGEST:,}")


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float, str], None]]:
    """Show a progress bar on standard error where it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, what: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda done, what: bar.update(task, completed=done, description=f"{label}: {what}")

"""The command line: text for people or one JSON object for programs; the commands are in `assistant.cli`.

Results go to standard output, logs and progress to standard error. Exit codes: 0 done, 1 failed, 2 usage.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence

from assistant.cli import mcp_command, terminal
from assistant.cli.command import Command, CommandResult, HomeCommand, Json
from assistant.cli.models import with_model
from assistant.cli.parser import COMMANDS, build_parser
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.settings import read_settings
from assistant.upkeep.serving import announced
from corpus.errors import AlineaError

_COMMANDS = {command.name: command for command in COMMANDS if isinstance(command, Command)}
_HOME_COMMANDS = {command.name: command for command in COMMANDS if isinstance(command, HomeCommand)}

_INTERRUPTED = 130  # 128 + SIGINT, as shells count


def run(arguments: Sequence[str]) -> int:
    """Run a command and return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # An argument that is not UTF-8 reaches us as half surrogates: written as \udc.., which is JSON as well.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = build_parser().parse_args([*arguments] if arguments else ["serve"])
    try:
        return _run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    """Run a command; a failure goes to standard error, and to standard output too where JSON was asked for."""
    if options.command == "mcp":  # as if `app.py` had not seen it
        return mcp_command.serve(options)
    try:
        if options.command in _HOME_COMMANDS:
            return _printed(_HOME_COMMANDS[options.command].run(read_settings(), options), options)
        service = Assistant(with_model(read_settings(), options))
        try:
            if options.command == "serve":
                return _serve(service, options)
            if getattr(options, "batch", None) is not None:
                return _batch(service, options)
            outcome = _COMMANDS[options.command].run(service, options)
        finally:
            service.close()
        return _printed(outcome, options)
    except AlineaError as exc:
        if getattr(options, "json", False):
            print(_json({"error": str(exc)}), flush=True)
        print(terminal.plain(str(exc)), file=sys.stderr)
        return 1


def _printed(outcome: CommandResult, options: argparse.Namespace) -> int:
    print(_json(outcome.json) if options.json else terminal.plain(outcome.text), flush=True)
    return 1 if outcome.failed else 0


def _json(said: Json) -> str:
    """Return one JSON object on one line, without characters that control a terminal."""
    return terminal.escaped(json.dumps(said, ensure_ascii=False))


def _serve(service: Assistant, options: argparse.Namespace) -> int:
    from assistant.ui.starting import quickly

    with quickly():
        from assistant.ui.serving import serve

    with announced(service.settings.home, f"http://{options.host}:{options.port}"):
        serve(service, host=options.host, port=options.port, workers=options.workers)
    return 0


# Many questions at once --------------------------------------------------------------------------------------------


def _batch(service: Assistant, options: argparse.Namespace) -> int:
    """Answer one JSON object a line, in order; a line that fails is reported and does not stop the others.

    Each answer has its question's `id`, or the number of the line where there is none.
    """
    command = _COMMANDS[options.command]
    failed = False
    for number, line in _lines(options.batch):
        said: Json = {"id": number}
        try:
            row = _batch_row(line, number)
            said["id"] = row.get("id", number)
            setattr(options, str(command.question), row["q"])
            options.history = row.get("history", [])
            outcome = command.run(service, options)
            said |= outcome.json
            failed |= outcome.failed
        except AlineaError as exc:
            failed = True
            said["error"] = str(exc)
        print(_json(said), flush=True)
    return 1 if failed else 0


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers and the non-empty lines of a batch file, “-” for standard input. Raises BadRequest."""
    try:
        with open(0 if path == "-" else path, encoding="utf-8-sig", closefd=path != "-") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, ValueError) as exc:
        raise BadRequest(value=path, expected=f"a readable file of JSON lines ({exc})") from exc


def _batch_row(line: str, number: int) -> Json:
    """Parse a line as an object with a question. Raises BadRequest, naming the line."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise BadRequest(value=line.strip()[:80], expected=f"a JSON object on line {number} ({exc})") from exc
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise BadRequest(value=line.strip()[:80], expected=f'an object with a text "q" on line {number}')
    history = row.get("history", [])
    if not (isinstance(history, list) and all(isinstance(each, str) for each in history)):
        raise BadRequest(value=str(history)[:80], expected=f'"history" on line {number} to be a list of texts')
    return row

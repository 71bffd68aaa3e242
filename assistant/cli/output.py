"""`--output FILE` and `--columns`: what a command found, as a file with its references."""

from __future__ import annotations

import argparse
from pathlib import Path

import prompts
from assistant.ask.types import Answer
from assistant.cite.types import Cited
from assistant.cli.command import LANGUAGES, CommandResult
from assistant.cli.terminal import spoken
from assistant.errors import BadRequest
from assistant.export.save import check_new, write_new
from assistant.find.types import Found
from assistant.service import Assistant


def add_output(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    command.add_argument(
        "--output", metavar="FILE", type=Path, help="also write the result to a new file: .docx, .md, .csv or .json"
    )
    command.add_argument(
        "--columns",
        metavar="LANGUAGES",
        type=_languages,
        default=(),
        help="in the file, show each paragraph in these languages side by side: en,fr",
    )


def check_output(options: argparse.Namespace) -> None:
    """Check the options before any work is done. Raises BadRequest, FileExists or UnwritableFile."""
    if options.output is None:
        if options.columns:
            raise BadRequest(
                value=f"--columns {','.join(options.columns)}", expected="an --output file to write them to"
            )
        return
    if getattr(options, "batch", None) is not None:
        raise BadRequest(value=f"--output {options.output}", expected="one question, not a batch of them")
    check_new(options.output)


def with_output(
    service: Assistant, result: Found | Answer | Cited, outcome: CommandResult, options: argparse.Namespace
) -> CommandResult:
    """Write the file asked for; return the result, with its path. Raises FileExists or UnwritableFile."""
    if options.output is None:
        return outcome
    content = service.export(result, options.output.suffix, options.columns)
    return written(content, options.output, outcome, result.language)


def written(content: bytes, path: Path, outcome: CommandResult, reader: str | None) -> CommandResult:
    """Write a new file; return the result, with its path. Raises FileExists or UnwritableFile."""
    write_new(content, path)
    said = prompts.render("terminal.written", spoken(reader), path=str(path), size=f"{len(content) / 1000:,.0f}")
    return CommandResult(outcome.json | {"output": str(path)}, f"{outcome.text}\n\n{said}", outcome.failed)


def _languages(text: str) -> tuple[str, ...]:
    """Parse languages separated by commas. Raises ArgumentTypeError."""
    chosen = tuple(dict.fromkeys(code.strip().lower() for code in text.split(",")))
    if unknown := [code for code in chosen if code not in LANGUAGES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not a language; there are {', '.join(LANGUAGES)}")
    return chosen

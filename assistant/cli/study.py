"""`study quiz|cards|handout|glossary|session|path|check`: study material of chosen texts, and its files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json, positive, progress_bar
from assistant.cli.study_text import checked_text, deck_text, handout_text, path_text, quiz_text, session_text
from assistant.errors import BadRequest
from assistant.export.save import check_new, write_new
from assistant.service import Assistant

if TYPE_CHECKING:
    from assistant.study.files import Material
    from assistant.study.types import StudyRequest

_KINDS = "multiple_choice, true_false, matching, gap, numeric, which_paragraph, altered_figure, short_answer"
_SUFFIXES = ("docx", "pdf", "xml", "gift", "txt", "apkg", "csv", "json")


@dataclass(frozen=True, slots=True)
class _Verb:
    """One thing to make: its name, its help, what runs it."""

    name: str
    help: str
    run: Callable[[Assistant, argparse.Namespace], CommandResult]


def _arguments(command: argparse.ArgumentParser) -> None:
    verbs = command.add_subparsers(dest="verb", metavar="WHAT", required=True)
    for verb in _VERBS:
        made = verbs.add_parser(verb.name, help=verb.help)
        if verb.name == "check":
            made.add_argument("file", type=Path, help="a quiz saved as JSON")
        else:
            _add_choice(made, verb.name)
            _add_files(made, prints=verb.name != "cards")
        add_json(made)


def _add_choice(made: argparse.ArgumentParser, name: str) -> None:
    if name == "path":
        made.add_argument("theme", help="the theme to follow")
    else:
        made.add_argument("--theme", default="", help="what the paragraphs must be about")
    made.add_argument("--document", action="append", default=[], metavar="ID", help="a document; may be repeated")
    made.add_argument(
        "--section", action="append", default=[], help="paragraphs (6-9, 24(c)) or words of a heading; may be repeated"
    )
    made.add_argument("--lang", action="append", choices=LANGUAGES, default=[], help="one language, or two together")
    made.add_argument("--count", type=positive, help="how many")
    made.add_argument("--seed", type=positive, default=1, help="another seed gives a version B (%(default)s)")
    if name in ("quiz", "session", "path"):
        made.add_argument("--minutes", type=positive, help="how long it may take")
    if name in ("quiz", "session"):
        made.add_argument("--kinds", type=_counts, default={}, metavar="KIND=N,…", help=f"how many of each: {_KINDS}")
        made.add_argument("--level", type=int, choices=(1, 2, 3), help="1 (words at hand) to 3")
    if name == "cards":
        made.add_argument("--kind", action="append", choices=("basic", "cloze", "term"), default=[], dest="card_kinds")
    if name == "handout":
        made.add_argument("--link", choices=("code", "address", "none"), default="code", help="QR code, or the address")


def _add_files(made: argparse.ArgumentParser, *, prints: bool) -> None:
    made.add_argument(
        "--output", type=Path, metavar="FILE", help="write it: .docx, .pdf, .xml (Moodle), .gift, .apkg, .csv or .json"
    )
    if prints:
        made.add_argument("--large-print", action="store_true", help="18 points, for .docx and .pdf")
    made.add_argument("--address", default="", help="where readers reach the web app, for links to paragraphs")


def _request(options: argparse.Namespace) -> StudyRequest:
    from assistant.study.types import StudyRequest

    return StudyRequest(
        documents=tuple(options.document),
        sections=tuple(options.section),
        theme=options.theme,
        languages=tuple(options.lang) or ("en",),
        count=options.count,
        kinds=getattr(options, "kinds", {}),
        level=getattr(options, "level", None),
        minutes=getattr(options, "minutes", None),
        seed=options.seed,
    )


def _quiz(service: Assistant, options: argparse.Namespace) -> CommandResult:
    with progress_bar("quiz") as progress:
        quiz = service.study.quiz(_request(options), progress)
    return _with_files(service, quiz, CommandResult(quiz.to_json(), quiz_text(quiz), not quiz.items), options)


def _cards(service: Assistant, options: argparse.Namespace) -> CommandResult:
    from assistant.study.types import CardKind

    deck = service.study.cards(_request(options), [CardKind(each) for each in options.card_kinds])
    return _with_files(service, deck, CommandResult(deck.to_json(), deck_text(deck), not deck.cards), options)


def _handout(service: Assistant, options: argparse.Namespace) -> CommandResult:
    handout = service.study.handout(_request(options), options.address)
    return _with_files(service, handout, CommandResult(handout.to_json(), handout_text(handout)), options)


def _glossary(service: Assistant, options: argparse.Namespace) -> CommandResult:
    handout = replace(service.study.handout(_request(options), options.address), parts=(), figures=())
    return _with_files(service, handout, CommandResult(handout.to_json(), handout_text(handout)), options)


def _session(service: Assistant, options: argparse.Namespace) -> CommandResult:
    plan = service.study.session(_request(options))
    return _with_files(service, plan, CommandResult(plan.to_json(), session_text(plan)), options)


def _path(service: Assistant, options: argparse.Namespace) -> CommandResult:
    path = service.study.path(_request(options))
    if not path.stops:
        return CommandResult(path.to_json(), path_text(path), failed=True)
    return _with_files(service, path, CommandResult(path.to_json(), path_text(path), not path.stops), options)


def _check(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Compare a saved quiz with the library as it is now; an item it no longer bears out is a failure."""
    from assistant.study.formats.json_object import LARGEST, read_quiz

    try:
        size = options.file.stat().st_size if options.file.is_file() else None
        if size is None or size > LARGEST:
            raise BadRequest(value=options.file, expected=f"a file of a quiz, of {LARGEST} bytes at most")
        quiz = read_quiz(options.file.read_bytes())
    except (OSError, ValueError) as exc:
        raise BadRequest(value=options.file, expected=f"a readable file ({exc})") from exc
    found = service.study.outdated(quiz)
    said = {"items": len(quiz.items), "outdated": [each.to_json() for each in found]}
    return CommandResult(said, checked_text(quiz, found), bool(found))


def _with_files(
    service: Assistant, material: Material, outcome: CommandResult, options: argparse.Namespace
) -> CommandResult:
    """Write the files asked for, none over another; return the result with their paths and what they hold."""
    if options.output is None:
        return outcome
    from assistant.study.formats.word_handout import Link

    path: Path = options.output
    check_new(path, _SUFFIXES)
    form = _form(options)
    link = Link(getattr(options, "link", "code"))
    made = service.study.files(
        material,
        form,
        address=options.address,
        large_print=getattr(options, "large_print", False),
        link=link,
    )
    endings = ("-key",) if len(made) == 2 else ("-paper", "-key")
    further = (f"{path.stem}{ending}{path.suffix}" for ending, _ in zip(endings, made[1:], strict=False))
    paths = [path, *map(path.with_name, further)]
    for each in paths:
        check_new(each, _SUFFIXES)
    told = []
    for each, file in zip(paths, made, strict=True):
        write_new(file.content, each)
        told.append({"path": str(each), "held": file.held, "left_out": dict(file.left_out)})
    said = "\n".join(f"{each['path']}: {each['held']}" + _left(each["left_out"]) for each in told)
    return CommandResult(outcome.json | {"files": told}, f"{outcome.text}\n\n{said}", outcome.failed)


def _left(left_out: object) -> str:
    return f" (left out: {left_out})" if left_out else ""


def _counts(text: str) -> dict[str, int]:
    """Parse how many of each kind: `gap=2,matching=1`. Raises ArgumentTypeError."""
    found: dict[str, int] = {}
    for part in text.split(","):
        name, equals, number = part.strip().partition("=")
        if not equals or not number.isdecimal() or name not in _KINDS.split(", ") or name in found:
            raise argparse.ArgumentTypeError(f"{part!r} is not KIND=N, each once, with a kind of {_KINDS}")
        found[name] = int(number)
    return found


def _form(options: argparse.Namespace) -> str:
    """Return the format that the name of the output file asks for."""
    from assistant.study.files import format_of

    path: Path = options.output
    return "glossary" if options.verb == "glossary" and path.suffix.lower() == ".docx" else format_of(path.name)


def _check_options(options: argparse.Namespace) -> None:
    """Check what can be before the work is done. Raises BadRequest, FileExists or UnwritableFile."""
    from assistant.study.files import check_address, check_format
    from assistant.study.handout import Handout
    from assistant.study.reading_path import ReadingPath
    from assistant.study.session_plan import SessionPlan
    from assistant.study.types import Deck, Quiz

    made = {"quiz": Quiz, "cards": Deck, "handout": Handout, "glossary": Handout, "session": SessionPlan}
    check_address(options.address)
    if options.output is not None:
        check_new(options.output, _SUFFIXES)
        check_format(made.get(options.verb, ReadingPath), _form(options))
    if getattr(options, "kinds", {}) and options.count is not None:
        raise BadRequest(
            value=f"--count {options.count}", expected="either --count or --kinds, which has counts itself"
        )


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    if options.verb != "check":
        _check_options(options)
    return next(verb for verb in _VERBS if verb.name == options.verb).run(service, options)


_VERBS = (
    _Verb("quiz", "questions with keys", _quiz),
    _Verb("cards", "flashcards", _cards),
    _Verb("handout", "paragraphs in one language or two, side by side", _handout),
    _Verb("glossary", "the terms that occur in the texts chosen", _glossary),
    _Verb("session", "a session plan with timings", _session),
    _Verb("path", "a theme's reading path across documents", _path),
    _Verb("check", "compare a saved quiz with the library as it is now", _check),
)

COMMAND = Command("study", "make quizzes, cards, hand-outs and sessions of the documents", _arguments, _run)

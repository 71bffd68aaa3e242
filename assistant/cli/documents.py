"""`add`, `library`, `remove`: what documents there are."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import i18n
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json, progress_bar
from assistant.documents.types import Added, AddedDocument, Confirmed, DocumentSummary, LibraryList, Removed
from assistant.documents.wording import warnings_of
from assistant.service import Assistant

_SHOWN_LOCATORS = 12
_SUMMED_FROM = 10  # texts and files: more than can be counted at a glance


def _add_arguments(add: argparse.ArgumentParser) -> None:
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--official", action="store_true", help="you answer for it that these are the official texts")
    add.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the report (en)")
    add_json(add)


def _add(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Add documents; an unreadable file makes the command fail, the others are added."""
    with progress_bar("adding") as progress:
        added = service.add(options.paths, official=options.official, progress=progress)
    return CommandResult(added.to_json(), report(added, options.lang), failed=bool(added.errors))


def _told(document: AddedDocument, language: str) -> str:
    """Return by what the document is known, in brackets; nothing where the file alone says it."""
    by = f", {i18n.name('report.sign', document.sign, language)}" if document.sign else ""
    return f" ({i18n.text(f'report.told_by.{document.told_by}', language)}{by})"


def report(result: Added, language: str = "en") -> str:
    """Return the ingestion report."""
    blocks = ["\n".join(_lines(document, language)) for document in result.documents]
    refused = i18n.text("report.line.refused", language)
    blocks.extend(f"{refused}  {error.reason if language == 'en' else error.told(language).reason}"
                  for error in result.errors)  # fmt: skip
    if len(blocks) > _SUMMED_FROM:
        blocks.append(_sum(result, language))
    return "\n\n".join(blocks) or i18n.text("report.line.nothing", language)


def _sum(result: Added, language: str) -> str:
    """Return how many texts became what, and how many files were refused."""
    counts = Counter(document.change for document in result.documents).most_common()
    named = [each if language == "en" else i18n.name("report.change", each, language) for each, _ in counts]
    changes = ", ".join(f"{count} {each}" for (_, count), each in zip(counts, named, strict=True)) or "–"
    texts, refused = len(result.documents), len(result.errors)
    return i18n.text("report.line.sum", language, texts=texts, changes=changes, refused=refused)


def _lines(document: AddedDocument, language: str) -> Iterator[str]:
    """Yield what was found in a file, line by line, each under its name."""
    shown = ", ".join(document.locators[:_SHOWN_LOCATORS])
    more = f", … {document.locators[-1]}" if len(document.locators) > _SHOWN_LOCATORS else ""
    change = document.change if language == "en" else i18n.name("report.change", document.change, language)
    yield f"{document.id} ({document.language}): {change}"
    paragraphs = i18n.text("report.line.on_pages", language, count=document.paragraphs, pages=document.pages)
    dropped = sorted(document.dropped.items())
    left_out = (f"{count} × {what if language == 'en' else i18n.name('dropped', what, language)}"
                for what, count in dropped)  # fmt: skip
    lines = [
        ("title", f"{document.title}{_told(document, language)}" if document.title else ""),
        ("status", i18n.name("status", document.status, language)),
        ("file", document.file),
        ("paragraphs", paragraphs),
        ("numbers", f"{shown}{more}"),
        ("left_out", ", ".join(left_out)),
        *(("warning", each) for each in _warnings(document, language)),
    ]
    for name, said in lines:
        if said or name == "numbers":
            yield f"  {i18n.text(f'report.line.{name}', language):<11} {said}"


def _warnings(document: AddedDocument, language: str) -> Sequence[str]:
    """Return the warnings on a file; in English as they are in the JSON."""
    return document.warnings if language == "en" else warnings_of(document, language)


def _library_arguments(library: argparse.ArgumentParser) -> None:
    add_json(library)
    actions = library.add_subparsers(dest="action", metavar="ACTION")
    told = "say that the texts of a document are official; it is kept who said so, and when"
    confirm = actions.add_parser("confirm", help=told, description=told)
    confirm.add_argument("id", metavar="ID")
    confirm.add_argument("--lang", choices=LANGUAGES, help="only the text in this language")
    confirm.add_argument("--undo", action="store_true", help="take it back: the text counts as added again")
    add_json(confirm)


def _library(service: Assistant, options: argparse.Namespace) -> CommandResult:
    if options.action == "confirm":
        confirmed = service.confirm(options.id, language=options.lang, undo=options.undo)
        return CommandResult(confirmed.to_json(), _confirmed(confirmed))
    summaries = service.library()
    return CommandResult(LibraryList(summaries).to_json(), contents(summaries))


def _confirmed(result: Confirmed) -> str:
    """Return what each text counts as now."""
    lines = []
    for text in result.texts:
        since = f" (already so since {text.vouched.date})" if text.vouched and text.change == "unchanged" else ""
        lines.append(f"{result.document} ({text.language}): {i18n.name('status', text.status, 'en')}{since}")
    return "\n".join(lines)


def contents(documents: Sequence[DocumentSummary]) -> str:
    """Return the list of documents."""
    if not documents:
        return "The library is empty. Add documents with “python app.py add PATH”."
    blocks = []
    for document in documents:
        facts = " · ".join(fact for fact in (document.symbol, document.kind, document.date) if fact)
        lines = [document.title, f"  {document.id}{'  ' + facts if facts else ''}"]
        for version in document.versions:
            warnings = f", {len(version.warnings)} warning(s)" if version.warnings else ""
            status = version.status.replace("_", " ")
            lines.append(f"  {version.language}  {status:<9} {version.paragraphs} paragraphs{warnings}  {version.file}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _remove_arguments(remove: argparse.ArgumentParser) -> None:
    remove.add_argument("id", metavar="ID", help="as “library” gives it, or as the document is cited")
    remove.add_argument("--lang", choices=LANGUAGES, help="only its text in this language; our notes stay")
    add_json(remove)


def _remove(service: Assistant, options: argparse.Namespace) -> CommandResult:
    noted = {each.id for each in service.library() if any(version.status == "note" for version in each.versions)}
    removed = service.remove(options.id, language=options.lang)
    said = Removed(removed, options.lang).to_json()
    if options.lang:
        return CommandResult(said, f"Removed {removed} ({options.lang}).")
    kept_away = " Its bundled notes are left out too, until you add a file of it again." if removed in noted else ""
    return CommandResult(said, f"Removed {removed}.{kept_away}")


ADD = Command(
    "add", "bring in documents: PDF, DOCX, HTML, Markdown or text files, or folders of them", _add_arguments, _add
)
LIBRARY = Command(
    "library",
    "list what is there: documents, versions, paragraphs, warnings; “library confirm ID”: its texts are official",
    _library_arguments,
    _library,
)
REMOVE = Command(
    "remove", "remove a document, or its text in one language, from every answer", _remove_arguments, _remove
)

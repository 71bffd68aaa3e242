"""`add`, `library`, `remove`: what documents there are."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant import i18n
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json, progress_bar
from assistant.documents.types import Added, AddedDocument, Confirmed, DocumentSummary, LibraryList, Removed
from assistant.service import Assistant

_SHOWN_LOCATORS = 12
_SUMMED_FROM = 10  # texts and files: more than can be counted at a glance


def _add_arguments(add: argparse.ArgumentParser) -> None:
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--official", action="store_true", help="you answer for it that these are the official texts")
    add_json(add)


def _add(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Add documents; an unreadable file makes the command fail, the others are added."""
    with progress_bar("adding") as progress:
        added = service.add(options.paths, official=options.official, progress=progress)
    return CommandResult(added.to_json(), report(added), failed=bool(added.errors))


def _told(document: AddedDocument) -> str:
    """Return by what the document is known, in brackets; nothing where the file alone says it."""
    by = f", {i18n.name('report.sign', document.sign, 'en')}" if document.sign else ""
    return f" ({i18n.text(f'report.told_by.{document.told_by}', 'en')}{by})"


def report(result: Added) -> str:
    """Return the ingestion report."""
    blocks = []
    for document in result.documents:
        shown = ", ".join(document.locators[:_SHOWN_LOCATORS])
        more = f", … {document.locators[-1]}" if len(document.locators) > _SHOWN_LOCATORS else ""
        lines = [
            f"{document.id} ({document.language}): {document.change}",
            *([f"  title       {document.title}{_told(document)}"] if document.title else []),
            f"  status      {i18n.name('status', document.status, 'en')}",
            f"  file        {document.file}",
            f"  paragraphs  {document.paragraphs} on {document.pages} page(s)",
            f"  numbers     {shown}{more}",
        ]
        if document.dropped:
            lines.append(
                f"  left out    {', '.join(f'{count} × {what}' for what, count in sorted(document.dropped.items()))}"
            )
        lines.extend(f"  warning     {warning}" for warning in document.warnings)
        blocks.append("\n".join(lines))
    blocks.extend(f"NOT ADDED  {error.reason}" for error in result.errors)
    if len(blocks) > _SUMMED_FROM:
        counts = Counter(document.change for document in result.documents)
        changes = ", ".join(f"{count:,} {change}" for change, count in counts.most_common()) or "none"
        blocks.append(f"{len(result.documents):,} texts: {changes}. Files not added: {len(result.errors):,}.")
    return "\n\n".join(blocks) or "Nothing to add."


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

"""`add`, `library`, `remove`: what documents there are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.cli.command import Command, CommandResult, add_json, progress_bar
from assistant.documents.types import Added, DocumentSummary, LibraryList, Removed
from assistant.service import Assistant

_SHOWN_LOCATORS = 12
_TOLD_BY = {
    "catalogue": " (recognised as a document of the catalogue)",
    "library": " (recognised as a document of the library)",
    "sidecar": " (as the file beside it says)",
    "file": "",
}


def _add_arguments(add: argparse.ArgumentParser) -> None:
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add_json(add)


def _add(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Add documents; an unreadable file makes the command fail, the others are added."""
    with progress_bar("adding") as progress:
        added = service.add(options.paths, progress=progress)
    return CommandResult(added.to_json(), report(added), failed=bool(added.errors))


def report(result: Added) -> str:
    """Return the ingestion report."""
    blocks = []
    for document in result.documents:
        shown = ", ".join(document.locators[:_SHOWN_LOCATORS])
        more = f", … {document.locators[-1]}" if len(document.locators) > _SHOWN_LOCATORS else ""
        lines = [
            f"{document.id} ({document.language}): {document.change}",
            *([f"  title       {document.title}{_TOLD_BY[document.told_by]}"] if document.title else []),
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
    return "\n\n".join(blocks) or "Nothing to add."


def _library(service: Assistant, options: argparse.Namespace) -> CommandResult:
    summaries = service.library()
    return CommandResult(LibraryList(summaries).to_json(), contents(summaries))


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
    remove.add_argument("id", metavar="ID")
    add_json(remove)


def _remove(service: Assistant, options: argparse.Namespace) -> CommandResult:
    noted = any(
        version.status == "note" for each in service.library() if each.id == options.id for version in each.versions
    )
    service.remove(options.id)
    kept_away = " Its bundled notes are left out too, until you add a file of it again." if noted else ""
    return CommandResult(Removed(options.id).to_json(), f"Removed {options.id}.{kept_away}")


ADD = Command(
    "add", "bring in documents: PDF, DOCX, HTML, Markdown or text files, or folders of them", _add_arguments, _add
)
LIBRARY = Command("library", "list what is there: documents, versions, paragraphs, warnings", add_json, _library)
REMOVE = Command("remove", "remove a document from the library and from every answer", _remove_arguments, _remove)

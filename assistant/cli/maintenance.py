"""`rebuild`, `check`, `repair`, `backup`, `restore`: the index made anew, all verified and mended, copies kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.command import Command, CommandResult, HomeCommand, add_json, progress_bar
from assistant.documents.types import Rebuilt
from assistant.errors import OnlyInFolder, ReadOnlyMode
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.upkeep.backup import restore
from assistant.upkeep.checking import Checked
from assistant.upkeep.repair import Repaired, Repairer
from assistant.upkeep.writer_lock import WriterLock
from corpus.errors import LibraryFailure
from corpus.library.sources import Sources
from corpus.postgres.address import is_address
from corpus.sandbox.client import sandbox
from index.errors import SearchError


def _rebuild(service: Assistant, options: argparse.Namespace) -> CommandResult:
    with progress_bar("indexing") as progress:
        service.rebuild(progress)
    return CommandResult(Rebuilt().to_json(), "The index was rebuilt.")


def _check(service: Assistant, options: argparse.Namespace) -> CommandResult:
    found = service.check()
    with sandbox() as box:
        doors = box.open_doors()
    said = {**found.to_json(), "readers_open_to": list(doors)}
    return CommandResult(said, f"{_said(found)}\n{_confinement(doors)}", failed=not found.ok)


def _said(found: Checked) -> str:
    """Return what was verified, what is damaged, and whose files are not kept."""
    lines = [f"DAMAGED  {each.what}: {each.reason}" for each in found.damage]
    if found.ok:
        lines.append(f"Verified: {', '.join(found.verified)}. All is well.")
    elif any(each.what != "index" for each in found.damage):
        lines.append("Run “python app.py repair”, which builds the index again as well.")
    if found.unkept:
        lines.append(
            f"No file is kept of {', '.join(found.unkept)}, so that repair could not mend it: add it again to keep it."
        )
    return "\n".join(lines)


def _confinement(doors: tuple[str, ...]) -> str:
    """Say what the programs that read strangers' files are kept from on this system."""
    if not doors:
        return "Readers of files can open no other file and reach no network."
    named = " or ".join({"files": "other files", "network": "the network"}[each] for each in doors)
    return f"This system does not keep readers of files from {named}; memory and time are limited all the same."


def _writable(settings: Settings, operation: str) -> None:
    """Refuse what changes the files of a home where they may only be read, or are none. Raises an AlineaError."""
    if is_address(settings.store):
        raise OnlyInFolder(operation=operation)
    if settings.read_only:
        raise ReadOnlyMode(operation=operation)


def _repair(settings: Settings, options: argparse.Namespace) -> CommandResult:
    _writable(settings, "repair")
    with WriterLock(settings.lock).held():
        found = Repairer(settings.library, Sources(settings.sources)).repair()
        service = Assistant(settings)
        try:
            found.indexed = _indexed(service)
        except LibraryFailure:
            if not found.unmended:  # else it is told below
                raise
        finally:
            service.close()
    return CommandResult(found.to_json(), _told(found), failed=bool(found.unmended))


def _indexed(service: Assistant) -> bool:
    """Build what is missing of the index, or damaged, and tell whether anything was."""
    try:
        service.engine.check()
    except SearchError:
        service.engine.opened()
        return True
    return False


def _told(found: Repaired) -> str:
    lines = [
        *(f"Read again: {each}" for each in found.mended),
        *(f"Kept again: {each}" for each in found.kept_again),
        *(f"NOT MENDED  {each.document} ({each.language}): {each.reason}" for each in found.unmended),
    ]
    if found.aside:
        lines.append(f"The damaged file was put aside: {found.aside}")
    if found.indexed:
        lines.append("The index did not fit, and was built again.")
    return "\n".join(lines) or "Nothing had to be mended."


def _backup_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as alinea.zip")
    add_json(command)


def _backup(service: Assistant, options: argparse.Namespace) -> CommandResult:
    manifest = service.backup(options.file)
    said = {"file": str(options.file), "documents": manifest.documents, "files": len(manifest.files)}
    return CommandResult(said, f"{options.file}: {manifest.documents} documents, {len(manifest.files)} files.")


def _restore_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="a file that “backup” wrote")
    command.add_argument("--replace", action="store_true", help="put aside the documents that are there")
    add_json(command)


def _restore(settings: Settings, options: argparse.Namespace) -> CommandResult:
    _writable(settings, "restore")
    with WriterLock(settings.lock).held():
        found = restore(options.file, settings.home, replace=options.replace)
        service = Assistant(settings)
        try:
            service.engine.opened()
        finally:
            service.close()
    aside = f" What was there is in {found.aside}." if found.aside else ""
    return CommandResult(found.to_json(), f"Restored: {found.documents} documents.{aside}")


REBUILD = Command("rebuild", "build the index anew", add_json, _rebuild)
CHECK = Command("check", "verify all texts, the kept files and the index", add_json, _check)
REPAIR = HomeCommand("repair", "mend what is damaged, from the kept files", add_json, _repair)
BACKUP = Command("backup", "write the library and the kept files to one file", _backup_arguments, _backup)
RESTORE = HomeCommand("restore", "put a backup in place, after verifying it", _restore_arguments, _restore)

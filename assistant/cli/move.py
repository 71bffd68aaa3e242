"""`move`: a library copied from a folder to a database, or from any place to another."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from assistant.cli.command import CommandResult, HomeCommand, add_json, progress_bar
from assistant.errors import BadRequest, ReadOnlyMode
from assistant.settings import Settings
from assistant.upkeep.moving import Moved, move
from assistant.upkeep.places import in_folder, on_server
from corpus.errors import MissingFile
from corpus.postgres.address import is_address

_PLACE = "a folder, as in ALINEA_HOME, or an address, as in ALINEA_STORE"


def _arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="source", required=True, metavar="PLACE", help=_PLACE)
    command.add_argument("--to", dest="target", required=True, metavar="PLACE", help="one that is empty, or begun")
    add_json(command)


def _move(settings: Settings, options: argparse.Namespace) -> CommandResult:
    if settings.read_only:
        raise ReadOnlyMode(operation="move")
    source, target = _settings(settings, options.source), _settings(settings, options.target)
    if (source.home, source.store) == (target.home, target.store):
        raise BadRequest(value="--to", expected="another place than that of --from")
    if not source.store and not source.library.exists():
        raise MissingFile(path=source.library)
    opened = tuple(on_server(each) if each.store else in_folder(each) for each in (source, target))
    try:
        with progress_bar("copying") as progress:
            moved = move(opened[0], opened[1], progress)
    finally:
        for place in opened:
            place.library.close()
    return CommandResult(moved.to_json(), _told(moved), failed=bool(moved.unkept))


def _settings(settings: Settings, place: str) -> Settings:
    if is_address(place):
        return replace(settings, store=place)
    return replace(settings, home=Path(place).expanduser(), store="")


def _told(moved: Moved) -> str:
    lines = [
        f"Copied and verified: {moved.documents} documents, {moved.texts} texts ({moved.copied} of them now), "
        f"{moved.files} kept files{', the index' if moved.index else ''}.",
    ]
    if not moved.index:
        lines.append("The index is built with the first question.")
    if moved.unkept:
        lines.append(f"Kept files that are missing or damaged where they were: {', '.join(moved.unkept)}.")
    return "\n".join(lines)


COMMAND = HomeCommand("move", "copy the library to a database, or from one to another", _arguments, _move)

"""Runs a program out of reach of files and networks: `python -m corpus.sandbox.confined FOLDER PROGRAM ARGUMENT …`.

It may write in the folder, and read there and where the system and it itself are installed. LibreOffice puts a socket
into /tmp, whatever TMPDIR says, and ends where it cannot.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.sandbox.confinement import LOADING, NOWHERE, SYSTEM, Reach, confine

# What office programs ask of the system: chance, who runs them, its fonts, their own set-up.
_ASKED = (
    "/dev/urandom /etc/passwd /etc/group /etc/nsswitch.conf /etc/fonts /var/cache/fontconfig "
    "/etc/libreoffice /var/lib/libreoffice /var/spool/libreoffice"
)
_SOCKETS = Path("/tmp")  # noqa: S108 – where LibreOffice puts them


def command_within(folder: Path, command: Sequence[str]) -> list[str]:
    """Return the command that runs another one within a folder; the same where the system cannot confine it."""
    if sys.platform != "linux":
        return [*command]
    return [sys.executable, "-P", "-X", "utf8", "-m", "corpus.sandbox.confined", str(folder), *command]


def main(folder: Path, command: list[str]) -> None:
    """Become the program, confined."""
    home = Path(command[0]).resolve().parent
    installed = home.parent if home.name == "program" else home  # as LibreOffice is laid out
    reach = Reach(
        read=(*LOADING, *map(Path, _ASKED.split())),
        run=(*SYSTEM, installed),
        write=(folder, NOWHERE),
        sockets=(_SOCKETS,),
    )
    confine(reach, local_sockets=True)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

"""The users of the operating system: who runs this, and whose a file is that they may not use."""

from __future__ import annotations

import os
from pathlib import Path


def this_user() -> str:
    """Return the name of whoever runs this program, or their number; empty where the system has neither."""
    return _name_of(os.geteuid()) if hasattr(os, "geteuid") else ""


def with_owner(detail: str, path: Path) -> str:
    """Return why a file cannot be used, and whose it, or the folder that is in the way, is if not this user's."""
    for place in (path.absolute(), *path.absolute().parents):
        try:
            owner = place.stat().st_uid
        except OSError:  # it is not there, or in a folder that this user may not look into
            continue
        wanted = os.R_OK | os.W_OK | (os.X_OK if place.is_dir() else 0)
        if os.access(place, wanted) or not hasattr(os, "geteuid") or owner == os.geteuid():
            break
        return f"{detail}; {place} belongs to the user {_name_of(owner)}, and this runs as {this_user()}"
    return detail


def _name_of(number: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)

"""The audit log: who changed what, one JSON object a line, only ever added to.

The file is opened anew for each line, so that a program that rotates logs may move it away at any time. What is never
in it: questions, unless they are asked for; passwords, keys and cookies.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from assistant.access.visitor import Visitor
from corpus.system_users import this_user

_log = logging.getLogger(__name__)
_LONGEST = 300  # characters of a value


class AuditLog:
    """Writes lines to a file that only its owner may read."""

    def __init__(self, path: Path, *, questions: bool = False) -> None:
        """Write to `path`; `questions` says whether what was asked is written down too."""
        self.path = path
        self.questions = questions

    def write(self, by: Visitor, what: str, outcome: str, document: str = "", *, role: str | None = None) -> None:
        """Add a line; `role` is another than the visitor's, empty for whoever is not let in.

        A file that cannot be written is told in the program's log: what was done is done.
        """
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": by.name or (this_user() if by.door == "program" else ""),
            "role": str(by.role if role is None else role),
            "address": by.address,
            "door": by.door,
            "what": what,
            "document": document[:_LONGEST],
            "outcome": outcome,
        }
        said = json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, said)  # one call: lines of several processes do not mix
            finally:
                os.close(file)
        except OSError as exc:
            _log.error("The audit log could not be written (%s).", exc.strerror)

    def asked(self, by: Visitor, what: str, question: object) -> None:
        """Write down a question, where questions are asked for."""
        if self.questions and isinstance(question, str):
            self.write(by, what, "asked", question)

"""Who wrote an answer, and what of it was checked: the line that goes with it wherever it goes."""

from __future__ import annotations

import prompts
from assistant.ask.types import Written


def written_by(written: Written, reader: str) -> str:
    """Return the line; empty where nothing of a model's is shown."""
    if not written.shown:
        return ""
    host = written.host or prompts.render("written.here", reader)
    return prompts.render("written.by", reader, model=written.model, host=host)

"""How a source is printed: its words, and what a row of a table has beside them."""

from __future__ import annotations

import prompts
from assistant.types import Citation


def extract(cited: Citation) -> str:
    """Return the words of a source as a quotation prints them: […] where its paragraph has more before, or after."""
    before, after = ("[…]" if cut else "" for cut in cited.cut)
    return " ".join(part for part in (before, cited.quote.strip(), after) if part)


def columns(cited: Citation, language: str) -> str:
    """Return what a table row has beside its quote, each column under its name in a language; nothing for no row."""
    if not cited.columns:
        return ""
    named = {name: cited.columns.get(name) or "—" for name in ("points", "outputs", "years")}
    return prompts.render("answer.columns", language, **named)

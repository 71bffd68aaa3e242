"""Where the page's script shows what it alone knows: the questions that wait, and the conversations kept."""

from __future__ import annotations

from markupsafe import Markup

from assistant.access.visitor import Visitor
from assistant.ui import templating
from assistant.validation import LONGEST_QUESTION


def waiting(language: str) -> Markup:
    """Return where the questions wait, with the words for it."""
    return templating.render("waiting.html", language, limit=LONGEST_QUESTION)


def kept(language: str, visitor: Visitor) -> Markup:
    """Return where the conversations are listed that the browser keeps for a visitor: apart for each who signs in."""
    return templating.render("talks.html", language, visitor=visitor.name if visitor.has_session else "")

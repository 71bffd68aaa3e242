"""The text of a model as a reader may have it: without its thoughts, and without what is no text."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "<think>", "</think>"
_BLANKS = 1000  # characters before the first word that are waited for: thoughts may follow
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but the tab and the end of a line


class Cleaner:
    """Cleans a text that comes in pieces, wherever they are cut.

    Thoughts at the start (`<think>…</think>`) and control characters are left out; halves of surrogate pairs are put
    together, and one that stays alone becomes U+FFFD.
    """

    def __init__(self) -> None:
        """Begin a text."""
        self._held = ""  # what cannot be told yet: the beginning of a mark, or half a character
        self._state = "start"

    def feed(self, piece: str) -> str:
        """Return what can be shown after one more piece; it may be nothing."""
        text = self._held + piece
        self._held = ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._held = text[:-1], text[-1]
        return _cleaned(self._thoughtless(text))

    def end(self) -> str:
        """Return what was held back and is text after all."""
        rest, self._held = self._held, ""
        return "" if self._state == "thinking" else _cleaned(rest)

    def _thoughtless(self, text: str) -> str:
        if self._state == "start":
            begun = text.lstrip()
            if begun.startswith(_OPEN):
                self._state, text = "thinking", begun.removeprefix(_OPEN)
            elif _OPEN.startswith(begun) and len(text) <= _BLANKS:  # or nothing yet
                self._held = text + self._held
                return ""
            else:
                self._state = "text"
        if self._state == "thinking":
            _, closed, after = text.partition(_CLOSE)
            if not closed:
                self._held = text[-len(_CLOSE) + 1 :] + self._held
                return ""
            self._state, text = "after", after
        if self._state == "after":  # blank lines divide the thoughts from the answer
            text = text.lstrip()
            self._state = "text" if text else "after"
        return text


def _cleaned(text: str) -> str:
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", whole)

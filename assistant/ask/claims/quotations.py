"""What a sentence puts between quotation marks, and whether its sources say it word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.quotes import is_verbatim, plain, words_of
from assistant.verify.left_out import hidden

# Marks in pairs, so that an apostrophe opens nothing; straight ones too, which models prefer.
_QUOTED = re.compile(
    r"«\s?(?P<a>[^«»]*)\s?»|“(?P<b>[^“”]*)”|(?<!\w)\"(?P<c>[^\"]*)\"(?!\w)|(?<!\w)‘(?P<d>[^‘]*?)’(?!\w)"
)
_OPEN = {"«": "»", "“": "”"}
_DOTS = re.compile(r"\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\)|…|\.\.\.")


def quotations_in(text: str) -> list[tuple[int, int, str]]:
    """Return what stands between quotation marks, each with the offsets of the whole and its words.

    >>> [quoted for _, _, quoted in quotations_in("Elle dit « oui » et “no”.")]
    ['oui', 'no']
    """
    return [
        (match.start(), match.end(), next(filter(None, match.groups()), "").strip()) for match in _QUOTED.finditer(text)
    ]


def is_open(text: str) -> bool:
    """Tell whether a text ends inside a quotation: more marks are opened than closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _OPEN.items()) or (
        text.count('"') % 2 == 1
    )


def is_quoted(quotation: str, texts: Sequence[str]) -> bool:
    """Tell whether one of some texts says a quotation; dots may leave out words, but none that negates or restricts."""
    parts = [part for part in _DOTS.split(quotation) if words_of(plain(part))]
    if len(parts) <= 1:
        return any(is_verbatim(part, text) for part in parts for text in texts)
    return any(_in_order(parts, text) for text in texts)


def _in_order(parts: Sequence[str], text: str) -> bool:
    """Tell whether the parts of a quotation stand in a text one after another, nothing hidden between them."""
    said = words_of(plain(text))
    keys = [each.key for each in said]
    at, last = 0, -1
    for part in parts:
        wanted = [each.key for each in words_of(plain(part))]
        found = next((n for n in range(at, len(keys) - len(wanted) + 1) if keys[n : n + len(wanted)] == wanted), None)
        if found is None or (last >= 0 and hidden(plain(text), said, last, found)):
            return False
        last, at = found + len(wanted) - 1, found + len(wanted)
    return True

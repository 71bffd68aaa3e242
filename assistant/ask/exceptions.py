"""The paragraphs beside one that restrict what it says: “This right may not …”, “Despite subsection (1), …”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.session import Session
from corpus.text.folding import fold
from corpus.types import Role
from index.search import preferred

_LAST = re.compile(r"\((?P<number>[\w.]+)\)$")
_RESTRICTS = re.compile(
    r"\b(?:despite|unless|however|except|excluding|only if|not|no|nor|subject to|malgre|sauf|toutefois|hormis|ne|"
    r"sous reserve|si ce n'est|pero|sin embargo|salvo|excepto|no obstante|sino|a menos que|sin perjuicio)\b"
)
_THIS = re.compile(r"\W*(?:this|these|such|the said|ce|cette|ces|cet|ledit|ladite|este|esta|estos|estas|dich[oa]s?)\b")
_RESTRICTED_BY = (
    r"\b(?:subject to|except as provided (?:in|by)|unless|sous reserve d\w+|sauf|sin perjuicio de|con sujecion a|"
    r"a reserva de)"
    r"[^.;]{0,40}?"
)
_REFERS = (
    r"\b(?:sub-?sections?|paragraphs?|paragraphes?|subparagraphs?|alineas?|apartados?|parrafos?)\s*(?:\(\w+\)\s*(?:and|et|y|to|a|or|ou|o|,)\s*)*"
    r"\(?{number}\)?(?!\w)"
)


def exceptions_to(document: str, locator: str, session: Session) -> Iterator[str]:
    """Yield the locators of the paragraphs of the same article that restrict the one at a locator.

    They refer to it by its number and restrict, or follow it and begin with “this”.
    """
    match = _LAST.search(locator)
    if match is None:
        return
    siblings = list(session.holdings.below(document, locator[: match.start()], Role.ITEM))
    if locator not in siblings:
        return
    refers = re.compile(_REFERS.replace("{number}", re.escape(match["number"])))
    place = siblings.index(locator)
    here = session.search.placed(document, locator)
    said_here = fold(preferred(here, session.reader).rendition.text) if here else ""
    for number, sibling in enumerate(siblings):
        placed = session.search.placed(document, sibling)
        if sibling == locator or not placed:
            continue
        said = fold(preferred(placed, session.reader).rendition.text)
        named = re.escape(_LAST.search(sibling)["number"]) if _LAST.search(sibling) else "(?!)"  # type: ignore[index]
        own = re.search(rf"{_RESTRICTED_BY}{_REFERS.replace('{number}', named)}", said_here)
        follows = number == place + 1 and _THIS.match(said)
        if own or ((follows or refers.search(said)) and _RESTRICTS.search(said)):
            yield sibling

"""Errors for missing documents and paragraphs, with the nearest ones as suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher, get_close_matches

from assistant.cite.documents import document_named
from assistant.cite.messages import named, places_there
from assistant.errors import NoSuchParagraph
from assistant.session import Session
from corpus.errors import UnknownDocument
from corpus.references import format_locator, numbered_by, valid_ranges

_NEAREST = 3  # places offered
_OFFERED = 10  # documents offered
_LIKE = 0.5  # how much alike two names are for one to be offered for the other, by difflib's ratio
_SHOWN = 80  # characters of what was asked for that are shown again


def require(document_id: str, locator: str | None, session: Session) -> None:
    """Raise UnknownDocument or NoSuchParagraph unless the place exists.

    The error's value `nearest` holds the suggestions: pairs of a document's id and its title, the likeliest first, with
    how many `others` there are; or of a locator and its label, `within` being the document of these locators.
    """
    library, holdings, reader = session.library, session.holdings, session.reader
    known = {each: library.document(each).titled(reader) for each in holdings.document_ids()}
    if document_id not in known:
        nearest = nearest_documents(document_id, known)
        others = len(known) - len(nearest)
        titles = [*(known[each] for each in nearest), *([f"… (+{others})"] if others else [])]
        raise UnknownDocument(
            document=_cut(document_id),
            known="; ".join(titles) or "—",
            nearest=tuple((each, known[each]) for each in nearest),
            others=others,
        )
    if locator is None or holdings.has(document_id, locator):
        return
    document = library.document(document_id)
    locators = holdings.locators(document_id)
    kind = numbered_by(document)
    raise NoSuchParagraph(
        place=format_locator(_cut(locator), reader, kind),
        title=named(document, reader),
        valid=places_there(valid_ranges(locator, locators), document, reader),
        within=document_id,
        nearest=tuple((each, format_locator(each, reader, kind)) for each in nearest_locators(locator, locators)),
    )


def place_meant(document_id: str, locator: str | None, session: Session) -> tuple[str, str | None]:
    """Return a place as the library writes it, where an address has other capitals, or names the document otherwise."""
    holdings = session.holdings
    found = _as_written(document_id, holdings.document_ids())
    if not holdings.has(found):
        with suppress(UnknownDocument):
            found = document_named(found, holdings, session.catalogue)
    return found, locator and _as_written(locator, holdings.locators(found))


def _as_written(name: str, names: Iterable[str]) -> str:
    """Return one of some names where only capitals differ from it, else the name."""
    folded = name.casefold()
    alike = [each for each in names if each.casefold() == folded]
    return name if name in alike or not alike else alike[0]


def nearest_documents(name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the documents, given with their titles, that are called most like a name, likeliest first.

    >>> nearest_documents("ferri", {"charter": "Charter of the docks", "ferry": "Rules of the ferry"})
    ('ferry',)
    """
    asked = name[:_SHOWN].casefold()

    def unlikeness(document_id: str) -> float:
        """Return the dissimilarity of an id or its title and the name, from -1 for the same."""
        compared = SequenceMatcher(b=asked, autojunk=False)
        likeness = 0.0
        for each in (document_id, known[document_id]):
            compared.set_seq1(each.casefold())
            likeness = max(likeness, compared.ratio())
        return -likeness

    found = {each: unlikeness(each) for each in known}
    return tuple(sorted((each for each in found if found[each] <= -_LIKE), key=lambda each: found[each])[:_OFFERED])


def nearest_locators(locator: str, locators: Sequence[str]) -> tuple[str, ...]:
    """Return the places of a document that somebody asking for `locator` may have meant, likeliest first.

    >>> nearest_locators("9(z)", ["8", "9", "9(a)", "10"]), nearest_locators("44", ["1", "2", "3"])
    (('9', '9(a)'), ('3',))
    """
    if locator.isdecimal() and len(locator) < _SHOWN:
        numbers = sorted(
            (each for each in locators if each.isdecimal()), key=lambda each: abs(int(each) - int(locator))
        )
        if numbers:
            return tuple(numbers[:1])
    above = locator
    while above and above not in locators:
        above = above.rpartition("(")[0]
    alike = get_close_matches(locator[:_SHOWN], locators, _NEAREST, _LIKE)
    found = dict.fromkeys([*([above] if above else []), *alike])
    return tuple(found)[:_NEAREST] or tuple(locators[-1:])


def _cut(asked: str) -> str:
    """Shorten what was asked for: it may be anything, of any length."""
    return asked if len(asked) <= _SHOWN else f"{asked[:_SHOWN]}…"

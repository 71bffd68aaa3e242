"""The target of the page “Read”: of an address, or of a reference that somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import i18n
from assistant.cite.types import Cited
from assistant.permalinks import LONGEST, Permalink, parse_permalink, permalink
from assistant.service import Assistant
from assistant.ui.errors import NotText
from corpus.errors import AlineaError

LONGEST_REFERENCE = 300


@dataclass(frozen=True, slots=True)
class MalformedAddress:
    """An address that is no permalink."""


@dataclass(frozen=True, slots=True)
class PartialTarget:
    """The target of a reference, and the notice on the parts that are left out."""

    link: Permalink
    message: str


# What the page shows: the target of a permalink or a reference, an unresolved one, an error, or nothing yet.
Target = Permalink | PartialTarget | Cited | AlineaError | MalformedAddress | None


def target_of_address(address: object) -> Target:
    """Return the target of an address, from its `#` on: untrusted, as it comes from the browser."""
    if not isinstance(address, str):
        return MalformedAddress()
    return parse_permalink(f"/{address}") or MalformedAddress()


def target_of_reference(service: Assistant, reference: object, language: str) -> Target:
    """Return the places that a reference names, the first of them open, or why it is unresolved; None for an empty one.

    Where an address cannot hold them all, it has the first, and a notice says so.
    """
    try:
        if reference is not None and not isinstance(reference, str):
            raise NotText
        if not reference or not reference.strip():
            return None
        asked = reference.strip()[:LONGEST_REFERENCE]
        found = service.parallel(asked, language=language)
        cited = found if isinstance(found, Cited) else service.cite(asked, language=language)
    except AlineaError as problem:
        return problem
    if cited.status != "found" or cited.document is None:
        return cited
    places = tuple(each.locator for each in cited.paragraphs)
    first = places[0] if places else None
    among = places if len(places) > 1 else ()
    while len(permalink(cited.document, first, language, among=among)) > LONGEST:
        among = among[:-1]
    notices = [cited.message] if cited.valid or cited.unread else []
    if len(among) < len(places) > 1:
        notices.append(i18n.text("paragraph.among.cut", language, n=len(among), total=len(places)))
    link = Permalink(cited.document, first, among=among)
    return PartialTarget(link, " ".join(notices)) if notices else link

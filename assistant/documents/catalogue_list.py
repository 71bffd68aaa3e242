"""The catalogue as a list: facts with a source, addresses with their evidence, and what is loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from assistant.documents.types import Listed, ListedAddress
from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Address, Entry, Evidence, Holds
from corpus.download.addresses import candidates
from corpus.types import Language

_CODE = re.compile(r"[cp]\d{3}|mlc")


def known_by_number(entry: Entry) -> bool:
    """Tell whether an entry is a Convention or Protocol that is only there to be recognised by its number."""
    return bool(_CODE.fullmatch(entry.id)) and not entry.urls


def listed(entry: Entry, catalogue: Catalogue, language: str, loaded: Collection[str]) -> Listed:
    """Return an entry as it is shown; `loaded` are the languages whose official text the library holds."""
    facts = entry.document()
    addresses = tuple(found for each in Language for found in candidates(entry, each, catalogue))
    verified = bool(facts.titles)
    return Listed(
        id=entry.id,
        symbol=facts.symbol,
        title=(facts if verified else replace(facts, titles=entry.titles)).titled(language),
        title_verified=verified,
        kind=entry.kind,
        authority=entry.authority,
        body=facts.body,
        session=facts.session,
        date=facts.date,
        replaced_by=entry.replaced_by,
        languages=tuple(dict.fromkeys(address.language.value for address in addresses)),
        loaded=tuple(loaded),
        addresses=tuple(map(shown, addresses)),
    )


def to_open(entry: Entry, catalogue: Catalogue, language: Language | None) -> ListedAddress | None:
    """Return the address to open in a browser: one that was seen, if only a page about the document, before others."""
    found = list(_addresses(entry, catalogue, language))
    found.sort(
        key=lambda each: (not each.evidence.verified, each.holds is Holds.PAGE, list(Evidence).index(each.evidence))
    )
    return shown(found[0]) if found else None


def shown(address: Address) -> ListedAddress:
    """Return an address as it is shown."""
    secure = re.sub(r"^http:", "https:", address.url)  # as it is asked
    return ListedAddress(address.language.value, secure, address.evidence.value)


def _addresses(entry: Entry, catalogue: Catalogue, language: Language | None) -> Iterator[Address]:
    """Yield the addresses of a text, and of pages about its document in any language."""
    if language:
        yield from candidates(entry, language, catalogue)
    yield from (each for each in entry.urls if each.holds is Holds.PAGE)

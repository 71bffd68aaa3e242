"""Which addresses to try for a document in a language, the best attested first."""

from __future__ import annotations

import re

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Address, Entry, Evidence, Holds
from corpus.types import Language

# NORMLEX gives any instrument by its code; the form was seen for R193 and R204, the newer folder for other pages.
_BY_CODE = (
    "https://normlex.ilo.org/dyn/nrmlx_{language}/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:{code}",
    "https://normlex.ilo.org/dyn/normlex/{language}/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:{code}",
)
_INSTRUMENT = re.compile(r"[crp]\d{3}")


def candidates(entry: Entry, language: Language, catalogue: Catalogue) -> tuple[Address, ...]:
    """Return the addresses that may hold a document's text, those seen before those inferred.

    Conclusions printed after a resolution are found where the resolution is.
    """
    printed_with = catalogue.get(entry.annexed_to) if entry.annexed_to else None
    known = [*entry.urls, *(printed_with.urls if printed_with else ())]
    if _INSTRUMENT.fullmatch(entry.id):
        made = (form.format(language=language.value, code=entry.id.upper()) for form in _BY_CODE)
        known += [Address(language, url, Evidence.PATTERN, Holds.TEXT) for url in made]
    found = {each.url: each for each in known if each.language == language and each.holds is Holds.TEXT}
    order = list(Evidence)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.evidence)))


def languages(entry: Entry, catalogue: Catalogue) -> tuple[Language, ...]:
    """Return the languages in which there is an address to try."""
    return tuple(language for language in Language if candidates(entry, language, catalogue))

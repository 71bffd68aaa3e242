"""Which addresses are tried, in which order, and in which language they are."""

from __future__ import annotations

import re

from corpus.catalogue.catalogue import load
from corpus.catalogue.entry import Evidence, Holds
from corpus.download.addresses import candidates, languages
from corpus.types import Language

KNOWN = load()
LANGUAGE_CODE = re.compile(r"P12100_LANG_CODE(?::|%3A)[^,%]+(?:,|%2C)([a-z]{2})\b")  # in an address of NORMLEX
EN, FR, ES = Language.EN, Language.FR, Language.ES


def found(document: str, language: Language) -> list[str]:
    """Return the evidence of a document's addresses, in their order."""
    entry = KNOWN.get(document)
    assert entry is not None
    return [address.evidence.value for address in candidates(entry, language, KNOWN)]


def test_the_best_attested_address_comes_first() -> None:
    assert found("r193", FR) == ["seen", "seen-in-text", "pattern", "pattern"]
    assert found("a-res-77-281", EN) == ["memory"]
    for entry in KNOWN:
        for language in Language:
            order = [list(Evidence).index(each.evidence) for each in candidates(entry, language, KNOWN)]
            assert order == sorted(order), entry.id


def test_conclusions_are_fetched_with_their_resolution() -> None:
    conclusions = KNOWN.get("ilc110-conclusions-sse")
    assert conclusions is not None and languages(conclusions, KNOWN) == (EN, FR)


def test_any_instrument_has_an_address_by_its_code() -> None:
    domestic = KNOWN.get("c190")
    assert domestic is not None and languages(domestic, KNOWN) == tuple(Language)
    newer, older = (address.url for address in candidates(domestic, FR, KNOWN))
    assert newer.endswith("/dyn/nrmlx_fr/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:C190")
    assert older.endswith("/dyn/normlex/fr/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:C190")


def test_a_page_about_a_document_is_no_candidate() -> None:
    reader = KNOWN.get("story-r193")
    assert reader is not None and reader.urls and languages(reader, KNOWN) == ()


def test_the_catalogue_gives_every_normlex_address_the_language_of_its_code() -> None:
    coded = [
        (address.language, said[1])
        for entry in KNOWN
        for address in entry.urls
        if address.holds is Holds.TEXT and (said := LANGUAGE_CODE.search(address.url))
    ]
    assert len(coded) > 15 and all(language == said for language, said in coded)

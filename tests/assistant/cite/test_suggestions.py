"""What is offered where an address leads nowhere: the likeliest, and few."""

from __future__ import annotations

import pytest

from assistant import i18n
from assistant.cite.suggestions import nearest_documents
from assistant.errors import NoSuchParagraph
from assistant.service import Assistant
from assistant.ui.parts import not_found
from corpus.errors import UnknownDocument

KNOWN = {f"c{number:03}": f"Convention {number}" for number in range(1, 60)} | {"sse-letter": "Letter on the economy"}


def test_ten_documents_at_most_are_offered_those_alike_by_id_or_title_the_likeliest_first() -> None:
    assert len(nearest_documents("c0", KNOWN)) == 10
    assert nearest_documents("nodoc", KNOWN) == ()
    assert nearest_documents("C58", KNOWN)[0] == "c058"
    assert nearest_documents("sse-leter", KNOWN)[0] == "sse-letter"
    assert nearest_documents("letter on the economies", KNOWN)[0] == "sse-letter"
    assert nearest_documents("x", {}) == ()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("place", ["31", "3(z)"])
def test_a_place_that_is_not_there_is_told_as_cite_tells_it(alinea: Assistant, place: str, language: str) -> None:
    with pytest.raises(NoSuchParagraph) as unresolved:
        alinea.paragraph("gb912-ins-4", place, interface=language)
    cited = alinea.cite(f"GB.912/INS/4, {place}", language=language)
    assert i18n.error(unresolved.value, language) == cited.message


@pytest.mark.parametrize("document", ["GB912-INS-4", "GB.912/INS/4", "gb.912/ins/4"])
def test_capitals_and_the_symbol_lead_to_the_same_place(alinea: Assistant, document: str) -> None:
    found = alinea.paragraph(document, "Action Plan 1.1(2)")
    assert (found.document, found.locator) == ("gb912-ins-4", "action plan 1.1(2)")


def test_of_an_unknown_document_only_those_alike_are_offered(alinea: Assistant) -> None:
    with pytest.raises(UnknownDocument) as unknown:
        alinea.paragraph("zzzzqqqq")
    assert unknown.value.values["nearest"] == ()
    told = str(not_found.address(unknown.value, "en"))
    assert "#/p/" not in told
    assert 'data-tab="library"' in told

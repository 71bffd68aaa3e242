"""What is offered where an address leads nowhere: the likeliest, and few."""

from __future__ import annotations

import pytest

from assistant import i18n
from assistant.cite.suggestions import nearest_documents
from assistant.errors import NoSuchParagraph
from assistant.service import Assistant

KNOWN = {f"c{number:03}": f"Convention {number}" for number in range(1, 60)} | {"sse-letter": "Letter on the economy"}


def test_ten_documents_at_most_are_offered_the_likeliest_by_id_or_title_first() -> None:
    assert len(nearest_documents("nodoc", KNOWN)) == 10
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

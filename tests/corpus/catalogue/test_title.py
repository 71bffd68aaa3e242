"""The title a document gives itself."""

from __future__ import annotations

import pytest

from corpus.catalogue.title import title_of
from corpus.types import RawDocument


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["# The ovens of the valley", "", "1. Bread."], "The ovens of the valley"),
        (["EXPLANATORY MEMORANDUM TO", "", "THE OVENS ORDER 2031", "", "2031 No. 7", "", "# 1. Introduction"],
         "EXPLANATORY MEMORANDUM TO THE OVENS ORDER 2031"),
        (["# 31997L0080", "", "Ovens Directive 97/8/EC of the Council", "", "of 3 May 2031", "", "on ovens"],
         None),
        (["26.7.2031 | EN | Official Journal", "", "DIRECTIVE 2031/8/EC OF THE COUNCIL", "", "of 5 July 2031", "",
          "on the lighting of ovens", "", "THE COUNCIL,"],
         "DIRECTIVE 2031/8/EC OF THE COUNCIL of 5 July 2031 on the lighting of ovens"),
        (["823", "MEMORIAL", "Journal officiel", "", "S o m m a i r e", "", "Loi du 3 mai 2031 . . . . . 5",
          "", "Loi du 3 mai 2031 sur les fours et les moulins du pays.", "", "Art. 1er. Le four."],
         "Loi du 3 mai 2031 sur les fours et les moulins du pays"),
        (["Ley Nº 7 -", "DECLARACION DE INTERES", "NACIONAL DE LOS HORNOS", "CAPÍTULO I - DE LOS HORNOS", "Artículo 1"],
         "Ley Nº 7 - DECLARACION DE INTERES NACIONAL DE LOS HORNOS"),
        (["Ley Nº 7 -", "", "Artículo 1"], "Ley Nº 7"),
        (["1. Introduction", "", "1.1 Bread."], None),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_act(lines: list[str], title: str | None) -> None:
    assert title_of(RawDocument("text", ()), lines) == title


def test_the_name_of_a_file_or_a_template_is_no_title() -> None:
    for declared in ("Microsoft Word - final.doc", "Impact Assessment template", "ovens_v2.pdf"):
        assert title_of(RawDocument("pdf", (), title=declared), ["1. Bread."]) is None
    assert title_of(RawDocument("pdf", (), title="The ovens of the valley"), ["1. Bread."]) == "The ovens of the valley"

"""Lines that open nothing: new texts that an amending act quotes, and notes after the signatures."""

from __future__ import annotations

import pytest

from tests.corpus.outline.outlines import at, read, texts


@pytest.mark.parametrize("quote", ["“”", "„“", '""', "«»"])
def test_a_new_article_after_a_colon_is_quoted_where_it_stands(quote: str) -> None:
    found = read(
        f"""
        Article 1

        1. In the Ovens Act, article 71 is replaced by the following: {quote[0]}Article 71

        1. Ovens are lit on Mondays.

        Article 72

        (a) Ovens rest on Sundays.{quote[1]}

        2. Nothing else changes.

        Article 2

        This Act begins in spring.
        """
    )
    assert list(texts(found)) == ["1", "1(1)", "1(2)", "2"]
    assert at(found, "1(1)").text.split("\n") == [
        f"In the Ovens Act, article 71 is replaced by the following: {quote[0]}Article 71",
        *("1. Ovens are lit on Mondays.", "Article 72", f"(a) Ovens rest on Sundays.{quote[1]}"),
    ]
    assert found.warnings == ()


def test_a_quotation_mark_may_open_at_the_start_of_the_line_below() -> None:
    found = read(
        """
        Article 1

        The following article is inserted in the Ovens Act:

        “Article 71A

        1. Ovens are lit on Mondays.

        2. Ovens are swept on Tuesdays.”

        Article 2

        This Act begins in spring.
        """
    )
    assert list(texts(found)) == ["1", "2"]
    assert at(found, "1").text.split("\n")[1:] == [
        *("“Article 71A", "1. Ovens are lit on Mondays.", "2. Ovens are swept on Tuesdays.”"),
    ]


def test_new_paragraphs_in_guillemets() -> None:
    found = read(
        """
        Artículo 1

        En la Ley de hornos se añaden los siguientes:

        «3. El horno se enciende los lunes.

        4. El horno se barre:

        a) de noche;

        b) de día.»

        Artículo 2

        Esta ley empieza en primavera.
        """
    )
    assert list(texts(found)) == ["1", "2"]
    assert at(found, "1").text.endswith("4. El horno se barre:\na) de noche;\nb) de día.»")


def test_a_quotation_inside_the_new_text_does_not_end_it() -> None:
    found = read(
        """
        Article 1er

        Au code du pain, les articles suivants sont insérés :

        « Article 8

        Le four, dit « grand four », est allumé.

        Article 9

        Le four est balayé. »

        Article 2

        La loi commence au printemps.
        """
    )
    assert list(texts(found)) == ["1", "2"]
    assert at(found, "1").text.split("\n")[-2:] == ["Article 9", "Le four est balayé. »"]


def test_a_quotation_mark_that_is_never_closed_is_ignored() -> None:
    found = read(
        """
        Article 1

        Article 7 is replaced by the following:

        “Ovens are lit.

        Article 2

        This Act begins in spring.

        Article 3

        It ends in winter.
        """
    )
    assert list(texts(found)) == ["1", "2", "3"]
    assert at(found, "2").text == "This Act begins in spring."


def test_a_list_in_guillemets_that_amends_nothing_has_its_items() -> None:
    found = read(
        """
        Article 1er

        Sont des fours :

        « a) les fours à bois ;

        b) les fours à gaz ;

        c) les fours de pierre. »

        Article 2

        Les fours sont balayés.
        """
    )
    assert list(texts(found)) == ["1", "1(a)", "1(b)", "1(c)", "2"]
    assert at(found, "1(b)").text == "les fours à gaz ;"


@pytest.mark.parametrize(
    "signed", ["Done at Millford, 3 May 2031.", "Fait à Moulin, le 3 mai 2031.", "Hecho en Molino."]
)
def test_notes_after_the_signatures_are_no_items(signed: str) -> None:
    notes = ["(1) OJ L 1, 1.1.2001, p. 1.", "(2) OJ L 2, 1.1.2002, p. 2.", "(3) Opinion of the bakers of 3 May."]
    found = read(
        "Article 1\n\nOvens are lit.\n\nArticle 2\n\nOvens are swept by:\n\n(1) the baker; or\n\n(2) the miller.\n\n"
        f"{signed}\n\nThe President\n\n" + "\n\n".join(notes)
    )
    assert list(texts(found)) == ["1", "2", "2(1)", "2(2)", "¶1", "¶2", "¶3"]
    assert [at(found, f"¶{number}").text for number in (1, 2, 3)] == notes


def test_notes_in_square_brackets_that_name_a_gazette_need_no_signature() -> None:
    found = read(
        "Article 1\n\nOvens are lit.\n\nArticle 2\n\nOvens are swept.\n\n"
        "[1] OJ C 1, 1.1.2001, p. 1.\n\n[2] OJ C 2, 1.1.2002, p. 2."
    )
    assert list(texts(found)) == ["1", "2", "¶1", "¶2"]


def test_a_list_at_the_end_is_no_notes() -> None:
    found = read(
        "Article 1\n\nOvens are lit.\n\nArticle 2\n\nOvens are swept by:\n\n(1) the baker; or\n\n(2) the miller."
    )
    assert list(texts(found)) == ["1", "2", "2(1)", "2(2)"]

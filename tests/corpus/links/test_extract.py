"""Every reference inside a text is an edge to what it names, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.links import Kind
from tests.corpus.links.reading_links import PAPER, TREATY, read, told

CONCLUSIONS = "the Conclusions concerning decent work and the social and solidarity economy"


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Orchards follow Recommendation No. 193.", [("cites", "r193", None)]),
        ("Les vergers appliquent la recommandation (n° 193), paragraphe 7.", [("cites", "r193", "7")]),
        ("Véase el párrafo 7, 2) de la Recomendación núm. 193.", [("cites", "r193", "7(2)")]),
        ("See paras 7–9 of R193.", [("cites", "r193", n) for n in ("7", "8", "9")]),
        ("See Articles 2 and 3 of Convention No. 87.", [("cites", "c087", "2"), ("cites", "c087", "3")]),
        ("It is in GB.346/INS/4, para. 24(e).", [("cites", "gb346-ins-4", "24(e)")]),
        (
            "Une Résolution et des Conclusions sur le travail décent et l’économie sociale et solidaire.",
            [("cites", "ilc110-resolution-sse", None), ("cites", "ilc110-conclusions-sse", None)],
        ),
        ("It names GB.999/XYZ/1, which nobody knows.", [("cites", None, None)]),
        ("Pears ripen in 12 weeks, at 4.1 degrees, in 3 of 5 orchards.", []),
    ],
)
def test_the_document_and_the_place_are_told_by_the_words(text: str, edges: list[tuple[str, str, str]]) -> None:
    assert told(text) == edges


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This paper cites Recommendation No. 193.", Kind.CITES),
        ("This paper, giving effect to Recommendation No. 193, plants trees.", Kind.GIVES_EFFECT),
        ("In follow-up to the Centenary Declaration, trees are planted.", Kind.GIVES_EFFECT),
        ("Pursuant to the Global Call to Action, trees are planted.", Kind.GIVES_EFFECT),
        ("Pursuant to Article 19 of the ILO Constitution, trees are reported.", Kind.CITES),
        ("pour donner suite à la recommandation n° 193", Kind.GIVES_EFFECT),
        ("en application de la Déclaration du centenaire", Kind.GIVES_EFFECT),
        ("para dar efecto a la Recomendación núm. 193", Kind.GIVES_EFFECT),
        ("The present text revises and replaces Recommendation No. 127.", Kind.REPLACES),
        ("remplace la recommandation n° 127", Kind.REPLACES),
        ("sustituye a la Recomendación núm. 127", Kind.REPLACES),
        ("a text amending the MNE Declaration", Kind.AMENDS),
        ("modifie la Déclaration sur les entreprises multinationales", Kind.AMENDS),
        ("It corresponds to Article 3 of Convention No. 87.", Kind.CORRESPONDS),
        ("Recommendation No. 193 replaces nothing here.", Kind.CITES),
    ],
)
def test_the_kind_is_told_by_the_words_before(text: str, kind: Kind) -> None:
    (edge,) = read(text)
    assert edge.kind is kind
    assert text[edge.start : edge.end] == edge.words


def test_a_list_shares_its_kind() -> None:
    text = "It replaces Recommendation No. 127, Recommendation No. 100 and Recommendation No. 99; see also No. 193."
    assert [(each.kind, each.document) for each in read(text)] == [
        (Kind.REPLACES, "r127"), (Kind.REPLACES, "r100"), (Kind.REPLACES, "r099"),
    ]  # fmt: skip


def test_the_conclusions_are_those_named_in_full_elsewhere() -> None:
    full = {"1": f"The Conference adopted {CONCLUSIONS}.", "2": "In line with the Conclusions, trees are planted."}
    assert told(full) == [("cites", "ilc110-conclusions-sse", None)] * 2
    assert told({"2": full["2"]}) == []


@pytest.mark.parametrize(
    "words",
    [
        "the conclusions of the evaluation",
        "the conclusions on irrigation",
        "les conclusions du rapport",
        "We draw conclusions from the harvest.",
        "the conclusions adopted by the Conference at its 96th Session (2007)",
    ],
)
def test_other_conclusions_are_not_taken_for_them(words: str) -> None:
    assert told({"1": f"The Conference adopted {CONCLUSIONS}.", "2": words}) == [
        ("cites", "ilc110-conclusions-sse", None)
    ]


def test_a_point_is_one_of_the_conclusions_that_the_paper_names_and_never_guessed() -> None:
    assert told({"1": f"It implements {CONCLUSIONS}.", "2": "This answers point 9 n)."})[-1] == (
        "cites", "ilc110-conclusions-sse", "9(n)",
    )  # fmt: skip
    assert told("This answers point 9 n).") == [("cites", None, "9(n)")]
    assert told({"1": "It cites the 2007 Conclusions in passing.", "2": "See point 9."})[-1] == ("cites", None, "9")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("See paragraph 5 above.", "5"),
        ("voir paragr. 5 ci-dessus", "5"),
        ("véase el párrafo 5 más arriba", "5"),
        ("as set out in paragraph 5 of the present document", "5"),
        ("comme le dit le paragraphe 5 a) du présent document", "5(a)"),
        ("see the draft decision in paragraph 5", "5"),
    ],
)
def test_a_place_of_the_document_itself(text: str, place: str) -> None:
    paragraphs = {"1": text, "5": "Apples:", "5(a)": "red ones"}
    assert told(paragraphs) == [("cites", PAPER.id, place)]


@pytest.mark.parametrize(
    "text",
    [
        "See paragraph 99 above.",
        "See paragraph 5 of the harvest report.",
        "The harvest report, paragraph 5, says so.",
        "Voir le paragraphe 5 du rapport sur la récolte.",
    ],
)
def test_a_place_of_an_unknown_text_stays_unresolved_with_its_words(text: str) -> None:
    (edge,) = read({"1": text, "5": "Apples."})
    assert (edge.document, edge.name) == (None, None)
    assert "paragraph" in edge.words


def test_a_title_is_no_reference_and_a_paragraph_does_not_cite_itself() -> None:
    assert told({"5": "Paragraph 5. Of apples.", "6": "As paragraph 6 says, nothing.", "7": "Output 1.2. Trees"}) == []
    assert told("The paper on the orchard, OP.12, speaks of trees.") == []


@pytest.mark.parametrize(
    ("locator", "text", "place"),
    [
        ("5(3)", "as provided in paragraph 1 of this Article", "5(1)"),
        ("5(3)", "as provided in paragraph 1", "5(1)"),
        ("5(3)", "as provided in Article 4", "4"),
        ("5(3)", "as provided in Article 4 of this Convention", "4"),
        ("5(3)", "as provided in Article 4 of the Charter of the United Nations", None),
        ("5(1)(a)", "subject to subsection (2)", "5(2)"),
        ("5(1)(a)", "sous réserve du paragraphe (2)", "5(2)"),
        ("5(1)(a)", "subject to paragraph (b)", "5(1)(b)"),
        ("5(3)", "under section 4, (a) a tree may be cut", "4"),
        ("5(3)", "[Repealed, 2018, c. 8, s. 4]", None),
        ("5(3)", "au sens de l’article 5, paragraphe 1er, point a) de la présente loi", "5(1)(a)"),
        ("Annex, 2", "in the cases of Article 1", "Annex, 1"),
    ],
)
def test_in_a_law_places_are_told_from_where_they_stand(locator: str, text: str, place: str | None) -> None:
    paragraphs = dict.fromkeys(
        ("1", "4", "5", "5(1)", "5(1)(a)", "5(1)(b)", "5(2)", "5(3)", "Annex, 1", "Annex, 2"), "Trees."
    )
    (edge,) = read(paragraphs | {locator: text}, TREATY)
    assert (edge.document, edge.place) == (TREATY.id, place) if place else edge.document is None


def test_a_section_with_a_point_in_its_number_is_told_from_a_subsection() -> None:
    law = {"1": "under subsection 239(1) or 239.1(1)", "2": "under section 239.1", "3": "under section 239.01"}
    law |= dict.fromkeys(("239", "239(1)", "239.1", "239.1(1)"), "Trees.")
    assert [place for _, _, place in told(law, TREATY)] == ["239(1)", "239.1(1)", "239.1", "239(1)"]
    assert told(law, TREATY)[-1][1] is None  # there is no section 239.01


@pytest.mark.parametrize("words", ["article L. 110-1 du code rural", "l’état C 4", "the R. 222-4 form"])
def test_what_looks_like_the_code_of_an_instrument_is_none(words: str) -> None:
    assert all(each.document is None for each in read(words))


@given(st.text(max_size=300))
def test_whatever_the_text_the_words_are_its_own(text: str) -> None:
    assert all(text[each.start : each.end] == each.words for each in read(text))


@pytest.mark.parametrize(
    "piece", ["article 5, ", "les conclusions ", "R193 ", "(a) of paragraph (b) ", "Conclusions concerning ", "7 a), "]
)
def test_a_long_text_takes_no_more_than_its_share_of_time(piece: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        read({"1": piece * times, "5": "Apples."}, TREATY)
        return time.process_time() - started

    # Four times the text takes four times as long; a busy machine can slow one try, not each of five.
    assert any(seconds(8_000) < 12 * max(seconds(2_000), 0.02) for _ in range(5))

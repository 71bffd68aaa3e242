"""Citations as the ILO prints them in footnotes: works, instruments, Conference texts, pages, notes; EN, FR, ES."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from assistant.citations import Style, as_footnote, cited_source, plain, written
from corpus.catalogue.catalogue import load
from corpus.types import Authority, Document, Language, Status

CATALOGUE = load()


def cited(document_id: str, locator: str | None, language: str, status: Status = Status.OFFICIAL) -> str:
    """Return a footnote on a document of the catalogue."""
    entry = CATALOGUE.get(document_id)
    assert entry is not None
    places = [locator] if locator else []
    return plain(as_footnote(cited_source(entry.document(), places, Language(language), status, catalogue=CATALOGUE)))


@pytest.mark.parametrize(
    ("document", "locator", "language", "printed"),
    [
        (
            "gb346-ins-4", "24(e)", "en",
            "ILO, Strategy and action plan on decent work and the social and solidarity economy, GB.346/INS/4, "
            "para. 24(e).",
        ),
        (
            "gb346-ins-4", "24(e)", "fr",
            "BIT, Stratégie et plan d’action sur le travail décent et l’économie sociale et solidaire, GB.346/INS/4, "
            "paragr.\u00a024\u00a0e).",
        ),
        (  # the Spanish title is not verified: the English one stands in its place
            "gb346-ins-4", "24(e)", "es",
            "OIT, Strategy and action plan on decent work and the social and solidarity economy, GB.346/INS/4, "
            "párr. 24, e).",
        ),
        (
            "gb346-ins-4", "action plan 1.2(3)", "fr",
            "BIT, Stratégie et plan d’action sur le travail décent et l’économie sociale et solidaire, GB.346/INS/4, "
            "plan d’action, produit\u00a01.2, ligne\u00a03.",
        ),
        ("r193", "7(2)(b)", "en", "Promotion of Cooperatives Recommendation, 2002 (No. 193), Para. 7(2)(b)."),
        (
            "r193", "7(2)(b)", "fr",
            "Recommandation (n° 193) sur la promotion des coopératives, 2002, paragr.\u00a07\u00a02)\u00a0b).",
        ),
        (
            "r193", "7(2)(b)", "es",
            "Recomendación sobre la promoción de las cooperativas, 2002 (núm. 193), párr. 7, 2), b).",
        ),
        ("r193", "Preamble", "en", "Promotion of Cooperatives Recommendation, 2002 (No. 193), Preamble."),
        ("r193", None, "en", "Promotion of Cooperatives Recommendation, 2002 (No. 193)."),
        ("c138", "3(1)", "en", "Minimum Age Convention, 1973 (No. 138), Art. 3(1)."),
        ("c138", "3(1)", "fr", "Minimum Age Convention, 1973 (No. 138), art.\u00a03, paragr.\u00a01."),
        (
            "ilc110-conclusions-sse", "9(n)", "en",
            "ILO, Conclusions concerning decent work and the social and solidarity economy, International Labour "
            "Conference, 110th Session, 2022, para. 9(n).",
        ),
        (
            "ilc110-conclusions-sse", "9(n)", "fr",
            "OIT, Conclusions concernant le travail décent et l’économie sociale et solidaire, Conférence "
            "internationale du Travail, 110e\u00a0session, 2022, point\u00a09\u00a0n).",
        ),
        (
            "ilc110-resolution-sse", None, "es",
            "OIT, Resolución relativa al trabajo decente y la economía social y solidaria, Conferencia Internacional "
            "del Trabajo, 110.ª reunión, 2022.",
        ),
        ("centenary-2019", "II", "en", "ILO Centenary Declaration for the Future of Work, 2019, Part II."),
        (
            "a-res-77-281", "3", "fr",
            "Assemblée générale des Nations Unies, La promotion de l’économie sociale et solidaire au service du "
            "développement durable, A/RES/77/281, 2023, paragr.\u00a03.",
        ),
        (  # a title in our own words stands between brackets
            "ilo-coop-solidarity-letter-2020", "¶3", "en",
            "ILO Cooperatives Unit, [Message of solidarity from the ILO Cooperatives Unit], 8 May 2020, ¶3.",
        ),
    ],
)  # fmt: skip
def test_a_footnote_reads_as_in_a_paper_of_the_ilo(
    document: str, locator: str | None, language: str, printed: str
) -> None:
    assert cited(document, locator, language) == printed


def test_only_the_title_of_a_work_is_in_italics() -> None:
    paper = Document("x", "GB.1/X/1", {"en": "A paper"}, "ILO Governing Body")
    italics = [piece.text for piece in as_footnote(cited_source(paper, ["3"], Language.EN)) if piece.italic]
    assert italics == ["A paper"]
    recommendation = CATALOGUE.get("r204")
    assert recommendation is not None
    assert not any(piece.italic for piece in as_footnote(cited_source(recommendation.document(), ["1"], Language.EN)))


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("en", "Unofficial note on: ILO, ", "para. 24(e) (the official text prevails)."),
        ("fr", "Note non officielle sur\u00a0: BIT, ", "e) (le texte officiel fait foi)."),
        ("es", "Nota no oficial sobre: OIT, ", "párr. 24, e) (el texto oficial prevalece)."),
    ],
)
def test_a_note_says_what_it_is_first(language: str, begins: str, ends: str) -> None:
    printed = cited("gb346-ins-4", "24(e)", language, Status.NOTE)
    assert printed.startswith(begins) and printed.endswith(ends)


@pytest.mark.parametrize("style", [style for style in Style if style is not Style.LINK])
@pytest.mark.parametrize("language", list(Language))
def test_what_is_not_official_is_labelled_in_every_style(style: Style, language: Language) -> None:
    paper = Document("x", "GB.1/X/1", {"en": "A paper"}, "ILO Governing Body", date="2020-01-02")
    label = {"en": "Unofficial note", "fr": "Note non officielle", "es": "Nota no oficial"}[language]
    assert label in written(cited_source(paper, ["3"], language, Status.NOTE), style)
    machine = {"en": "Machine translation", "fr": "Traduction automatique", "es": "Traducción automática"}[language]
    assert machine in written(cited_source(paper, ["3"], language, Status.MACHINE_TRANSLATION), style)


@pytest.mark.parametrize("style", list(Style))
def test_no_unverified_fact_is_ever_printed(style: Style) -> None:
    guarded = 0
    for entry in CATALOGUE:
        document = entry.document()
        known = {document.symbol, document.date, document.session, *document.titles.values()}
        doubtful = {entry.titles.get(name.partition(".")[2], "") for name in entry.unverified} | {
            str(getattr(entry, name)) for name in entry.unverified if not name.startswith("titles.")
        }
        for language in Language:
            printed = written(cited_source(document, ["3"], language, catalogue=CATALOGUE), style)
            for fact in doubtful - known - {"", "None"}:
                guarded += 1
                assert fact not in printed, (entry.id, fact)
    assert guarded > 60


def test_nothing_is_made_up_for_a_document_nothing_is_known_of() -> None:
    unknown = Document("scan-17")
    assert written(cited_source(unknown, ["4"], Language.EN), Style.ILO) == "scan-17, para. 4."
    assert (
        written(cited_source(unknown, ["4"], Language.FR), Style.APA)
        == "scan-17. (s.\u00a0d.).\n(scan-17, s.\u00a0d., paragr.\u00a04)"
    )
    assert written(cited_source(unknown, [], Language.EN), Style.BIBTEX) == "@misc{scan-17,\n  title = {{scan-17}},\n}"


@pytest.mark.parametrize(
    ("language", "locators", "printed"),
    [
        ("en", ["7", "9(a)"], "A paper, GB.1/X/1, paras 7 and 9(a)."),
        ("fr", ["7", "8", "9(a)"], "A paper, GB.1/X/1, paragr.\u00a07, 8 et 9\u00a0a)."),
        ("es", ["7", "9(a)"], "A paper, GB.1/X/1, párrs. 7 y 9, a)."),
        ("en", ["Preamble", "2"], "A paper, GB.1/X/1, Preamble and para. 2."),
        ("fr", ["action plan 1.1", "3"], "A paper, GB.1/X/1, plan d’action, produit\u00a01.1 et paragr.\u00a03."),
        ("en", ["¶1", "¶2"], "A paper, GB.1/X/1, ¶1 and ¶2."),
    ],
)
def test_several_places_are_cited_together(language: str, locators: list[str], printed: str) -> None:
    paper = cited_source(Document("x", "GB.1/X/1", {"en": "A paper"}), locators, Language(language))
    assert written(paper, Style.ILO) == printed
    assert written(paper, Style.LINK).startswith("/#/p/x/" + quote(locators[0]))  # the link leads to the first


def test_a_title_that_was_cut_says_so() -> None:
    long = Document("law", titles={"en": "Act " + "on bakeries " * 100}, authority=Authority.LAW)
    assert written(cited_source(long, [], Language.EN), Style.ILO).endswith("bakeries…")


def test_a_text_in_another_language_is_said_to_be_in_it_and_lends_its_title() -> None:
    entry = CATALOGUE.get("gb346-ins-4")
    assert entry is not None

    def of_french_text(language: Language) -> str:
        return plain(as_footnote(cited_source(entry.document(), ["30"], language, text_language=Language.FR)))

    assert of_french_text(Language.EN).endswith("GB.346/INS/4, para. 30 (in French).")
    assert of_french_text(Language.ES).startswith("OIT, Stratégie et plan d’action")
    assert of_french_text(Language.ES).endswith("párr. 30 (en francés).")
    assert of_french_text(Language.FR).endswith("paragr.\u00a030.")

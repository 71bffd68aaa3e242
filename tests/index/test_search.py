"""Search from a question to paragraphs, over the made-up library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import UnknownDocument
from corpus.library.library import Library
from corpus.types import Language, Status
from index.embedding import Models, StaticEmbedder
from index.search import HybridSearch
from index.segments.builder import Builder
from index.segments.generations import Snapshots
from index.types import Filters, Hit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def search(library: Library, static: StaticEmbedder, tmp_path: Path) -> HybridSearch:
    """Index the made-up library with its note."""
    folder = Builder(library, Models(static, static), Snapshots(tmp_path / "index"), notes=True).build()
    return HybridSearch(library, folder, Models(static, static))


def places(hits: list[Hit]) -> list[tuple[str, str]]:
    """Return the paragraphs of some hits."""
    return [(hit.document.id, hit.locator) for hit in hits]


# Finding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "document", "locator"),
    [
        ("who votes in the general assembly?", "dock-charter", "2"),
        ("Qui vote à l’assemblée générale ?", "dock-charter", "2"),
        ("¿quién vota en la asamblea general?", "dock-charter", "2"),
        ("fund for injured families", "dock-charter", "3(b)"),
        ("salaires publiés chaque trimestre", "dock-charter", "3(a)"),
        ("how was the oven repaired?", "bakery-report", "2"),
        ("apprentis", "bakery-report", "1"),
    ],
)
def test_the_paragraph_asked_for_comes_first(search: HybridSearch, query: str, document: str, locator: str) -> None:
    assert places(search.search(query))[0] == (document, locator)


def test_a_paragraph_in_two_languages_is_one_hit(search: HybridSearch) -> None:
    found = places(search.search("dockers’ cooperative, coopérative de dockers", k=50))
    assert len(found) == len(set(found)) == 8


def test_hits_are_ranked_from_one_by_falling_score(search: HybridSearch) -> None:
    hits = search.search("wages of the crews", k=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_chapeau_is_shown_with_its_items(search: HybridSearch) -> None:
    (hit,) = [hit for hit in search.search("the board", k=50) if hit.locator == "3"]
    assert hit.renditions["en"].text == (
        "The board shall:\n(a) publish the wages of each crew every quarter;\n"
        "(b) keep a rescue fund for families of injured dockers;"
    )


def test_a_point_is_found_by_another_spelling_of_its_number(search: HybridSearch) -> None:
    assert places(search.search("répartis selon 3(b)"))[0] == ("dock-charter", "4")


# What is shown ------------------------------------------------------------------------------------------------


def test_the_official_text_is_shown_in_the_readers_language(search: HybridSearch) -> None:
    english, french = search.search("the vote of every member")[0], search.search("la voix de chaque membre")[0]
    assert english.locator == french.locator == "2"
    assert (english.matched.language, french.matched.language) == (Language.EN, Language.FR)
    assert set(english.renditions) == {"en", "fr"}


def test_a_note_leads_to_the_official_text_and_is_shown_beneath_it(search: HybridSearch) -> None:
    hit = search.search("nine apprentices deliver bread by bicycle")[0]
    assert (hit.document.id, hit.locator) == ("bakery-report", "1")
    assert (hit.matched.status, hit.matched.language) == (Status.OFFICIAL, Language.FR)
    assert hit.renditions["en"].status is Status.NOTE


# Filters ------------------------------------------------------------------------------------------------------


def test_filters_leave_only_what_fits(search: HybridSearch) -> None:
    for filters, documents in (
        (Filters(document="bakery-report"), {"bakery-report"}),
        (Filters(kind="charter"), {"dock-charter"}),
        (Filters(language=Language.FR), {"bakery-report", "dock-charter"}),
    ):
        hits = search.search("wages and bread", 50, filters)
        assert {hit.document.id for hit in hits} == documents
    only_french = search.search("wages", 50, Filters(language=Language.FR))
    assert {code for hit in only_french for code in hit.renditions} == {"fr"}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(language=Language.ES),
        Filters(document="nowhere"),
        Filters(kind="law"),
        Filters(document="bakery-report", kind="charter"),
        Filters(kind="charter' OR '1'='1"),
    ],
)
def test_a_filter_that_matches_nothing_returns_nothing(search: HybridSearch, filters: Filters) -> None:
    assert search.search("vote", 10, filters) == []


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_an_empty_query_finds_nothing(search: HybridSearch, query: str) -> None:
    assert search.search(query) == []


@pytest.mark.parametrize("query", ["l'emploi AND (", '" OR 1=1 --', "🙂", "\ud800", "\x00", "vote " * 3_000, "٣ 中文"])
def test_any_text_may_be_searched(search: HybridSearch, query: str) -> None:
    assert len(search.search(query, k=3)) <= 3


# Change -------------------------------------------------------------------------------------------------------


def test_a_removed_document_is_gone_at_once(search: HybridSearch, library: Library) -> None:
    assert places(search.search("oven"))[0] == ("bakery-report", "2")
    library.remove("bakery-report")
    assert {document for document, _ in places(search.search("oven", k=50))} == {"dock-charter"}


def test_the_product_forgets_a_removed_document(docks: Assistant) -> None:
    assert docks.find("apprentis de la boulangerie").hits[0].document == "bakery-report"
    docks.remove("bakery-report")
    assert {hit.document for hit in docks.find("apprentis de la boulangerie").hits} == {"dock-charter"}
    with pytest.raises(UnknownDocument):
        docks.find("apprentis", document="bakery-report")


def test_the_product_leaves_notes_out_when_they_are_off(docks: Assistant) -> None:
    hit = docks.find("bread by bicycle").hits[0]
    assert set(hit.renditions) == {"fr"}


def test_results_do_not_depend_on_pythons_hashes(settings: Settings) -> None:
    code = (
        "from assistant.service import Assistant; from assistant.settings import read_settings\n"
        "service = Assistant(read_settings())\n"
        "for query in ('wages of dockers', 'le pain', 'la asamblea'):\n"
        "    print([(hit.document, hit.locator, hit.score, hit.language) for hit in service.find(query).hits])"
    )
    home = {"ALINEA_HOME": str(settings.home), "ALINEA_NOTES": "0"}
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, **home, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1

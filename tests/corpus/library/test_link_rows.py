"""The references kept with the library are those of its texts, whatever was added, replaced or removed, and when."""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.library import link_rows
from corpus.library.library import Addition, Library
from corpus.links import StoredLink, links
from corpus.types import Authority, Document, Language, Rendition, Role, Status, Version
from tests.corpus.library.kinds import opened
from tests.corpus.links.reading_links import PAPER, version

CONCLUSIONS = Document(
    "ilc110-conclusions-sse", None, {"en": "Conclusions"}, kind="conclusions", authority=Authority.CONCLUSIONS
)
ORCHARD = Document("orchard-law", "OL 7", {"en": "Law on the orchards of the valley"}, kind="law")
CITING = {
    "1": "It carries out the Conclusions concerning decent work and the social and solidarity economy, point 16(c).",
    "2": "Points 9 to 11 of the Conclusions ask for trees; see paragraph 1 above.",
    "3": "Article 4 of the Law on the orchards of the valley, and OL 7, Article 5, protect them.",
}
LAW = {"4": "Trees are protected.", "5": "Pears too, as Article 4 says."}


@pytest.fixture(params=["file", "server"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Library:
    """Give an empty library, in a file and on a server."""
    return opened(request, tmp_path)


def edges(found: tuple[StoredLink, ...]) -> list[tuple[str, str, str | None, str | None]]:
    """Return where references come from and lead to."""
    return [(each.document, each.link.locator, each.link.document, each.link.place) for each in found]


def test_a_point_is_cited_with_its_items_and_by_ranges_that_cover_it(empty: Library) -> None:
    empty.add(PAPER, version(PAPER, CITING))
    paper, conclusions = PAPER.id, CONCLUSIONS.id
    assert edges(empty.incoming(conclusions, "16(c)")) == [(paper, "1", conclusions, "16(c)")]
    assert edges(empty.incoming(conclusions, "16")) == [(paper, "1", conclusions, "16(c)")]
    assert edges(empty.incoming(conclusions, "10")) == [(paper, "2", conclusions, "10")]
    assert edges(empty.incoming(conclusions, "1")) == []
    assert [each.link.place for each in empty.incoming(conclusions)] == ["16(c)", "9", "10", "11"]
    assert [each.link.place for each in empty.outgoing(paper, "2")] == ["9", "10", "11", "1"]
    assert empty.outgoing("nowhere") == empty.incoming("nowhere") == ()


def test_a_reference_to_what_is_not_held_is_kept_and_leads_there_when_it_comes(empty: Library) -> None:
    empty.add(PAPER, version(PAPER, CITING))
    before = empty.incoming(CONCLUSIONS.id)
    empty.add(CONCLUSIONS, version(CONCLUSIONS, {"16": "Statistics:", "16(c)": "an observatory"}))
    assert empty.incoming(CONCLUSIONS.id) == before
    empty.remove(CONCLUSIONS.id)
    assert empty.incoming(CONCLUSIONS.id) == before


def test_a_document_that_the_catalogue_does_not_know_is_recognised_once_it_is_held(empty: Library) -> None:
    empty.add(PAPER, version(PAPER, CITING))
    assert empty.incoming(ORCHARD.id) == ()
    empty.add(ORCHARD, version(ORCHARD, LAW))
    assert edges(empty.incoming(ORCHARD.id)) == [
        ("orchard-law", "5", "orchard-law", "4"),
        ("orchard-paper", "3", "orchard-law", "4"),
        ("orchard-paper", "3", "orchard-law", "5"),
    ]
    empty.remove(ORCHARD.id)
    assert empty.incoming(ORCHARD.id) == ()
    assert {each.link.document for each in empty.outgoing(PAPER.id, "3")} == {None}


def test_a_version_replaced_or_removed_takes_its_references_along(empty: Library) -> None:
    empty.add(PAPER, version(PAPER, CITING))
    empty.add(PAPER, version(PAPER, {"1": "It cites Recommendation No. 193."}))
    assert edges(empty.outgoing(PAPER.id)) == [(PAPER.id, "1", "r193", None)]
    empty.remove(PAPER.id)
    assert empty.incoming("r193") == empty.outgoing(PAPER.id) == ()


def test_the_order_of_additions_changes_nothing(tmp_path: Path) -> None:
    french = version(PAPER, {"3": "L’article 4 de la Loi sur les vergers de la vallée."}, Language.FR)
    bilingual = replace(ORCHARD, titles={"fr": "Loi sur les vergers de la vallée"})
    additions = [
        (PAPER, version(PAPER, CITING)),
        (PAPER, french),
        (ORCHARD, version(ORCHARD, LAW)),
        (bilingual, version(bilingual, {"4": "Les arbres sont protégés."}, Language.FR)),
    ]
    found = []
    for number, order in enumerate(itertools.permutations(additions)):
        with Library(tmp_path / f"{number}.sqlite") as library:
            for document, of_document in order[: number % 5]:
                library.add(document, of_document)
            library.add_all([Addition(*each) for each in order[number % 5 :]])  # some one by one, the others at once
            found.append({each for document in (PAPER, ORCHARD) for each in library.outgoing(document.id)})
    assert len(found[0]) == 9
    assert all(each == found[0] for each in found)


def test_what_is_stored_is_what_is_read(empty: Library) -> None:
    added = version(PAPER, CITING)
    empty.add(PAPER, added)
    assert tuple(each.link for each in empty.outgoing(PAPER.id)) == links(PAPER, added, load())


def test_a_library_of_the_first_schema_is_opened_and_its_references_are_derived(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        library.add(PAPER, version(PAPER, CITING))
        found = library.outgoing(PAPER.id)
    with sqlite3.connect(path) as old:
        old.executescript("DROP TABLE links; DROP TABLE linked; PRAGMA user_version = 1;")
    old.close()
    with Library(path) as library:
        assert [each.link for each in library.outgoing(PAPER.id)] == [each.link for each in found] != []
        library.check()


def test_another_extractor_reads_every_version_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        library.add(PAPER, version(PAPER, CITING))
    with sqlite3.connect(path) as damaged:
        damaged.execute("DELETE FROM links")
    damaged.close()
    with Library(path) as library:
        assert library.outgoing(PAPER.id) == ()  # the same extractor has nothing to do
    monkeypatch.setattr(link_rows, "extractor", lambda: "another")
    with Library(path) as library:
        assert library.outgoing(PAPER.id) != ()


def test_a_row_of_a_plan_refers_to_points_and_to_programme_outputs(empty: Library) -> None:
    cells = {"deliverable": "Trees", "points": "9 n), 16 c)", "outputs": "A.1, 4.1", "years": "2023"}
    row = Rendition(
        "action plan 1.1(1)", Role.ROW, "Trees | 9 n), 16 c) | A.1, 4.1 | 2023", parent="action plan 1.1", cells=cells
    )
    intro = Rendition("1", Role.PARAGRAPH, CITING["1"])
    source = "Points in the conclusions\nProgramme and budget outputs concerned\n(2022-23)\nTime frame"
    plan = Version(PAPER.id, Language.EN, Status.OFFICIAL, source, "", "", 1, (intro, row))
    empty.add(PAPER, plan)
    found = empty.outgoing(PAPER.id, "action plan, objective 1")
    assert [(each.link.kind, each.link.document, each.link.place, each.link.words) for each in found] == [
        ("corresponds to", "ilc110-conclusions-sse", "9(n)", "9 n)"),
        ("corresponds to", "ilc110-conclusions-sse", "16(c)", "16 c)"),
        ("corresponds to", "pb-2022-23", "output A.1", "A.1"),
        ("corresponds to", "pb-2022-23", "output 4.1", "4.1"),
    ]
    assert all(row.text[each.link.start : each.link.end] == each.link.words for each in found)

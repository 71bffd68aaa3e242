"""Questions about references over the five documents, answered with exactly the references a reader finds there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.ask.link_questions import link_question
from assistant.service import Assistant

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "links.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_the_questions_are_well_formed() -> None:
    assert len(GOLD) >= 20
    assert len({row["id"] for row in GOLD}) == len({row["q"] for row in GOLD}) == len(GOLD)
    assert {row["language"] for row in GOLD} == {"en", "fr", "es"}
    assert all(len(edge) == 5 for row in GOLD for edge in row["edges"])


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_a_question_finds_the_references_there_are_and_no_other(seeds: Assistant, row: dict[str, Any]) -> None:
    wanted = link_question(row["q"])
    assert wanted is not None
    links = seeds.links(wanted.reference)
    found = links.cites if wanted.outgoing else links.cited_by
    edges = [
        [each.source.document, each.source.locator, each.type, each.target.document, each.target.locator]
        for each in found
        if wanted.kind in (None, each.type)
    ]
    assert sorted(map(str, edges)) == sorted(map(str, row["edges"]))


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_the_answer_cites_each_paragraph_that_refers_and_no_other(seeds: Assistant, row: dict[str, Any]) -> None:
    answer = seeds.ask(row["q"])
    in_texts = {(edge[0], edge[1]) for edge in row["edges"] if edge[1]}
    assert {(each.document, each.locator) for each in answer.citations} == in_texts
    assert answer.mode == "reference"
    assert answer.language == row["language"]
    assert all(each.verified for each in answer.citations)


def test_every_reference_stands_in_its_text_word_for_word(seeds: Assistant) -> None:
    for document in seeds.library():
        for version in seeds._library.versions(document.id):
            texts = {
                each.rendition.locator: each.rendition.text
                for each in seeds._library.renditions(document.id, language=version.language, status=version.status)
            }
            for each in seeds._library.outgoing(document.id):
                if (each.language, each.status) == (version.language, version.status):
                    assert texts[each.link.locator][each.link.start : each.link.end] == each.link.words


def test_the_plan_refers_to_as_many_points_and_outputs_as_a_reader_counts(seeds: Assistant) -> None:
    official = [each for each in seeds._library.outgoing("gb346-ins-4") if each.status == "official"]
    targets = [each.link.document for each in official if each.link.kind == "corresponds to"]
    assert targets.count("ilc110-conclusions-sse") == 97
    assert targets.count("pb-2022-23") == 88

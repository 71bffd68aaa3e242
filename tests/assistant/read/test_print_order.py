"""What a paragraph goes on to say after its items stands after them, wherever paragraph and items are printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from assistant.cli import parallel as command
from assistant.read.types import Parallel
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.study.formats.word_handout import Link, handout_file
from assistant.study.handout import Handout
from assistant.types import PlaceId
from assistant.ui.parts import context_panel, renditions

RULES = """# Rules of the ferry

1. The ferry crosses the river each hour.

2. No more than five may cross. Not counted are:

(a) infants;

(b) dogs, that is:

(i) terriers;

(ii) hounds;

and no wolves;

(c) the mate.

A small ferry may carry two.

3. Here end the rules of this ferry.
"""
ORDER = [
    "Not counted are:",
    "infants;",
    "that is:",
    "terriers;",
    "hounds;",
    "and no wolves;",
    "the mate.",
    "carry two.",
]
AFTER = "Here end"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the rules of the ferry."""
    folder: Path = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.md").write_text(RULES, encoding="utf-8")
    service = Assistant(Settings(folder / "home", notes=False))
    assert not service.add([folder / "ferry.md"]).errors
    yield service
    service.close()


def is_in_order(shown: str, words: list[str]) -> bool:
    """Tell whether words stand in a text once each, in their order."""
    places = [shown.find(each) for each in words]
    return -1 not in places and places == sorted(places) and all(shown.count(each) == 1 for each in words)


def parallel(ferry: Assistant) -> Parallel:
    """Return the whole document, language by language."""
    found = ferry.parallel(PlaceId("ferry"))
    assert isinstance(found, Parallel)
    return found


@pytest.mark.parametrize("width", [100, 20])
def test_in_the_terminal(ferry: Assistant, width: int) -> None:
    shown = " ".join(command.text(parallel(ferry), width).replace("en ", "").split())
    assert is_in_order(shown, [*ORDER, AFTER])


def test_on_the_pages_read_and_study(ferry: Assistant) -> None:
    assert is_in_order(renditions.table(parallel(ferry), "en"), [*ORDER, AFTER])
    (folded,) = renditions.others_of(ferry.context("ferry", "2").parallel, "en", "fr")
    assert is_in_order(folded, ORDER)


@pytest.mark.parametrize("link", list(Link))
def test_in_a_hand_out_with_one_number_a_paragraph(ferry: Assistant, link: Link) -> None:
    made = handout_file(Handout("Rules", ("en",), (parallel(ferry),), address="https://alinea.example"), link=link)
    document = docx.Document(io.BytesIO(made))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert is_in_order("\n".join(row[-1] for row in rows), [*ORDER, AFTER])
    assert sum(row[0].strip() == "para. 2" for row in rows) == 1
    assert len(document.inline_shapes) == (8 if link is Link.CODE else 0)


def test_in_the_context_of_a_paragraph(ferry: Assistant) -> None:
    context = ferry.context("ferry", "2", around=1)
    assert is_in_order(" ".join(each.text for each in context.paragraphs), [*ORDER, AFTER])
    assert [(each.label, each.marker) for each in context.paragraphs if each.current] == [("para. 2", "2."), ("", "")]
    assert is_in_order(context_panel.render("en", context), [*ORDER, AFTER])
    assert is_in_order(context.text, ORDER)


def test_in_an_answer_and_in_what_a_quotation_is_held_to(ferry: Assistant) -> None:
    assert is_in_order(ferry.ask("Rules of the ferry, para. 2").answer, ORDER)
    printed = "“terriers; hounds; and no wolves; the mate. A small ferry may carry two. Here end the rules”"
    (checked,) = ferry.verify(printed).quotes
    assert checked.status == "found"
    assert is_in_order(checked.places[0].text, [*ORDER, AFTER])

"""Study material as files: which formats each thing has, and the files of one, a paper always with its key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath

from assistant.citations.library_sources import LibrarySourceFinder
from assistant.errors import BadRequest
from assistant.session import Session
from assistant.study.formats.exporter import exported_deck, exported_quiz
from assistant.study.formats.json_object import as_json
from assistant.study.formats.naming import file_name
from assistant.study.formats.pdf import as_pdf
from assistant.study.formats.word_glossary import glossary_sheet
from assistant.study.formats.word_handout import Link, handout_file
from assistant.study.formats.word_paper import answer_key, paper
from assistant.study.formats.word_session import path_file, session_file
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath
from assistant.study.session_plan import SessionPlan
from assistant.study.types import Deck, Quiz, StudyFile
from corpus.phrases import Phrase

Material = Quiz | Deck | Handout | SessionPlan | ReadingPath
"""What can be taken along."""

FORMATS: Mapping[type, tuple[str, ...]] = {
    Quiz: ("docx", "pdf", "moodle", "gift", "apkg", "csv", "json"),
    Deck: ("apkg", "csv", "json"),
    Handout: ("docx", "pdf", "glossary", "json"),
    SessionPlan: ("docx", "pdf", "json"),
    ReadingPath: ("docx", "pdf", "json"),
}
"""The formats of each thing, the usual one first; `glossary` is a hand-out's terms alone, in Word."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\#?]+", re.ASCII)
_LONGEST_ADDRESS = 300  # characters: what a code on paper still holds, with the paragraph's own
_BY_SUFFIX = {".xml": "moodle", ".txt": "gift"}


def format_of(name: str) -> str:
    """Return the format that the name of a file asks for: `quiz.xml` is for Moodle, `quiz.gift` or `.txt` GIFT.

    >>> format_of("quiz.moodle.xml"), format_of("deck.apkg")
    ('moodle', 'apkg')
    """
    suffix = PurePath(name).suffix.lower()
    return _BY_SUFFIX.get(suffix, suffix.removeprefix("."))


def check_format(kind: type, form: str) -> None:
    """Check that a kind of material has a format. Raises BadRequest."""
    if form not in FORMATS[kind]:
        raise BadRequest(
            value=form,
            expected=Phrase("error.expected.format", "a format: {choices}", choices=", ".join(FORMATS[kind])),
        )


def check_address(address: str) -> None:
    """Check that what links are made with is the address of a web app. Raises BadRequest."""
    if address and (len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address)):
        raise BadRequest(
            value=address,
            expected=Phrase("error.expected.app_address", "the address of the web app, as https://alinea.example"),
        )


def files_of(
    material: Material,
    form: str,
    session: Session,
    *,
    address: str = "",
    large_print: bool = False,
    link: Link = Link.CODE,
) -> tuple[StudyFile, ...]:
    """Return the files of a thing in a format: one; of a paper in Word or PDF a second, the key; of a session three.

    A session's are the plan, the paper of its exercises and the key.

    `address` is that of the web app, which references lead to. Raises BadRequest for a format that the thing has none
    of, PdfNeedsLibreOffice where PDF files cannot be made here.
    """
    check_format(type(material), form)
    check_address(address)
    if isinstance(material, Quiz) and form not in ("docx", "pdf"):
        return (exported_quiz(material, form, address),)
    if isinstance(material, Deck):
        return (exported_deck(material, form, address),)
    if form == "json":
        return (StudyFile(file_name(_title(material), "json"), as_json(material), _count(material)),)
    pages: dict[str, Callable[[], bytes]] = {}
    if isinstance(material, Quiz):
        sources = LibrarySourceFinder(session)
        pages[""] = lambda: paper(material, large_print=large_print)
        pages["-key"] = lambda: answer_key(material, sources, address=address, large_print=large_print)
    elif isinstance(material, SessionPlan):
        sources = LibrarySourceFinder(session)
        pages[""] = lambda: session_file(material, address=address, large_print=large_print)
        if material.quiz.items:
            pages["-paper"] = lambda: paper(material.quiz, large_print=large_print)
            pages["-key"] = lambda: answer_key(material.quiz, sources, address=address, large_print=large_print)
    elif isinstance(material, ReadingPath):
        pages[""] = lambda: path_file(material, address=address, large_print=large_print)
    elif form == "glossary":
        terms, languages = material.glossary, material.languages
        pages["-glossary"] = lambda: glossary_sheet(material.title, terms, languages, large_print=large_print)
    else:
        pages[""] = lambda: handout_file(material, link=link, large_print=large_print)
    made = {ending: write() for ending, write in pages.items()}
    suffix = "pdf" if form == "pdf" else "docx"
    return tuple(
        StudyFile(
            file_name(_title(material), suffix).replace(f".{suffix}", f"{ending}.{suffix}"),
            as_pdf(content) if form == "pdf" else content,
            _count(material),
        )
        for ending, content in made.items()
    )


def _title(material: Material) -> str:
    if isinstance(material, ReadingPath):
        return material.theme
    return material.name if isinstance(material, Deck) else material.title


def _count(material: Material) -> int:
    """Return how many items, cards, paragraphs, parts or stops a thing holds."""
    if isinstance(material, Handout):
        return sum(len(part.rows) for part in material.parts) or len(material.glossary)
    if isinstance(material, SessionPlan):
        return len(material.parts)
    if isinstance(material, ReadingPath):
        return len(material.stops)
    return len(material.items if isinstance(material, Quiz) else material.cards)

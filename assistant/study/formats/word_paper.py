"""A quiz as two Word files: the paper that learners write on, and the key.

The paper holds no key anywhere: not in its properties, not in hidden text, not in a note. Which of the right sides
belongs where in a matching question depends on the item's id alone, so that paper and key of one quiz agree whenever
each was made.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docx.shared import Mm

import prompts
from assistant.citations import CitedSource, StyledText, as_footnote
from assistant.citations.library_sources import SourceFinder
from assistant.export.content import status_label
from assistant.export.word_footnotes import Footnotes
from assistant.study.formats.word_question import (
    ONE_OF_THE_OPTIONS,
    Questions,
    both,
    languages_of,
    letter,
    shuffled,
    spoken,
)
from assistant.study.formats.word_sheet import WordSheet
from assistant.study.formats.word_styles import set_style
from assistant.study.types import Evidence, Item, ItemKind, Quiz
from assistant.study.wording import key_written
from corpus.errors import UnknownDocument
from corpus.text.typography import enclosed, number_written, with_semicolons
from corpus.types import Language, Status

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_BOX = "☐"
_FREE_LINES = 5  # to write a short answer on
_SHORT = 0.5  # of the width, for a figure or a reference
_CHANGED = (ItemKind.TRUE_FALSE, ItemKind.ALTERED_FIGURE)
_TRUE_FALSE = {"true": "study.paper.true", "false": "study.paper.false"}


def paper(quiz: Quiz, *, large_print: bool = False) -> bytes:
    """Return the paper as a Word file, without any key."""
    sheet = _begin(quiz, "", large_print)
    line = sheet.paragraph("", quiz.language, "Name and date")
    sheet.blank(line, "study.paper.name", 0.62)
    sheet.blank(line, "study.paper.date", 1.0)
    _facts(sheet, quiz)
    sheet.words(sheet.paragraph("", quiz.language, "Small print"), "study.paper.how")
    questions = Questions(sheet)
    for item in quiz.items:
        since = len(sheet.document.element.body) - 1
        questions.stem(item)
        _ask(sheet, questions, item)
        questions.keep_together(since)
    return sheet.content()


def answer_key(quiz: Quiz, sources: SourceFinder, *, address: str = "", large_print: bool = False) -> bytes:
    """Return the key as a Word file: right answers, the words that hold them, and where these stand as footnotes.

    `address` is that of the web app; where it is known, each footnote also leads to the paragraph there.
    """
    sheet = _begin(quiz, prompts.render("study.paper.key", quiz.language), large_print)
    _facts(sheet, quiz)
    key = _Key(sheet, sources, address)
    key.glance(quiz)
    sheet.heading("study.paper.evidence")
    for item in quiz.items:
        key.write(item)
    sheet.small(sheet.say("export.state", fingerprint=quiz.library), quiz.language)
    return sheet.content()


def _begin(quiz: Quiz, what: str, large_print: bool) -> WordSheet:
    """Return the file with its title, its foot, and the version that both files bear."""
    title = " – ".join(filter(None, (quiz.title, what)))
    sheet = WordSheet(title, languages_of(quiz), large_print=large_print)
    also = [what] if what else []
    sheet.foot(quiz.title, *also, sheet.say("study.paper.version", version=quiz.request.seed))
    return sheet


def _facts(sheet: WordSheet, quiz: Quiz) -> None:
    """Write how many questions there are, for how long, and which version of the paper it is."""
    line = sheet.paragraph("", quiz.language, "Small print")
    sheet.words(line, "study.paper.facts", count=len(quiz.items), minutes=quiz.minutes, version=quiz.request.seed)


def _ask(sheet: WordSheet, questions: Questions, item: Item) -> None:
    """Write what is asked under the stem, with room to answer."""
    place = questions.body(item)
    short = 1 if sheet.large_print else _SHORT
    if item.kind is ItemKind.MATCHING:
        questions.matching(item)
    elif item.kind is ItemKind.TRUE_FALSE:
        line = sheet.paragraph("", item.language, "Boxes to tick", place)
        for position, key in enumerate(_TRUE_FALSE.values()):
            sheet.run(line, f"{'        ' if position else ''}{_BOX} ", item.language)
            sheet.words(line, key)
    elif item.kind is ItemKind.SHORT_ANSWER:
        sheet.writing_line("study.paper.answer", lines=_FREE_LINES, place=place)
    elif item.kind is ItemKind.WHICH_PARAGRAPH:
        sheet.writing_line("study.paper.paragraph", room=short, place=place)
    elif item.kind not in ONE_OF_THE_OPTIONS:
        sheet.writing_line("study.paper.answer", room=short if item.kind is ItemKind.NUMERIC else 1, place=place)


class _Key:
    def __init__(self, sheet: WordSheet, sources: SourceFinder, address: str) -> None:
        """Keep where to write, and where references come from."""
        self._sheet, self._sources, self._address = sheet, sources, address
        self._questions = Questions(sheet)
        self._notes = Footnotes(sheet.document)
        set_style(sheet.document, "Footnote Text", sheet.look.small, after=2)

    def glance(self, quiz: Quiz) -> None:
        """Write all answers as a table, to mark papers by."""
        sheet = self._sheet
        sheet.heading("study.paper.glance")
        table = sheet.table(["study.paper.number", "study.paper.answer"], (0.12, 0.88))
        for number, item in enumerate(quiz.items, 1):
            cells = sheet.row(table)
            sheet.paragraph(str(number), sheet.language, "Table text", cells[0])
            line = sheet.paragraph("", sheet.language, "Table text", cells[1])
            if item.kind is ItemKind.SHORT_ANSWER:
                sheet.words(line, "study.paper.see_below")
            elif item.kind is ItemKind.MATCHING:
                sheet.run(line, _matched(item), sheet.language)
            else:
                self._answer(line, item)

    def write(self, item: Item) -> None:
        """Write an answer with all that goes with it, and the words that hold it."""
        sheet = self._sheet
        since = len(sheet.document.element.body) - 1
        self._questions.stem(item)
        line = sheet.paragraph("", item.language, "Answer")
        sheet.words(line, "study.paper.answer", bold=True)
        sheet.run(line, "\u2003", sheet.language)
        if item.kind is ItemKind.SHORT_ANSWER:
            sheet.words(line, "study.paper.free")
        elif item.kind is ItemKind.MATCHING:
            sheet.run(line, _matched(item), sheet.language)
            self._questions.matching(item, solved=True)
        else:
            self._answer(line, item)
            self._allowed(item)
        if item.kind in _CHANGED and item.key != "true":  # what was changed cannot be seen in the quotation alone
            self._remark(" / ".join(each.feedback for each in both(item)), sheet.language)
        if item.edited:
            self._remark(sheet.say("study.paper.edited"), sheet.language)
        for each in _all_evidence(item):
            self._quote(*each)
        self._questions.keep_together(since)

    def _answer(self, line: Paragraph, item: Item) -> None:
        """Write the right answer, in each language; with its letter where there are letters."""
        if item.kind is ItemKind.TRUE_FALSE:
            self._sheet.words(line, _TRUE_FALSE[item.key])
            return
        if item.kind in ONE_OF_THE_OPTIONS:
            self._sheet.run(line, f"{letter(item.options.index(item.key))}. ", item.language)
        in_our_words = item.kind is ItemKind.WHICH_PARAGRAPH
        keys = {key_written(each): each.language if in_our_words else spoken(each) for each in reversed(both(item))}
        for position, (key, language) in enumerate(reversed(keys.items())):
            self._sheet.run(line, f" / {key}" if position else key, language)

    def _allowed(self, item: Item) -> None:
        """Write what else is right: other ways to write the answer, how far off a figure may be."""
        sheet = self._sheet
        keys = {_plain(one.key) for one in both(item)}
        accepted = {_plain(each): each for one in both(item) for each in one.accepted}
        if accepted := {plain: each for plain, each in accepted.items() if plain not in keys}:
            answers = with_semicolons(accepted.values(), sheet.language)
            self._remark(sheet.say("study.paper.accepted", answers=answers), sheet.language)
        if item.number is not None and item.tolerance:
            ends = [Decimal(str(item.number)) + sign * Decimal(str(item.tolerance)) for sign in (-1, 1)]
            least, most = (number_written(end, sheet.language) for end in ends)
            self._remark(sheet.say("study.paper.between", least=least, most=most), sheet.language)

    def _quote(self, item: Item, evidence: Evidence) -> None:
        """Write the words that hold the key, in quotation marks where they are the text's own; where they stand."""
        sheet = self._sheet
        is_note = evidence.status == Status.NOTE
        words = evidence.quote if is_note else enclosed(evidence.quote, evidence.language)
        line = sheet.paragraph(words, evidence.language, "Quote")
        reference, official = self._reference(item, evidence)
        links = [(prompts.render("export.official_address", item.language), official)] if official else []
        if self._address:
            address = self._address.rstrip("/") + evidence.link
            links.append((prompts.render("study.paper.open", item.language), address))
        self._notes.add(line, reference, item.language, links)
        said = [] if evidence.status == Status.OFFICIAL else [status_label(evidence.status, item.language)]
        if evidence.draft:
            said.append(prompts.render("answer.draft", item.language, heading=evidence.draft))
        if said:
            self._remark(" · ".join(said), item.language)

    def _remark(self, text: str, language: str) -> None:
        """Write a remark of ours under an answer or a quotation."""
        self._sheet.small(text, language).paragraph_format.left_indent = Mm(self._sheet.look.indent)

    def _reference(self, item: Item, evidence: Evidence) -> tuple[tuple[StyledText, ...], str | None]:
        """Return the reference in the ILO's style and the official address; of a text that has gone, the item's own."""
        try:
            found: CitedSource = self._sources.source(
                evidence.document, (evidence.locator,), Language(item.language), Status(evidence.status)
            )
        except UnknownDocument:
            return (StyledText(evidence.title, italic=True), StyledText(f", {evidence.citation}.")), None
        return as_footnote(found), found.url


def _plain(text: str) -> str:
    """Return an answer as it looks: a space that does not break looks like any other."""
    return text.replace("\u00a0", " ")


def _matched(item: Item) -> str:
    """Return which letter belongs to which number."""
    order = shuffled(item)
    return "   ".join(f"{number + 1} – {letter(order.index(number))}" for number in range(len(order)))


def _all_evidence(item: Item) -> list[tuple[Item, Evidence]]:
    """Return the paragraphs of a key, in each language, each once, with the item they are of."""
    found: dict[tuple[str, str, str, str], tuple[Item, Evidence]] = {}
    for one in both(item):
        for each in one.evidence:
            found.setdefault((each.document, each.locator, each.language, each.quote), (one, each))
    return list(found.values())

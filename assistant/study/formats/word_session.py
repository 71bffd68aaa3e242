"""A session plan and a reading path as Word files: templates that the trainer goes on writing in."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.study.formats.word_sheet import WordSheet
from assistant.study.reading_path import ReadingPath, Stop
from assistant.study.session_plan import SessionPart, SessionPlan
from corpus.text.typography import numbers_in_a_row, with_semicolons

_CLOCK = 0.14  # of the width
_LINES = 3


def session_file(plan: SessionPlan, *, address: str = "", large_print: bool = False) -> bytes:
    """Return a plan as a Word file: objectives, a table of the parts, what is read, room for notes.

    The questions, which it names by their numbers, are a paper of their own, and so is the key.
    `address` is that of the web app, for the links to the paragraphs.
    """
    sheet = WordSheet(plan.title, [plan.language], large_print=large_print)
    sheet.foot(plan.title)
    sheet.small(sheet.say("study.session_minutes", minutes=plan.minutes), plan.language)
    sheet.heading("study.session_objectives")
    for each in plan.objectives:
        sheet.paragraph(each, plan.language, "List Bullet")
    sheet.heading("study.session_course")
    numbers = {item.id: number for number, item in enumerate(plan.quiz.items, 1)}
    table = sheet.table(
        ["study.session_time", "study.session_part", "study.session_doing"], [_CLOCK, 0.2, 1 - _CLOCK - 0.2]
    )
    for part in plan.parts:
        clock, name, doing = sheet.row(table)
        sheet.paragraph(f"{_clock(part.start)}–{_clock(part.start + part.minutes)}", plan.language, "Table text", clock)
        sheet.paragraph(part.title, plan.language, "Table text", name)
        for line in _lines(part, sheet, numbers):
            sheet.paragraph(line, plan.language, "Table text", doing)
    stops = [stop for part in plan.parts for stop in part.stops]
    if stops:
        sheet.heading("study.session_readings")
        _write_stops(sheet, stops, address)
    sheet.writing_line("study.session_notes", lines=_LINES)
    return sheet.content()


def path_file(path: ReadingPath, *, address: str = "", large_print: bool = False) -> bytes:
    """Return a reading path as a Word file: each stop with why it is there, its minutes and its text."""
    sheet = WordSheet(path.theme, [path.language], large_print=large_print)
    sheet.foot(path.theme)
    sheet.small(sheet.say("study.path_minutes", count=len(path.stops), minutes=path.minutes), path.language)
    _write_stops(sheet, path.stops, address)
    return sheet.content()


def _write_stops(sheet: WordSheet, stops: Sequence[Stop], address: str) -> None:
    for number, stop in enumerate(stops, 1):
        heading = sheet.document.add_heading(level=2)
        sheet.run(heading, f"{number}. ", sheet.language)
        if address:
            sheet.link(heading, stop.citation, address.rstrip("/") + stop.evidence[0].link, sheet.language)
        else:
            sheet.run(heading, stop.citation, sheet.language)
        sheet.small(sheet.say("study.path_why", why=stop.why, minutes=_minutes(stop)), sheet.language)
        for line in stop.text.split("\n"):
            sheet.paragraph(line, stop.language, "Quote")
        if stop.label:
            sheet.small(stop.label, sheet.language)


def _lines(part: SessionPart, sheet: WordSheet, numbers: dict[str, int]) -> list[str]:
    said = [part.doing]
    if part.stops:
        said.append(
            sheet.say(
                "study.session_read", places=with_semicolons((each.citation for each in part.stops), sheet.language)
            )
        )
    if part.questions:
        asked = numbers_in_a_row([numbers[each] for each in part.questions if each in numbers], sheet.language)
        said.append(sheet.say("study.session_answer", numbers=asked))
    return said


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _minutes(stop: Stop) -> int:
    return max(1, round(stop.minutes))

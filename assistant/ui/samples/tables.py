"""Samples of what is shown as tables and lists: documents, what can be fetched, comparisons, the plan, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.ui.parts import markup
from assistant.ui.samples.answers import FRENCH, TITLE, WORDS, opener, site

Values = Mapping[str, object]

_BADGES = markup.badges("en", "official", "en")


def _action(what: str, language: str = "", *, asked: bool = False) -> Values:
    return {
        "what": what, "document": "charter", "language": language, "title": f"“{TITLE}”", "is_asked": asked,
        "takes_notes": what == "remove",
    }  # fmt: skip


def _table(language: str) -> Values:
    def version(code: str, status: str, vouched: str, *actions: Values) -> Values:
        warnings = ("Page 3 holds no text.",) if status == "added" else ()
        return {
            "badges": markup.badges(code, status, language), "file": f"charter.{code}.pdf", "paragraphs": 12,
            "vouched": vouched, "warnings": warnings, "actions": actions,
        }  # fmt: skip

    document = {"id": "charter", "title": TITLE, "date": "2031-05-14"}
    versions = [
        version("en", "official", "Confirmed by Ama on 1 June 2031.", _action("withdraw", "en")),
        version("fr", "added", "", _action("confirm", "fr", asked=True), _action("remove_text", "fr")),
        version("fr", "note", ""),
    ]
    row = {
        "document": document, "is_removing": False, "origin": "CH/7 · Council of the lakes", "versions": versions,
        "action": _action("remove"), "weight": "report",
    }  # fmt: skip
    going = row | {"is_removing": True, "versions": versions[2:], "action": _action("remove", asked=True)}
    return {"columns": ("document", "kind", "date", "versions", "actions"), "rows": [row, going]}


def _report(language: str) -> Values:
    document = {
        "change": "added", "title": TITLE, "told_by": "catalogue", "sign": "symbol", "language": "en", "pages": 4,
        "paragraphs": 12, "locators": ("1", "12"),
    }  # fmt: skip
    added = {"document": document, "file": "charter.pdf", "dropped": "running headers (4)", "warnings": ["Page 3…"]}
    refused = {"file": "scan.pdf", "reason": " could not be read."}
    return {"summary": "1 file read · 1 file refused", "added": [added], "refused": [refused]}


def _catalogue(language: str) -> Values:
    document = {"id": "charter", "title": TITLE}
    ways = {"catalogue.evidence.seen": ("en", "fr")}.items()
    row = {"document": document, "facts": ["CH/7", "2031"], "title": f"“{TITLE}”", "ways": ways}
    return {"columns": ("document", "languages", "actions"), "missing": [row], "without": [row]}


def _fetched(language: str) -> Values:
    found = {"title": TITLE, "language": "en", "change": "added"}
    missing = {"title": TITLE, "language": "fr", "open": {"evidence": "seen"}}
    fetched = {"found": found, "lang": "en", "facts": ["12 paragraphs"], "site": site(language)}
    failed = {"missing": missing, "lang": "en", "reasons": ["The site did not answer."], "site": site(language)}
    return {"summary": "1 text fetched · 1 text could not be fetched", "fetched": [fetched], "failed": [failed]}


def _read(text: str, code: str, language: str) -> dict[str, object]:
    return {
        "citation": "Charter, para. 4", "badges": markup.badges(code, "official", language), "lang": code,
        "text": text, "opener": opener("4"), "site": site(language),
    }  # fmt: skip


def _grid(language: str) -> Values:
    other = {"code": "fr", "lang": "fr", "badges": markup.badges("fr", "note", language), "text": FRENCH}
    cut = {"excerpt": "Each keeps a register.", "is_later": True, "goes_on": True, "others": [other]}
    columns = [
        {"title": TITLE, "symbol": "CH/7", "short": TITLE, "name": "CH/7"},
        {"title": "Letter", "symbol": None, "short": "Letter", "name": "Letter"},
    ]
    filled = {"sure": False, "paragraphs": [_read(WORDS, "en", language) | cut], "elsewhere": ""}
    empty = {"sure": True, "paragraphs": [], "elsewhere": ""}
    return {
        "summary": "1 of 2 cells.", "columns": columns, "rows": [{"theme": "registers", "cells": [filled, empty]}],
    }  # fmt: skip


def _sides(language: str) -> Values:
    pair = {"remark": "", "sides": (_read(WORDS, "en", language), _read(WORDS, "en", language))}
    alone = {"remark": "compare.one_only", "sides": (_read(FRENCH, "fr", language), None)}
    return {"said": ["2 pairs of texts."], "marked": True, "pairs": [pair, alone]}


def _charts(language: str) -> Values:
    bar = {"name": "Objective 1", "name_y": 13, "amount": "2 million", "amount_y": 30, "y": 36, "width": "80.00"}
    resources = {
        "id": "sample-resources", "title": "Resources", "described": "Objective 1, 2 million", "height": 56,
        "bars": [bar], "told": "The objectives come to 2 million.", "style": "warning", "total": opener("4"),
    }  # fmt: skip
    years = [{"x": 10, "middle": 30, "written": "2031"}, {"x": 50, "middle": 70, "written": "2032"}]
    row = {"number": "1.1", "number_y": "30.5", "x": "10.00", "y": "21.0", "width": "40.00", "name": "1.1, 2031"}
    timeline = {
        "id": "sample-timeline", "title": "Years", "described": "1 row from 2031 to 2032", "top": 16, "height": 44,
        "years": years, "bars": [row],
    }  # fmt: skip
    return {"plans": [{"resources": resources, "timeline": timeline, "differing": ["Plan, row 1.2"]}]}


def _rows(language: str) -> Values:
    line = {
        "output": {"number": "1", "title": "Registers"}, "output_lang": "en", "opener": opener("4"), "lang": "en",
        "deliverable": WORDS, "badges": _BADGES, "points": "4", "programme": "", "years": "2031–32",
    }  # fmt: skip
    return {"summary": "1 row", "plans": [{"symbol": "CH/7", "title": TITLE, "lines": [line]}]}


def _terms(language: str) -> Values:
    own = {"lang": "en", "abbreviation": "WB", "variants": ["bench"]}
    other = {"lang": "fr", "code": "fr", "name": "établi", "abbreviation": "", "variants": []}
    entry = {
        "own": own, "name": "workbench", "others": [other], "opener": opener("4"), "place": "", "evidence": "Charter",
    }  # fmt: skip
    return {
        "letters": ["", "W"], "chosen": "W", "heading": "1 term", "entries": [entry], "also_before": "(also ",
        "also_after": ")",
    }  # fmt: skip


SAMPLES: dict[str, Callable[[str], Values]] = {
    "documents/table": _table,
    "documents/report": _report,
    "documents/facts": lambda _: {"reasons": ["charter.pdf is in German."], "title": TITLE, "file": "charter.pdf"},
    "fetch/list": _catalogue,
    "fetch/report": _fetched,
    "compare/grid": _grid,
    "compare/sides": _sides,
    "plan/charts": _charts,
    "plan/rows": _rows,
    "plan/none": lambda _: {"conditions": "2031, objective 2", "eased": [("2031", 3)]},
    "glossary/terms": _terms,
}

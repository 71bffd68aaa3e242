"""Samples of what the page “Study” makes: questions, cards, hand-outs, sessions, paths, and a round of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace

from assistant.ui import templating
from assistant.ui.parts import markup
from assistant.ui.samples.answers import FRENCH, TITLE, WORDS, opener

Values = Mapping[str, object]

_LABEL = {"text": "Unofficial note.", "lang": "en"}
_PASSAGE = {"parts": ["Each workshop keeps ", " registers."], "lang": "en"}


def _texts(*texts: str) -> list[Values]:
    return [{"text": text, "lang": code} for text, code in zip(texts, ("en", "fr"), strict=False)]


def _question(language: str, kind: str = "multiple_choice") -> Values:
    item = {
        "id": "a1b2c3", "kind": kind, "stem": "What does a workshop keep?", "key": "three", "edited": True,
        "difficulty": 2, "options": ("two", "three"),
    }  # fmt: skip
    quoted = markup.quotation(WORDS, "en")
    held = {
        "note": "", "quotation": quoted, "draft": "", "lang": "en", "badges": markup.badges("en", "official", language),
        "opener": opener("4"),
    }  # fmt: skip
    return {
        "item": item, "lang": "en", "second": {"text": "Que tient un atelier ?", "lang": "fr"},
        "texts": [{"passage": _PASSAGE, "label": _LABEL}], "key": _texts("three", "trois"),
        "pairs": [{"left": _texts("para. 4"), "right": _texts(WORDS)}],
        "feedback": _texts("The text says “three”."), "proofs": [held, held | {"note": FRENCH, "draft": "A draft."}],
    }  # fmt: skip


def _told(language: str, name: str = "wrong") -> Values:
    return {
        "name": name, "id": "study-question", "mark": "✗", "question": _question(language), "pairs": None,
        "lang": "en", "response": "two", "is_open": True, "place": 0,
    }  # fmt: skip


def _preview(language: str) -> Values:
    question = _question(language)
    options = [{"right": False, "texts": _texts("two")}, {"right": True, "texts": _texts("three")}]
    shown = {"number": 1, "form": None, "question": question, "is_lost": True, "options": options}
    field = {"kind": "text", "name": "stem", "label": "Question", "text": "What?", "choices": None, "rows": 2,
             "lang": "en", "option": "", "right": False}  # fmt: skip
    level = field | {"name": "level", "label": "Level", "rows": 0, "choices": {"1": "easy", "2": "medium"}, "text": "2"}
    right = field | {"name": "option", "label": "Option", "rows": 0, "option": "three", "right": True}
    form = {"item": question["item"], "number": 2, "refused": "Empty.", "fields": [field, level, right]}
    return {
        "outdated": [{"number": 1, "lost": question["proofs"], "reasons": ["changed"]}],
        "made": SimpleNamespace(items=[question["item"]], missing=["Gaps: 1 of 3."]),
        "lang": "en", "first": 1, "longest": 2000,
        "questions": [shown, {"number": 2, "form": form}], "candidates": 9,
        "dropped": [{"kind": "gap", "reason": "one answer too many", "n": 8}], **_pages(),
    }  # fmt: skip


def _pages() -> Values:
    return {"pages": [{"first": 1, "last": 20}, {"first": 21, "last": 30}], "page": 0}


def _deck(language: str) -> Values:
    card = {"kind": "term", "back": "établi", "reference": "Charter, para. 4"}
    shown = {"card": card, "front": _PASSAGE, "lang": "fr", "label": _LABEL, "opener": opener("4")}
    return {"made": {"missing": []}, "lang": "en", "first": 1, "cards": [shown], **_pages()}


def _handout(language: str) -> Values:
    term = {"names": {"en": {"name": "workbench"}}}
    made = {"figures": [("three", "para. 4")], "glossary": [term], "languages": ("en", "fr")}
    table = markup.quotation(WORDS, "en")
    return {
        "parts": [{"symbol": "CH/7", "title": TITLE, "table": table}],
        "count": 30,
        "shown": 1,
        "made": made,
        "codes": ("en", "fr"),
    }


def _play(language: str) -> Values:
    choices = [{"value": "two", "texts": _texts("two", "deux")}, {"value": "true", "texts": None}]
    return {
        "question": _question(language), "place": "1 of 3", "key": "a1b2c3", "choices": choices, "sides": [],
        "whole": False, "spoken": "en", "box": "words", "longest": 2000, "immediate": True,
    }  # fmt: skip


def _review(language: str) -> Values:
    return {
        "review": {"done": 1, "turned": True}, "due": 3, "new": 2, "next": None, "task": "What is missing?",
        "face": {"card": {"reference": "Charter, para. 4"}}, "front": _PASSAGE, "back": _texts("three")[0],
        "label": _LABEL, "opener": opener("4"), "ratings": [("again", "1 minute"), ("good", "3 days")],
    }  # fmt: skip


def _session(language: str) -> Values:
    part = {"start": 0, "minutes": 15, "title": "Registers", "doing": "Read the paragraph together."}
    parts = [{"part": part, "stops": ["Charter, para. 4"], "questions": "1 to 14"}]
    return {"plan": {"objectives": ["Name the three registers"]}, "lang": "en", "parts": parts}


def _path(language: str) -> Values:
    stop = {"reference": "Charter, para. 4", "passage": _PASSAGE, "label": _LABEL, "why": "It defines the register."}
    return {"stops": [stop], "lang": "en"}


def _made(language: str) -> Values:
    return {
        "lang": "en", "title": TITLE, "summary": "3 questions", "actions": ("play", "learn"),
        "take_along": templating.render("study/take_along.html", language, **SAMPLES["study/take_along"](language)),
        "sheet": templating.render("study/path.html", language, **_path(language)),
    }  # fmt: skip


SAMPLES: dict[str, Callable[[str], Values]] = {
    "study/made": _made,
    "study/take_along": lambda _: {"forms": [("docx", "docx")], "on_paper": True},
    "study/preview": _preview,
    "study/deck": _deck,
    "study/handout": _handout,
    "study/session": _session,
    "study/path": _path,
    "study/play": _play,
    "study/told": lambda code: {"place": "1 of 3", "told": _told(code), "is_last": False},
    "study/end": lambda code: {"played": {"right": 2, "judged": 3}, "missed": [_told(code)], "unjudged": 1},
    "study/review": _review,
}

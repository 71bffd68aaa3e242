"""Reads Moodle XML by xmltodict, and its multiple choice by moodle-xml-parser: moodle.py FILE prints JSON.

No package that is published reads every type of question, so the elements are those of Moodle's own importer, named
here one by one, and the text of each is what xmltodict and Beautiful Soup make of it.
"""

from __future__ import annotations

import html
import json
import sys
from pathlib import Path
from typing import Any

import xmltodict  # type: ignore[import-untyped]  # in a folder of its own
from moodle_xml_parser.parser import parse_bytes  # type: ignore[import-not-found]

_LISTS = ("question", "answer", "subquestion", "tag")


def questions(content: bytes) -> list[dict[str, Any]]:
    """Return what a file holds, less its categories."""
    told = xmltodict.parse(content, force_list=_LISTS, strip_whitespace=False)["quiz"]["question"]
    return [_question(each) for each in told if each["@type"] != "category"]


def agreed(content: bytes, read: list[dict[str, Any]]) -> bool:
    """Tell whether moodle-xml-parser reads the same choices; it decodes entities once more than HTML does."""
    chosen = [each for each in read if each["type"] == "multichoice"]
    others = parse_bytes(content)["multichoice"]
    mine = [[(html.unescape(text), float(share)) for text, share in each["answers"]] for each in chosen]
    return mine == [[(option.answer, option.score_fraction) for option in each.options] for each in others]


def _question(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": told["@type"],
        "id": told["idnumber"],
        "name": told["name"]["text"],
        "stem": _html(told["questiontext"]),
        "feedback": _html(told["generalfeedback"]),
        "grader": _html(told["graderinfo"]) if "graderinfo" in told else "",
        "answers": [(each["text"], each["@fraction"]) for each in told.get("answer", ())],
        "tolerance": told["answer"][0].get("tolerance") if "answer" in told else None,
        "pairs": [(_html(each), each["answer"][0]["text"]) for each in told.get("subquestion", ())],
        "tags": [each["text"] for each in told["tags"]["tag"]],
    }


def _html(told: dict[str, Any]) -> str:
    assert told["@format"] == "html"
    return str(told["text"] or "")


if __name__ == "__main__":
    given = Path(sys.argv[1]).read_bytes()
    read = questions(given)
    print(json.dumps({"questions": read, "agreed": agreed(given, read)}))

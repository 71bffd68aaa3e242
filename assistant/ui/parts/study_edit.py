"""The form in which a question is edited, and what was written into it as the changes that the study aid takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant import i18n
from assistant.errors import BadRequest
from assistant.study.errors import BrokenItem
from assistant.study.formats.soundness import cleaned
from assistant.study.rules import Reason
from assistant.study.types import Item, ItemKind, Pair
from assistant.ui.errors import NotText
from assistant.ui.parts import markup
from assistant.ui.parts.study_desk import Desk
from corpus.errors import AlineaError
from corpus.phrases import Phrase

LONGEST = 8_000
"""Characters of a field."""

_WITH_OPTIONS = (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE)
_SECOND = "second-"
_SHARED = ("right", "difficulty", "number", "tolerance")  # the same in both languages
_LEVELS = ("1", "2", "3")


def fields(item: Item) -> dict[str, str]:
    """Return the fields of an item's form with what they hold, by their names."""
    held = {"stem": item.stem}
    if item.passage:
        held["passage"] = item.passage
    if item.kind in _WITH_OPTIONS:
        held |= {f"option-{number}": text for number, text in enumerate(item.options)}
        held["right"] = str(item.options.index(item.key)) if item.key in item.options else ""
    elif item.kind is ItemKind.MATCHING:
        for number, pair in enumerate(item.pairs):
            held |= {f"left-{number}": pair.left, f"side-{number}": pair.right}
    else:
        held["key"] = item.key
    if item.kind in (ItemKind.GAP, ItemKind.WHICH_PARAGRAPH):
        held["accepted"] = "\n".join(item.accepted)
    if item.kind is ItemKind.NUMERIC:
        held |= {"number": f"{item.number:g}" if item.number is not None else "", "tolerance": f"{item.tolerance:g}"}
    return held | {"feedback": item.feedback, "difficulty": str(item.difficulty)}


def all_fields(item: Item) -> dict[str, str]:
    """Return the fields of both languages of an item, those of the second with a prefix."""
    if item.beside is None:
        return fields(item)
    second = {name: text for name, text in fields(item.beside).items() if name not in _SHARED}
    return fields(item) | {f"{_SECOND}{name}": text for name, text in second.items()}


def written(values: object) -> dict[str, str]:
    """Return what was written into a form. Raises NotText, or BadRequest for more than a field holds."""
    if not isinstance(values, dict):
        raise NotText
    if not all(isinstance(each, str) for pair in values.items() for each in pair):
        raise NotText
    if too_long := next((each for each in values.values() if len(each) > LONGEST), None):
        raise BadRequest(
            value=too_long, expected=Phrase("error.expected.characters", "at most {most} characters", most=LONGEST)
        )
    return {name: cleaned(each) for name, each in values.items()}


def changes(item: Item, said: Mapping[str, str]) -> dict[str, object]:
    """Return what a form changes of an item, by the names of its parts; those of its second language under `beside`.

    Raises BadRequest for what is no number.
    """
    made = _changes(item, said)
    if item.beside is None:
        return made
    second = {name.removeprefix(_SECOND): text for name, text in said.items() if name.startswith(_SECOND)}
    if "right" in said:  # one choice for both
        second["right"] = said["right"]
    other = _changes(item.beside, second)
    return made | ({"beside": other} if other else {})


def _changes(item: Item, said: Mapping[str, str]) -> dict[str, object]:
    before = fields(item)
    now = {name: said.get(name, held).strip() for name, held in before.items()}
    changed = {name for name, held in before.items() if now[name] != held.strip()}
    made: dict[str, object] = {name: now[name] for name in ("stem", "passage", "key", "feedback") if name in changed}
    if any(name.startswith("option-") or name == "right" for name in changed):
        options = tuple(now[f"option-{number}"] for number in range(len(item.options)))
        right = now["right"]
        made |= {"options": options, "key": options[int(right)] if right in map(str, range(len(options))) else ""}
    if any(name.startswith(("left-", "side-")) for name in changed):
        made["pairs"] = tuple(Pair(now[f"left-{n}"], now[f"side-{n}"]) for n in range(len(item.pairs)))
    if "accepted" in changed:
        made["accepted"] = tuple(line.strip() for line in now["accepted"].split("\n") if line.strip())
    made |= {name: _number(now[name]) for name in ("number", "tolerance") if name in changed}
    if "difficulty" in changed:
        made["difficulty"] = int(now["difficulty"]) if now["difficulty"] in _LEVELS else item.difficulty
    return made


def refusal(problem: AlineaError, language: str) -> str:
    """Return why an edit was refused: the rules that it breaks, each in the reader's language, else the error."""
    if not isinstance(problem, BrokenItem):
        return i18n.error(problem, language)
    broken = [Reason(each) for each in problem.rules]
    reasons = "; ".join(i18n.text(f"study.page.reason.{each.name.lower()}", language) for each in broken)
    return i18n.text("study.page.refused", language, reasons=reasons)


def form(item: Item, number: int, desk: Desk, language: str) -> dict[str, object]:
    """Return the form, with what was written into it before where that was refused."""
    held = all_fields(item)
    held |= {name: text for name, text in desk.draft.items() if name in held}
    return {
        "item": item,
        "number": number,
        "refused": refusal(desk.refused, language) if desk.refused is not None else "",
        # which option is right is said beside the options
        "fields": [_field(item, name, text, held, language) for name, text in held.items() if name != "right"],
    }


def _field(item: Item, name: str, text: str, held: Mapping[str, str], language: str) -> dict[str, object]:
    """Return a field with its label: the `choices` that it has, or the `rows` of its text, none for one line.

    `option` is the number of an option that may be the right one.
    """
    is_second = name.startswith(_SECOND)
    if is_second and item.beside is not None:
        item = item.beside
    kind, _, number = name.removeprefix(_SECOND).partition("-")
    label = i18n.text(f"study.page.field.{kind}", language, number=int(number) + 1 if number else "")
    if is_second:
        spoken = i18n.text(f"language.{item.language}", language)
        label = i18n.text("study.page.field.second", language, field=label, language=spoken)
    ours = kind in ("stem", "feedback")
    is_long = kind in ("stem", "passage", "accepted", "feedback") or len(text) > 80
    return {
        "name": name,
        "kind": kind,
        "label": label,
        "text": text,
        "lang": markup.lang(item.language if ours else item.passage_language or item.language),
        "choices": _choices(item, kind, language),
        "rows": min(8, max(2, len(text) // 90 + text.count("\n") + 1)) if is_long else 0,
        "option": number if kind == "option" and not is_second else "",
        "right": held.get("right") == number,
    }


def _choices(item: Item, kind: str, language: str) -> dict[str, str]:
    """Return what a field offers, by value; nothing for one that is written into."""
    if kind == "difficulty":
        return {each: each for each in _LEVELS}
    if kind == "key" and item.kind is ItemKind.TRUE_FALSE:
        return {each: i18n.text(f"study.{each}", language) for each in ("true", "false")}
    return {}


def _number(text: str) -> float:
    """Return a number with either decimal sign. Raises BadRequest."""
    plain = text.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,9})?", plain, re.ASCII):
        raise BadRequest(value=text, expected=Phrase("error.expected.figures", "a number in figures"))
    return float(plain)

"""The form in which a question is edited, and what was written into it as the changes that the study aid takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

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
        raise BadRequest(value=too_long, expected=f"at most {LONGEST} characters")
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


def form(item: Item, number: int, desk: Desk, language: str) -> Markup:
    """Return the form, with what was written into it before where that was refused."""
    held = all_fields(item)
    held |= {name: text for name, text in desk.draft.items() if name in held}
    title = i18n.text("study.page.edit.title", language, number=number)
    refused = Markup("")
    if desk.refused is not None:
        refused = Markup('<p class="refused" id="study-refused" tabindex="-1"><strong>{}</strong> {}</p>').format(
            i18n.text("study.page.refused.title", language), refusal(desk.refused, language)
        )
    return Markup(
        '<form class="study-form" data-event="input" data-action="apply" data-item="{item}" data-key="edit-{item}" '
        'aria-labelledby="study-edit-{number}"><h4 id="study-edit-{number}" tabindex="-1">{title}</h4>{refused}'
        '{fields}<p class="buttons"><button type="submit" class="primary">{save}</button>'
        '<button type="button" class="plain" data-event="input" data-action="cancel" data-item="{item}">{cancel}'
        "</button></p></form>"
    ).format(
        item=item.id,
        number=number,
        title=title,
        refused=refused,
        fields=markup.join(_field(item, name, text, held, language) for name, text in held.items()),
        save=i18n.text("study.page.edit.save", language),
        cancel=i18n.text("study.page.edit.cancel", language),
    )


def _field(item: Item, name: str, text: str, held: Mapping[str, str], language: str) -> Markup:
    """Return a field with its label; the one that says which option is right stands beside the options."""
    if name.startswith(_SECOND) and item.beside is not None:
        item = item.beside
    kind, _, number = name.removeprefix(_SECOND).partition("-")
    if kind == "right":
        return Markup("")
    ours = kind in ("stem", "feedback")
    code = markup.lang(item.language if ours else item.passage_language or item.language)
    shown = i18n.text(f"study.page.field.{kind}", language, number=int(number) + 1 if number else "")
    if name.startswith(_SECOND):
        spoken = i18n.text(f"language.{item.language}", language)
        shown = i18n.text("study.page.field.second", language, field=shown, language=spoken)
    ident = f"study-field-{name}"
    label = Markup('<label for="{}">{}</label>').format(ident, shown)
    if kind == "difficulty":
        control = _select(ident, name, text, {each: each for each in _LEVELS})
    elif kind == "key" and item.kind is ItemKind.TRUE_FALSE:
        control = _select(ident, name, text, {each: i18n.text(f"study.{each}", language) for each in ("true", "false")})
    elif kind in ("stem", "passage", "accepted", "feedback") or len(text) > 80:
        rows = min(8, max(2, len(text) // 90 + text.count("\n") + 1))
        control = Markup('<textarea id="{}" name="{}" rows="{}" maxlength="{}" lang="{}">\n{}</textarea>').format(
            ident, name, rows, LONGEST, code, text
        )
    else:
        control = Markup('<input type="text" id="{}" name="{}" value="{}" maxlength="{}" lang="{}">').format(
            ident, name, text, LONGEST, code
        )
    if kind == "option" and not name.startswith(_SECOND):
        chosen = Markup(" checked") if held.get("right") == number else Markup("")
        control += Markup('<label class="choice"><input type="radio" name="right" value="{}"{}> {}</label>').format(
            number, chosen, i18n.text("study.page.field.right", language)
        )
    return Markup('<div class="field field-{}">{}{}</div>').format(kind, label, control)


def _select(ident: str, name: str, value: str, names: Mapping[str, str]) -> Markup:
    options = markup.join(
        Markup('<option value="{}"{}>{}</option>').format(
            each, Markup(" selected") if each == value else Markup(""), shown
        )
        for each, shown in names.items()
    )
    return Markup('<select id="{}" name="{}">{}</select>').format(ident, name, options)


def _number(text: str) -> float:
    """Return a number with either decimal sign. Raises BadRequest."""
    plain = text.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,9})?", plain, re.ASCII):
        raise BadRequest(value=text, expected="a number in figures")
    return float(plain)

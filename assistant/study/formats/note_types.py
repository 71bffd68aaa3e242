"""The three kinds of notes in Anki, whose fields never change: one added later does not reach what is there.

Their identifiers are fixed and their spare fields planned, so that a deck of next year updates one of today; how the
cards look may change. The words on them all come from the fields, whose language is that of the card.
"""

from __future__ import annotations

from collections.abc import Sequence

import genanki

FIELDS = ("Front", "Back", "Reference", "Link", "Language", "Label", "Spare1", "Spare2", "Spare3")

_CSS = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left; max-width: 40em;
  margin: 0 auto; }
blockquote { margin: .8em 0; padding-left: .8em; border-left: 3px solid currentcolor; }
.label, .reference { font-size: 80%; }
.cloze { font-weight: bold; }
"""
_LABEL = '{{#Label}}<p class="label">{{Label}}</p>{{/Label}}'
_REFERENCE = (
    '{{#Link}}<p class="reference"><a href="{{Link}}">{{Reference}}</a></p>{{/Link}}'
    '{{^Link}}<p class="reference">{{Reference}}</p>{{/Link}}'
)


def _template(number: int, asked: str, answered: str) -> dict[str, str]:
    front = f'<div lang="{{{{Language}}}}">{asked}{_LABEL}</div>'
    back = f'<div lang="{{{{Language}}}}">{answered}{_LABEL}{_REFERENCE}</div>'
    return {"name": str(number), "qfmt": front, "afmt": back}


def _model(number: int, name: str, templates: Sequence[dict[str, str]], kind: int) -> genanki.Model:
    fields = [{"name": field} for field in FIELDS]
    return genanki.Model(number, name, fields=fields, templates=list(templates), css=_CSS, model_type=kind)


def basic() -> genanki.Model:
    """Return the notes with a question and its answer."""
    asked = _template(1, "{{Front}}", "{{Front}}<hr id=answer>{{Back}}")
    return _model(1_796_083_301, "Alinéa", [asked], genanki.Model.FRONT_BACK)


def cloze() -> genanki.Model:
    """Return the notes with a gap: `Front` is the sentence with the words left out marked, `Back` what it is from."""
    asked = _template(1, "{{cloze:Front}}", "{{cloze:Front}}{{#Back}}<hr id=answer>{{Back}}{{/Back}}")
    return _model(1_796_083_302, "Alinéa …", [asked], genanki.Model.CLOZE)


def term() -> genanki.Model:
    """Return the notes asked for both ways: two cards each."""
    there = _template(1, "{{Front}}", "{{Front}}<hr id=answer>{{Back}}")
    back = _template(2, "{{Back}}", "{{Back}}<hr id=answer>{{Front}}")
    return _model(1_796_083_303, "Alinéa ⇄", [there, back], genanki.Model.FRONT_BACK)

"""“Save”: the menu beneath an answer, or beneath a conversation, of the files that each can be taken along as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.export import ExportFormat
from assistant.ui import templating

RECEIPT = "receipt"
"""The kind that is no format: what a model’s answer can be judged again by."""

OF_CONVERSATION = (ExportFormat.DOCX, ExportFormat.MD, ExportFormat.JSON)
_OF_ANSWER = (ExportFormat.DOCX, ExportFormat.MD, ExportFormat.CSV, ExportFormat.JSON)


def of_answer(turn: int, language: str, *, has_receipt: bool) -> Markup:
    """Return the menu of the answer of a number: each format, Word in columns too, and the receipt if there is one."""
    kinds = [_kind(each, language) for each in _OF_ANSWER]
    kinds.insert(1, _kind(ExportFormat.DOCX, language, "ask.save.columns", columns=True))
    if has_receipt:
        kinds.append(_kind(RECEIPT, language, "ask.receipt"))
    return _menu("ask.save", kinds, language, turn)


def of_conversation(language: str) -> Markup:
    """Return the menu of the whole conversation."""
    return _menu("ask.save.all", [_kind(each, language) for each in OF_CONVERSATION], language, None)


def _kind(form: str, language: str, key: str = "", *, columns: bool = False) -> Mapping[str, object]:
    return {"kind": str(form), "label": i18n.text(key or f"cites.export.{form}", language), "columns": columns}


def _menu(key: str, kinds: Sequence[Mapping[str, object]], language: str, turn: int | None) -> Markup:
    return templating.render("save_menu.html", language, label=i18n.text(key, language), kinds=kinds, turn=turn)

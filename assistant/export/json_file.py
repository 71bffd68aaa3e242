"""A result as JSON: the object of the command line, with a receipt and the references written out."""

from __future__ import annotations

import json
from typing import Any

from assistant.citations import Style, written
from assistant.citations.csl import csl_item
from assistant.export.content import Content, Sheet


def data(content: Content) -> bytes:
    """Return the file: the result's own object, `receipt`, and for each source its `references` entry.

    Those of a conversation stand in each of its exchanges.
    """
    said = content.result.to_json()
    if content.is_conversation:
        exchanges = zip(said["exchanges"], content.sheets, strict=True)
        said["exchanges"] = [exchange | {"references": _references(sheet)} for exchange, sheet in exchanges]
        said |= {"receipt": content.receipt.to_json()}
    else:
        said |= {"receipt": content.receipt.to_json(), "references": _references(content.sheets[0])}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _references(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "n": item.n,
            "document": item.source.id,
            "locators": item.source.locators,
            "ilo": written(item.source, Style.ILO),
            "permalink": item.permalink,
            "csl": csl_item(item.source),
        }
        for item in sheet.items
    ]

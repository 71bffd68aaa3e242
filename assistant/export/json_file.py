"""A result as JSON: the object of the command line, with a receipt and the references written out."""

from __future__ import annotations

import json

from assistant.citations import Style, written
from assistant.citations.csl import csl_item
from assistant.export.content import Sheet


def data(sheet: Sheet) -> bytes:
    """Return the file: the result's own object, `receipt`, and for each source its `references` entry."""
    references = [
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
    said = sheet.result.to_json() | {"receipt": sheet.receipt.to_json(), "references": references}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")

"""What an ingestion has to say: coded, so that it can be told in the reader's language.

| code | values |
|---|---|
| `gap` | `before`, `after`, `missing`: numbers jumped over |
| `repeated` | `number`, `kept`: a number used twice |
| `replaces` | `file`: the file of another name whose text this one takes the place of |
| `empty_pages` | `pages` |
| `lost_letters` | `count`: replacement characters where letters were |
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

ENGLISH: Mapping[str, str] = {
    "gap": "numbering jumps from {before} to {after}: {missing} not found",
    "repeated": "number {number} occurs again; kept as “{kept}”",
    "replaces": "takes the place of the text brought in from “{file}”",
    "empty_pages": "no text on page(s) {pages}: scanned images? run character recognition (OCR) on the file",
    "lost_letters": "{count} letters were lost in the file itself (shown as �)",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One warning: a code and its values. `str()` gives English."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a code nobody can read."""
        if self.code not in ENGLISH:
            raise ValueError(f"unknown notice {self.code!r}; known: {', '.join(ENGLISH)}")

    def __str__(self) -> str:
        """Return the message in English."""
        return ENGLISH[self.code].format(**self.values)

    def encode(self) -> str:
        """Return the notice as the library stores it."""
        return json.dumps({"code": self.code, **self.values}, ensure_ascii=False)

    @classmethod
    def decode(cls, stored: str) -> Notice:
        """Return a stored notice."""
        values = json.loads(stored)
        return cls(values.pop("code"), values)

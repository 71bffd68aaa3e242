"""What an ingestion has to say: coded, so that it can be told in the reader's language.

| code | values |
|---|---|
| `gap` | `before`, `after`, `missing`: numbers jumped over |
| `repeated` | `number`, `kept`: a number used twice |
| `apart_title`, `apart_language`, `apart_numbering` | `symbol`, `id` of the known document that it names itself, and
  is not: `title`; `language` of the text, `other` of the title; numbers `expected` and `found` |
| `replaces` | `file`: the file of another name whose text this one takes the place of |
| `empty_pages` | `pages` |
| `lost_letters` | `count`: replacement characters where letters were |
| `meaningless` | `share`: of the letters, that a font shows and gives no meaning |
| `giant` | `places`: paragraphs that are very long |
| `bad_pages` | `pages` that could not be read |
| `cut_short` | the file ends in the middle |
| `revisions`, `text_boxes`, `hidden`, `footnotes` | `count` |
| `left_out` | `share` of the words, `sample` |
| `other_language` | `languages`, by code, `places` |
| `recognised` | `pages` read by character recognition |
| `doubtful_pages` | `pages` where character recognition was not sure |
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

_APART = (
    "kept apart as a document of its own. If it is that document, write id = "
    '"{id}" in a file of its name with .toml added, and add both again'
)

ENGLISH: Mapping[str, str] = {
    "gap": "numbering jumps from {before} to {after}: {missing} not found",
    "repeated": "number {number} occurs again; kept as “{kept}”",
    "replaces": "takes the place of the text brought in from “{file}”",
    "apart_title": f"names itself {{symbol}} but has not its title, “{{title}}”: {_APART}",
    "apart_language": f"is in the language {{language}}, under the title that {{symbol}} has in {{other}}: {_APART}",
    "apart_numbering": f"is numbered {{found}}, not {{expected}} as {{symbol}} is: {_APART}",
    "empty_pages": "no text on page(s) {pages}: scanned images? run character recognition (OCR) on the file",
    "lost_letters": "{count} letters were lost in the file itself (shown as �)",
    "meaningless": "{share} % of the letters have no meaning in the file, because a font has no character map: "
    "run character recognition (OCR) on it",
    "giant": "very long paragraphs, perhaps of several whose numbers were not seen: {places}",
    "bad_pages": "page(s) {pages} could not be read and are left out",
    "cut_short": "the file ends in the middle: its last words may be missing",
    "revisions": "{count} tracked changes: read as if all were accepted",
    "hidden": "{count} hidden passages: left out, as Word leaves them out of print",
    "text_boxes": "{count} text boxes: read where they are anchored",
    "footnotes": "{count} footnotes: left out of the text",
    "left_out": "{share} % of the words are left out (headers, footers, page numbers, addresses), as: {sample}",
    "other_language": "passages in another language ({languages}): {places}",
    "recognised": "read by character recognition: page(s) {pages}",
    "doubtful_pages": "character recognition was not sure of page(s) {pages}: compare with the original",
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

    @property
    def is_apart(self) -> bool:
        """Whether it says that a text is kept apart from the document that it names itself."""
        return self.code.startswith("apart_")

    def encode(self) -> str:
        """Return the notice as the library stores it."""
        return json.dumps({"code": self.code, **self.values}, ensure_ascii=False)

    @classmethod
    def decode(cls, stored: str) -> Notice:
        """Return a stored notice."""
        return cls.of(json.loads(stored))

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Notice:
        """Return the notice of a code and its values in one mapping."""
        return cls(told["code"], {name: value for name, value in told.items() if name != "code"})

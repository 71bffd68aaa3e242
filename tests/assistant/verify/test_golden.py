"""Golden cases: what is pasted, its verdict, where it stands, and the words that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant

_LINES = Path(__file__).with_name("golden.tsv").read_text(encoding="utf-8").splitlines()[1:]
GOLDEN = {row[0]: row[1:] for row in (line.split("\t") for line in _LINES)}
WRITTEN_OUT = {"\\n": "\n", "\\u00ad": "\u00ad", "\\u202f": "\u202f", "\\ufb01": "\ufb01"}


@pytest.mark.parametrize("case", GOLDEN)
def test_golden(alinea: Assistant, case: str) -> None:
    language, status, citation, text, different = GOLDEN[case]
    for escape, character in WRITTEN_OUT.items():
        text = text.replace(escape, character)
    (checked,) = alinea.verify(text, language=language).quotes
    assert checked.status == status
    assert (checked.places[0].citation.replace("\u00a0", " ") if checked.places else "-") == citation
    assert "; ".join(f"{each.op}|{each.quoted}|{each.text}" for each in checked.differences) == different.replace(
        "-", ""
    )
    assert all(each.figure == any(c.isdigit() for c in each.quoted + each.text) for each in checked.differences)

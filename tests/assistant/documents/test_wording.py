"""What the catalogue knows of a document is named in the reader's language."""

from __future__ import annotations

import tomllib

import pytest

from assistant import i18n
from assistant.documents.wording import body_name, session_name
from tests.world.folders import ROOT

_CATALOGUE = tomllib.loads((ROOT / "corpus" / "catalogue" / "catalogue.toml").read_text(encoding="utf-8"))
BODIES = sorted({entry["body"] for entry in _CATALOGUE["document"] if "body" in entry})
_SAME = {"COPAC"}  # an abbreviation of all three languages


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("body", [each for each in BODIES if each not in _SAME])
def test_every_body_of_the_catalogue_has_a_name_in_each_language(body: str, language: str) -> None:
    assert body_name(body, "en") == body
    assert body_name(body, language) != body


@pytest.mark.parametrize(
    ("written", "french", "spanish"),
    [
        ("109th Session, 2021", "109e\u00a0session, 2021", "109.ª reunión, 2021"),
        ("86th Session (convened 2 June 1998)", "86e\u00a0session, 1998", "86.ª reunión, 1998"),
        ("50th Session", "50e\u00a0session", "50.ª reunión"),
        ("Geneva, 5-9 October 2015", "Geneva, 5-9 October 2015", "Geneva, 5-9 October 2015"),
    ],
)
def test_a_session_is_counted_as_the_reader_counts(written: str, french: str, spanish: str) -> None:
    assert [session_name(written, language) for language in i18n.LANGUAGES] == [written, french, spanish]

"""The two languages of the interface say the same things, and every error can be told in both."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant.access.errors
import assistant.errors
import assistant.ui.errors  # noqa: F401
import index.errors  # noqa: F401
from assistant import i18n
from assistant.ask.types import AnswerStatus
from corpus.errors import AlineaError, UnreadableFile
from corpus.types import Authority, Language, Role, Status


def placeholders(template: str) -> set[str]:
    """Return the names a template expects."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def errors(root: type[AlineaError] = AlineaError) -> Iterator[type[AlineaError]]:
    """Yield every error class of the product, the root included."""
    if root.__module__.split(".")[0] in ("corpus", "index", "assistant"):
        yield root
    for child in root.__subclasses__():
        yield from errors(child)


def _key(kind: type[AlineaError]) -> str:
    return kind.key()


ERRORS = sorted(set(errors()), key=_key)


def interface_keys(language: str) -> set[str]:
    return {key for key in i18n.catalogue(language) if not key.startswith("error.")}


def test_both_languages_have_the_same_keys() -> None:
    assert interface_keys("en") == interface_keys("fr")


@pytest.mark.parametrize("key", sorted(interface_keys("en")))
def test_both_languages_expect_the_same_values(key: str) -> None:
    assert placeholders(i18n.catalogue("en")[key]) == placeholders(i18n.catalogue("fr")[key])


@pytest.mark.parametrize("kind", ERRORS, ids=_key)
def test_every_error_has_a_french_message_with_the_values_of_its_english_one(kind: type[AlineaError]) -> None:
    french = i18n.catalogue("fr").get(f"error.{kind.key()}")
    assert french is not None, f"no French message for {kind.__name__}"
    assert placeholders(french) == placeholders(kind.message)
    assert french != kind.message


def test_an_error_is_told_in_the_language_asked_for() -> None:
    problem = UnreadableFile(path="plan.pdf", detail="page 3 is cut")
    assert i18n.error(problem, "en") == str(problem)
    assert i18n.error(problem, "fr").startswith("plan.pdf n’a pas pu être lu (page 3 is cut)")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Path("/srv/alinea/home/library.sqlite"), "library.sqlite"),
        ("/srv/alinea/home/library.sqlite", "library.sqlite"),
        ("[Errno 13] Permission denied: '/srv/alinea/x.pdf'", "[Errno 13] Permission denied: 'x.pdf'"),
        ("https://www.ilo.org/a/b.pdf", "https://www.ilo.org/a/b.pdf"),
        ("GB.346/INS/4", "GB.346/INS/4"),
        ("index/7", "index/7"),
    ],
)
def test_a_page_tells_no_folder_of_the_server(language: str, said: object, told: str) -> None:
    assert i18n.error(UnreadableFile(path=said, detail=said), language).count(told) == 2
    assert "/srv/" not in i18n.error(UnreadableFile(path=said, detail=said), language)


def test_an_unknown_key_or_language_is_refused() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        i18n.text("no.such.key", "en")
    with pytest.raises(KeyError, match="de"):
        i18n.text("app.title", "de")


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(KeyError, match="page"):
        i18n.text("export.page", "en")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_value_shown_has_a_name(language: str) -> None:
    texts = i18n.catalogue(language)
    for group, values in (("status", Status), ("role", Role), ("language", Language), ("authority", Authority)):
        assert [value for value in values if f"{group}.{value}" not in texts] == []
    assert [s for s in AnswerStatus if s is not AnswerStatus.ANSWERED and f"answer.status.{s}" not in texts] == []


def test_a_name_nobody_translated_is_shown_as_it_was_written() -> None:
    assert i18n.name("kind", "training-guide", "fr") == "guide de formation"
    assert i18n.name("kind", "field_report", "fr") == "field report"


def test_zero_is_singular_in_french_only() -> None:
    assert i18n.plural("find.count", 0, "fr") == "0 paragraphe"
    assert i18n.plural("find.count", 0, "en") == "0 paragraphs"
    assert i18n.plural("find.count", 1, "en") == "1 paragraph"
    assert i18n.plural("find.count", 2, "fr") == "2 paragraphes"


@pytest.mark.parametrize(
    ("iso", "english", "french"),
    [
        ("2022-11-07", "7 November 2022", "7 novembre 2022"),
        ("2021-03-01", "1 March 2021", "1er mars 2021"),
        ("2022-08", "August 2022", "août 2022"),
        ("2019", "2019", "2019"),
        ("spring 2020", "spring 2020", "spring 2020"),
        ("2022-13-01", "2022-13-01", "2022-13-01"),
        ("2022-²-01", "2022-²-01", "2022-²-01"),
    ],
)
def test_dates_are_written_as_people_write_them(iso: str, english: str, french: str) -> None:
    assert (i18n.date(iso, "en"), i18n.date(iso, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("de, fr;q=0.7, en;q=0.3", "fr"),
        ("en;q=0.2, fr;q=0.9", "fr"),
        ("fr;q=0, en", "en"),
        ("es", "en"),
        ("*", "en"),
        (";;q=,,fr;q=abc", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browser_chooses_the_first_language(header: str | None, expected: str) -> None:
    assert i18n.preferred(header) == expected


def test_french_typography() -> None:
    """A high punctuation mark follows a no-break space, and the apostrophe is the typographic one."""
    for key, text in i18n.catalogue("fr").items():
        assert "'" not in text, key
        for mark in ":;!?»":
            before = [text[i - 1] for i, char in enumerate(text) if char == mark and i]
            assert set(before) <= {"\u00a0", "\u202f"}, (key, mark)

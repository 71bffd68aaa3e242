"""The languages of the interface say the same things, and every error can be told in each."""

from __future__ import annotations

import ast
import re
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
from assistant.errors import LanguageNotLoaded
from corpus.errors import AlineaError, UnreadableFile
from corpus.types import Authority, Language, Role, Status
from tests.world.folders import ROOT


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
_SETTING = re.compile(r'\w+ = "[^"]*"')  # a line of a file to be written so
_NAMES = ("app.title", "body.ITC-ILO", "study.deck", "cites.style.", "cites.export.", "ask.take.", "study.page.file.")
OTHERS = [language for language in i18n.LANGUAGES if language != i18n.DEFAULT]


def interface_keys(language: str) -> set[str]:
    return {key for key in i18n.catalogue(language) if not key.startswith("error.")}


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_have_the_same_keys(language: str) -> None:
    assert interface_keys(language) == interface_keys("en")


@pytest.mark.parametrize("key", sorted(interface_keys("en")))
def test_all_languages_expect_the_same_values(key: str) -> None:
    assert len({frozenset(placeholders(i18n.catalogue(language)[key])) for language in i18n.LANGUAGES}) == 1


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", ERRORS, ids=_key)
def test_every_error_has_a_message_in_each_language_with_the_values_of_its_english_one(
    kind: type[AlineaError], language: str
) -> None:
    told = i18n.catalogue(language).get(f"error.{kind.key()}")
    assert told is not None, f"no message in {language} for {kind.__name__}"
    assert placeholders(told) == placeholders(kind.message)
    assert told != kind.message


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the program, with the name of what is called."""
    for package in ("corpus", "index", "assistant"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}:{node.func.id}", node


def constants(node: ast.Call) -> list[str]:
    """Return the texts that a call is given as they stand."""
    return [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]


PHRASES = dict(constants(node) for name, node in calls() if name.endswith(":Phrase") and len(constants(node)) == 2)


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_of_an_error_is_in_each_language_and_nothing_else_is(language: str) -> None:
    """What another program says in English (`reason`) may be left out."""
    texts = {key: said for key, said in i18n.catalogue(language).items() if re.match(r"error\.\w+\.", key)}
    assert texts.keys() == {key for key in PHRASES if key.startswith("error.")}
    for key, told in texts.items():
        assert placeholders(PHRASES[key]) - {"reason"} <= placeholders(told) <= placeholders(PHRASES[key]), key


# What only those who run the program read, in a terminal, in its language.
_OF_OPERATORS = ("assistant/cli/", "assistant/evaluation/", "assistant/upkeep/", "corpus/notes/", "corpus/glossary/")
_TOLD = {"BadRequest": "expected", "UnreadableRequest": "expected", "UnreadableFile": "detail", "BadSidecar": "detail"}


def test_no_words_in_english_alone_are_put_into_what_a_reader_is_told() -> None:
    loose = [
        name
        for name, node in calls()
        if not name.startswith(_OF_OPERATORS)
        for word in node.keywords
        if word.arg == _TOLD.get(name.rpartition(":")[2])
        if isinstance(word.value, ast.Constant | ast.JoinedStr)
    ]
    assert loose == []


def test_an_error_is_told_in_the_language_asked_for() -> None:
    problem = UnreadableFile(path="plan.pdf", detail="page 3 is cut")
    assert i18n.error(problem, "en") == str(problem)
    assert i18n.error(problem, "fr").startswith("plan.pdf n’a pas pu être lu (page 3 is cut)")
    assert i18n.error(problem, "es").startswith("plan.pdf no se pudo leer (page 3 is cut)")


def test_an_error_names_languages_as_the_reader_does() -> None:
    problem = LanguageNotLoaded(language="es", languages="en, fr")
    assert i18n.error(problem, "es").endswith("en este idioma: español. Elija uno de estos: inglés, francés.")
    assert i18n.error(problem, "en").endswith("in this language: Spanish. Choose one of these: English, French.")


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
    assert [i18n.plural("find.count", n, "es") for n in (0, 1, 2)] == ["0 párrafos", "1 párrafo", "2 párrafos"]


@pytest.mark.parametrize(
    ("iso", "english", "french", "spanish"),
    [
        ("2022-11-07", "7 November 2022", "7 novembre 2022", "7 de noviembre de 2022"),
        ("2021-03-01", "1 March 2021", "1er mars 2021", "1 de marzo de 2021"),
        ("2022-08", "August 2022", "août 2022", "agosto de 2022"),
        ("2019", "2019", "2019", "2019"),
        ("spring 2020", "spring 2020", "spring 2020", "spring 2020"),
        ("2022-13-01", "2022-13-01", "2022-13-01", "2022-13-01"),
        ("2022-²-01", "2022-²-01", "2022-²-01", "2022-²-01"),
    ],
)
def test_dates_are_written_as_people_write_them(iso: str, english: str, french: str, spanish: str) -> None:
    assert [i18n.date(iso, language) for language in ("en", "fr", "es")] == [english, french, spanish]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("de, fr;q=0.7, en;q=0.3", "fr"),
        ("en;q=0.2, fr;q=0.9", "fr"),
        ("fr;q=0, en", "en"),
        ("es-ES,es;q=0.9,en;q=0.8", "es"),
        ("pt-BR, es-419;q=0.7, en;q=0.3", "es"),
        ("de", "en"),
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


def test_spanish_typography() -> None:
    """Marks that close a question or an exclamation have one that opens; words in quotation marks touch them."""
    for key, text in i18n.catalogue("es").items():
        assert text.count("¿") == text.count("?"), key
        assert text.count("¡") == text.count("!"), key
        assert text.count("«") == text.count("»"), key
        assert not re.search(r"\s[:;,?!»]|[«¿¡]\s|[\"'“”‘’]", _SETTING.sub("", text)), key
        assert not re.search(r"(?<!\u00a0)%", text), key


def test_nothing_was_left_in_english_in_spanish() -> None:
    english, spanish = i18n.catalogue("en"), i18n.catalogue("es")
    same = [key for key in english if spanish[key] == english[key] and re.search(r"[^\W\d_]{3}", _bare(english[key]))]
    assert [key for key in same if not key.startswith(_NAMES)] == []


def _bare(template: str) -> str:
    return re.sub(r"{\w+}", "", template)

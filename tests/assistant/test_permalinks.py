"""Permalinks: what they look like, that they come back as they were, and that strange ones lead nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.permalinks import Permalink, parse_permalink, permalink
from corpus.types import Language

# No name begins or ends with a space: what is written around one belongs to the mail that brought the link.
NAMES = (
    st.text(st.characters(exclude_categories=["C"], exclude_characters="\ufffd"), max_size=60)
    .map(str.strip)
    .filter(bool)
)


@pytest.mark.parametrize(
    ("locator", "written"),
    [
        ("15", "15"),
        ("24(e)", "24%28e%29"),
        ("7(2)(b)", "7%282%29%28b%29"),
        ("action plan 1.2(3)", "action%20plan%201.2%283%29"),
        ("action plan, objective 1", "action%20plan%2C%20objective%201"),
        ("¶5(ii)", "%C2%B65%28ii%29"),
        ("Preamble", "Preamble"),
        ("L.110-1", "L.110-1"),
        ("3/1?#&=", "3%2F1%3F%23%26%3D"),
    ],
)
def test_a_locator_is_percent_encoded(locator: str, written: str) -> None:
    assert permalink("r193", locator, "fr") == f"/#/p/r193/{written}?lang=fr"
    assert parse_permalink(f"/#/p/r193/{written}?lang=fr") == Permalink("r193", locator, Language.FR)


def test_a_document_has_a_permalink_too() -> None:
    assert permalink("r193") == "/#/p/r193"
    assert parse_permalink("#/p/r193") == parse_permalink("#/p/r193/") == Permalink("r193")


@given(
    document=NAMES,
    locator=st.none() | NAMES,
    language=st.none() | st.sampled_from(list(Language)),
    among=st.lists(NAMES.filter(lambda name: len(name) < 10), max_size=2),
)
def test_every_permalink_comes_back(
    document: str, locator: str | None, language: Language | None, among: list[str]
) -> None:
    link = permalink(document, locator, language, among=among, base="https://alinea.example:8443")
    assert link.isascii() and not set(link) & set(" ()<>\"'`[]")  # nothing that a mail or Markdown would cut it at
    assert parse_permalink(link) == Permalink(document, locator, language, tuple(among))
    assert parse_permalink("#" + urlsplit(link).fragment) == Permalink(document, locator, language, tuple(among))


@given(st.text(max_size=80) | st.text("#/p%24()?lang=fr&", max_size=80))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    read = parse_permalink(text)
    assert (
        read is None or parse_permalink(permalink(read.document, read.locator, read.language, among=read.among)) == read
    )


def test_a_link_that_was_decoded_on_its_way_still_leads_there() -> None:
    assert parse_permalink("#/p/gb346-ins-4/action plan 1.2(3)?lang=en") == Permalink(
        "gb346-ins-4", "action plan 1.2(3)", Language.EN
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "/",
        "#/p",
        "#/p/",
        "#/p//24",
        "#/q/r193/1",
        "https://www.ilo.org/",
        "#/p/r193/1/2",
        "#/p/r193/%00",
        "#/p/r193/%FF",
        "#/p/%20/1",
        "#/p/r193/" + "9" * 2_000,
    ],
)
def test_what_is_no_permalink_leads_nowhere(text: str) -> None:
    assert parse_permalink(text) is None


def test_an_unknown_language_is_left_to_the_reader() -> None:
    assert parse_permalink("#/p/r193/4?lang=xx&utm=1") == Permalink("r193", "4", None)
    assert parse_permalink("#/p/r193/4?utm=1&lang=es") == Permalink("r193", "4", Language.ES)


def test_a_permalink_in_a_language_we_do_not_read_is_not_made() -> None:
    with pytest.raises(ValueError, match="xx"):
        permalink("r193", "4", "xx")

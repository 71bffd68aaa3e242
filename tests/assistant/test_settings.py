"""Settings come from environment variables, and a value that cannot be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadSetting
from assistant.settings import Settings, read_settings


def test_without_any_variable_the_library_is_in_data_with_notes_and_the_embedded_model() -> None:
    assert read_settings({}) == Settings(Path("data"), notes=True, embedder=None)


def test_the_home_holds_the_library_and_the_index() -> None:
    settings = read_settings({"ALINEA_HOME": "/srv/alinea"})
    assert settings.library == Path("/srv/alinea/library.sqlite")
    assert settings.index == Path("/srv/alinea/index")


def test_a_tilde_is_the_users_own_folder() -> None:
    assert read_settings({"ALINEA_HOME": "~/alinea"}).home == Path.home() / "alinea"


@pytest.mark.parametrize(
    ("value", "notes"), [("1", True), ("true", True), ("Yes", True), ("0", False), ("off", False), ("NO", False)]
)
def test_notes_are_switched_in_words_or_figures(value: str, notes: bool) -> None:
    assert read_settings({"ALINEA_NOTES": value}).notes is notes


@pytest.mark.parametrize("value", ["", "2", "peut-être", "falsch"])
def test_any_other_word_is_refused_with_its_name_and_value(value: str) -> None:
    with pytest.raises(BadSetting, match="ALINEA_NOTES is “" + value):
        read_settings({"ALINEA_NOTES": value})


def test_a_misspelt_setting_is_refused_rather_than_passed_over() -> None:
    with pytest.raises(BadSetting, match=r"ALINEA_NOTE is “0”.*known: ALINEA_HOME, ALINEA_NOTES, ALINEA_EMBEDDER"):
        read_settings({"ALINEA_NOTE": "0"})


def test_variables_of_others_do_not_matter() -> None:
    assert read_settings({"HOME": "/root", "NOTES": "maybe"}) == Settings()


def test_an_empty_embedder_is_the_embedded_one() -> None:
    assert read_settings({"ALINEA_EMBEDDER": ""}).embedder is None
    assert read_settings({"ALINEA_EMBEDDER": "models/other"}).embedder == "models/other"


@pytest.mark.parametrize("home", ["~nobody-of-that-name/x", "~nobody-of-that-name"])
def test_a_home_that_cannot_be_is_said_to(home: str) -> None:
    with pytest.raises(BadSetting, match="ALINEA_HOME"):
        read_settings({"ALINEA_HOME": home})

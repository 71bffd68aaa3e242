"""Settings come from environment variables, and a value that cannot be used is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadSetting
from assistant.settings import Settings, WatchSettings, read_settings
from assistant.settings.model import ModelSettings, checked_model


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


# The chat model ----------------------------------------------------------------------------------------------------

OWN_KEYS = {"OPENAI_API_KEY": "sk-openai", "ANTHROPIC_API_KEY": "sk-anthropic", "MISTRAL_API_KEY": "sk-mistral"}


def model(name: str = "", url: str = "", **more: str) -> ModelSettings:
    """Return the settings of a model as the environment has them."""
    return read_settings({"ALINEA_MODEL": name, "ALINEA_MODEL_URL": url, **more}).model


def test_without_any_variable_no_model_is_wanted() -> None:
    assert not read_settings(OWN_KEYS).model.wanted
    assert not model().wanted
    assert not model(OPENAI_API_KEY="no key at all").wanted


@pytest.mark.parametrize(
    ("name", "provider", "known_as", "address", "host", "here"),
    [
        ("openai:gpt-5", "openai", "gpt-5", "https://api.openai.com/v1", "api.openai.com", False),
        ("anthropic:claude", "anthropic", "claude", "https://api.anthropic.com", "api.anthropic.com", False),
        ("mistralai:small", "mistralai", "small", "https://api.mistral.ai/v1", "api.mistral.ai", False),
        ("ollama:qwen3:8b", "ollama", "qwen3:8b", "http://127.0.0.1:11434", "127.0.0.1:11434", True),
    ],
)
def test_a_provider_has_its_address(
    name: str, provider: str, known_as: str, address: str, host: str, here: bool
) -> None:
    found = model(name)
    assert found.wanted
    assert (found.provider, found.model, found.address, found.host) == (provider, known_as, address, host)
    assert found.on_this_machine is here


def test_a_bare_name_at_an_address_is_a_model_of_a_server_that_talks_as_openai_does() -> None:
    found = model("qwen3:8b", "http://localhost:8080/v1/", ALINEA_MODEL_KEY="secret")
    assert (found.provider, found.model, found.address) == ("openai", "qwen3:8b", "http://localhost:8080/v1")
    assert (found.host, found.on_this_machine, found.secret) == ("localhost:8080", True, "secret")


def test_a_file_stays_on_this_machine() -> None:
    found = read_settings({"ALINEA_MODEL_FILE": "~/models/small.gguf"}).model
    assert found == ModelSettings(file=Path.home() / "models/small.gguf")
    assert (found.wanted, found.host, found.on_this_machine) == (True, "", True)


@pytest.mark.parametrize(("name", "key"), [("openai:x", "sk-openai"), ("mistralai:x", "sk-mistral"), ("ollama:x", "")])
def test_the_providers_own_key_is_for_its_own_address(name: str, key: str) -> None:
    found = model(name, **OWN_KEYS)
    assert found.secret == key
    assert replace(found, key="sk-alinea").secret == "sk-alinea"
    for url in ("https://models.test/v1", "https://api.openai.com.test/v1", "https://api.openai.com:8443/v1"):
        assert replace(found, url=url).secret == ""
        assert replace(found, url=url).key_variable == "ALINEA_MODEL_KEY"
    assert replace(found, name="anthropic:x").secret == "sk-anthropic"
    assert replace(found, name="anthropic:x").key_variable == "ANTHROPIC_API_KEY"


def test_no_key_is_shown() -> None:
    found = model("openai:x", ALINEA_MODEL_KEY="sk-alinea", **OWN_KEYS)
    assert "sk-" not in repr(found)
    assert "sk-" not in repr(Settings(model=found))


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"ALINEA_MODEL": "gpt-5"}, "ALINEA_MODEL is “gpt-5”; expected one of openai:NAME"),
        ({"ALINEA_MODEL": "gemini:flash"}, "ALINEA_MODEL is “gemini:flash”; expected one of openai:NAME"),
        ({"ALINEA_MODEL": "openai:"}, "ALINEA_MODEL is “openai:”; expected the name of a model after"),
        (
            {"ALINEA_MODEL_URL": "https://models.test/v1"},
            "ALINEA_MODEL_URL is “https://models.test/v1”; expected the name",
        ),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "models.test/v1"}, "expected an address such as https://"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "ftp://models.test"}, "expected an address such as https://"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "https://[models"}, "expected an address such as https://"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "https://models.test:port/"}, "expected an address such as"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "https://models.test/v1?key=1"}, "expected an address such as"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "http://models.test/v1"}, "ALINEA_MODEL_PLAIN_HTTP allows http://"),
        ({"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "http://127.0.0.1.test/v1"}, "PLAIN_HTTP allows http://"),
        ({"ALINEA_MODEL": "openai:x", "ALINEA_MODEL_FILE": "x.gguf"}, "leave out ALINEA_MODEL_FILE or ALINEA_MODEL."),
        (
            {"ALINEA_MODEL_URL": "https://x.test", "ALINEA_MODEL_FILE": "x.gguf"},
            "ALINEA_MODEL_FILE or ALINEA_MODEL_URL",
        ),
        ({"ALINEA_MODEL": "openai:x", "ALINEA_MODEL_KEY": "sk-“x”"}, "ALINEA_MODEL_KEY is “…”"),
        ({"ALINEA_MODEL": "openai:x", "OPENAI_API_KEY": "sk a"}, "OPENAI_API_KEY is “…”"),
        ({"ALINEA_MODEL_PLAIN_HTTP": "maybe"}, "ALINEA_MODEL_PLAIN_HTTP is “maybe”; expected 1 or 0"),
    ],
)
def test_a_model_that_cannot_be_meant_is_refused(variables: dict[str, str], told: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings(variables)
    assert told in str(refused.value)


def test_an_address_without_encryption_is_for_this_machine_unless_it_is_allowed() -> None:
    for url in ("http://127.0.0.1:1/v1", "http://127.8.8.8/v1", "http://[::1]:8080/v1", "http://localhost/v1"):
        assert model("x", url).on_this_machine
    assert not model("x", "http://models.test/v1", ALINEA_MODEL_PLAIN_HTTP="1").on_this_machine


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    for url in ("https://user:hunter2@models.test/v1", "https://hunter2@models.test", "hunter2@models.test"):
        with pytest.raises(BadSetting) as refused:
            model("x", url)
        assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "variables",
    [
        {"ALINEA_MODEL_KEYS": "hunter2"},
        {"ALINEA_MODEL": "sk-hunter2"},
        {"ALINEA_MODEL": "https://user:hunter2@models.test"},
        {"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "https://models.test/v1?key=hunter2"},
        {"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "https://models.test/v1#hunter2"},
        {"ALINEA_MODEL": "x", "ALINEA_MODEL_URL": "http://models.test/hunter2/v1"},
    ],
)
def test_a_secret_in_the_wrong_place_is_not_shown(variables: dict[str, str]) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings(variables)
    assert "hunter2" not in str(refused.value)


def test_a_model_of_the_command_line_is_refused_by_the_names_it_has_there() -> None:
    options = {"name": "--model", "url": "--model-url", "file": "--model-file", "key": "", "plain_http": "--plain-http"}
    with pytest.raises(BadSetting, match=r"^--model-url is “http://models\.test/…”.*--plain-http allows"):
        checked_model(ModelSettings(name="x", url="http://models.test"), options)


def test_how_a_server_is_watched() -> None:
    token = "0123456789abcdef"
    found = read_settings({"ALINEA_LOG": "json", "ALINEA_METRICS_TOKEN": token, "PROMETHEUS_MULTIPROC_DIR": "/figures"})
    assert (found.watch.log, found.watch.token, found.watch.folder) == ("json", token, Path("/figures"))
    assert read_settings({}).watch == WatchSettings()
    assert token not in repr(found)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("ALINEA_LOG", "xml", "json or text"),
        ("ALINEA_METRICS_TOKEN", "short", "at least 16"),
        ("ALINEA_METRICS_TOKEN", "with a blank in its midst", "without spaces"),
    ],
)
def test_a_server_cannot_be_watched_by_what_is_none(variable: str, value: str, told: str) -> None:
    with pytest.raises(BadSetting, match=told) as refused:
        read_settings({variable: value})
    assert variable in str(refused.value)
    assert "TOKEN" not in variable or value not in str(refused.value)

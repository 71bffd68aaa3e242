"""What the assistant says: the same in three languages, every template checked when it is loaded, and well set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prompts
from corpus.types import TEXTS, Status

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_language_has_the_same_templates_with_the_same_variables(language: str) -> None:
    def variables(code: str) -> dict[str, frozenset[str]]:
        return {key: names for key, (_, names) in prompts.load(code).items()}

    assert variables(language) == variables("en")


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py")]
    dynamic = {f"language.{code}" for code in prompts.LANGUAGES}
    dynamic |= {f"{name}.{status}" for name in ("cite", "export", "terminal") for status in Status}
    dynamic |= {f"answer.{status}_{which}" for status in TEXTS for which in ("other", "only_other")}
    dynamic |= {f"answer.listed_{name}_added" for name in ("note", "machine")} | {"verify.ours", "verify.added"}
    unused = {key for key in prompts.load("en") if key not in dynamic and not any(f'"{key}"' in s for s in sources)}
    assert not unused


def test_every_template_asked_for_by_its_name_is_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py")]
    calls = re.compile(r"\b(?:prompts\.render|composition\.say|self\.say)\(\s*\"([\w.]+)\"")
    asked = {key for source in sources for key in calls.findall(source)}
    assert asked
    assert not asked - prompts.load("en").keys()


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_every_template_can_be_filled_in(language: str) -> None:
    for key, (_, names) in prompts.load(language).items():
        told = prompts.render(key, language, **{name: f"<{name}>" for name in names})
        assert all(f"<{name}>" in told for name in names)
        assert "{" not in told


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert "{limit} {0.__class__}" in prompts.render("answer.official", "en", citation="{limit} {0.__class__}")


@pytest.mark.parametrize(
    ("values", "complaint"),
    [({}, "takes"), ({"citation": 1, "other": 2}, "takes"), ({"cite": 1}, "takes")],
)
def test_a_missing_or_unknown_variable_is_refused(values: dict[str, object], complaint: str) -> None:
    with pytest.raises(prompts.TemplateError, match=complaint):
        prompts.render("answer.official", "en", **values)


def test_an_unknown_template_or_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(prompts.TemplateError, match=r"'answer\.none' in en; there are answer\."):
        prompts.render("answer.none", "en")
    with pytest.raises(prompts.TemplateError, match="'de'; there are en, fr, es"):
        prompts.load("de")
    with pytest.raises(prompts.TemplateError, match="no templates in"):
        prompts.load("../prompts/en")


@pytest.mark.parametrize(
    "source",
    [
        'text = "at the top"',
        '[a]\nb = "a text of its own"',
        '[a.b]\ntext = "{x}"',
        '[a.b]\nvariables = ["x"]\ntext = "nothing"',
        '[a.b]\nvariables = ["x"]\ntext = "{x} {y}"',
        '[a.b]\nvariables = "x"\ntext = "{x}"',
        '[a.b]\nvariables = ["x"]\ntext = "{x.__class__}"',
        '[a.b]\ntext = "{}"',
        '[a.b]\ntext = "an open { brace"',
        "[a.b]\nvariables = []\ntext = 3",
        "[a.b]\nvariables = []",
        '[a.b]\ntext = "t"\ncolour = "red"',
        "[a.b",
    ],
)
def test_a_template_that_cannot_be_used_is_refused_when_it_is_loaded(source: str) -> None:
    with pytest.raises(prompts.TemplateError):
        prompts.parse(source)


def test_a_template_that_can_be_used_is_loaded() -> None:
    assert prompts.parse('[a.b]\nvariables = ["x"]\ntext = "{x}!"') == {"a.b": ("{x}!", frozenset({"x"}))}


# Typography --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(prompts.load("fr")))
def test_french_spaces_do_not_break(key: str) -> None:
    text = prompts.load("fr")[key][0]
    for mark in re.finditer("[;:!?»]", text):
        assert text[mark.start() - 1] == "\u00a0", text
    for mark in re.finditer("«", text):
        assert text[mark.end()] == "\u00a0", text


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_quotation_marks_and_apostrophes_are_those_of_the_language(language: str) -> None:
    for key, (text, _) in prompts.load(language).items():
        assert not re.search("['\"]", text), key
        assert ("«" in text) <= (language != "en"), key
        assert ("“" in text) <= (language == "en"), key


def test_spanish_questions_are_opened() -> None:
    for key, (text, _) in prompts.load("es").items():
        assert text.count("?") == text.count("¿"), key
        assert text.count("!") == text.count("¡"), key


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_refusals_are_whole_sentences(language: str) -> None:
    for key, (text, _) in prompts.load(language).items():
        if key.startswith("refusal."):
            assert text.endswith((".", "?", ":", "{detail}", "{candidates}")), key

"""Templates escape what they are given, say only what every catalogue has, and can be looked at by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError, nodes
from markupsafe import Markup

from assistant import i18n
from assistant.ui import preview, templating
from tests.world.folders import ROOT

NAMES = sorted(path.relative_to(templating.TEMPLATES).as_posix() for path in templating.TEMPLATES.rglob("*.html"))
TREES = {
    name: templating.environment("en").parse((templating.TEMPLATES / name).read_text(encoding="utf-8"))
    for name in NAMES
}
PYTHON = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "assistant" / "ui").rglob("*.py"))}
_TAKEN = (nodes.FromImport, nodes.Import, nodes.Include)
# The forms that a key has in the catalogue, by the function that asks for it.
FORMS = {"text": ("{}",), "plural": ("{}.one", "{}.many"), "named": ("{}.",), "date": ()}


def constants(node: nodes.Node) -> Iterator[str]:
    """Yield the texts that an expression can be; of one put together, how it begins and “…”."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        for each in (node.expr1, node.expr2):
            if each is not None:
                yield from constants(each)
    elif isinstance(node, nodes.Concat):
        yield from (f"{each}…" for each in constants(node.nodes[0]))


def asked(name: str) -> Iterator[tuple[str, str]]:
    """Yield the function and the key of every text that a template asks for."""
    for call in TREES[name].find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in FORMS and call.args:
            yield from ((call.node.name, key) for key in constants(call.args[0]))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_text_that_a_template_asks_for_is_in_the_catalogue(name: str, language: str) -> None:
    texts = i18n.catalogue(language)
    for function, key in asked(name):
        for form in FORMS[function]:
            wanted = form.format(key)
            begun = wanted.partition("…")[0] if "…" in wanted else wanted if wanted.endswith(".") else None
            assert wanted in texts if begun is None else any(each.startswith(begun) for each in texts), wanted


@pytest.mark.parametrize("name", NAMES)
def test_no_template_takes_a_value_for_safe(name: str) -> None:
    tree = TREES[name]
    assert not [each for each in tree.find_all(nodes.Filter) if each.name in ("safe", "forceescape", "xmlattr")]
    assert not list(tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)))
    assert not [each for each in tree.find_all(nodes.Name) if each.name == "Markup"]


@pytest.mark.parametrize("name", NAMES)
def test_every_attribute_stands_between_quotation_marks(name: str) -> None:
    source = (templating.TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(r"\s[\w-]+=\{\{", source)  # an escaped value could still end an attribute that has none


@pytest.mark.parametrize("name", NAMES)
def test_every_template_and_every_macro_is_used(name: str) -> None:
    imports = [getattr(each, "template", None) for tree in TREES.values() for each in tree.find_all(_TAKEN)]
    used_by_templates = {each.value for each in imports if isinstance(each, nodes.Const)}
    assert name in used_by_templates or any(f'"{name}"' in source for path, source in PYTHON.items() if is_page(path))
    sources = [*PYTHON.values(), *((templating.TEMPLATES / each).read_text(encoding="utf-8") for each in NAMES)]
    for macro in TREES[name].find_all(nodes.Macro):
        called = re.compile(rf'"{macro.name}"|(?<!macro ){macro.name}\(')
        assert any(called.search(source) for source in sources), macro.name


def is_page(path: Path) -> bool:
    """Tell whether a file belongs to the page: the preview alone is no reason to keep a template."""
    return path.parent.name != "samples"


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="cards"):
        templating.render("found.html", "en", unresolved="", counted="1 paragraph")


def test_a_value_comes_out_escaped() -> None:
    shown = templating.render("found.html", "en", unresolved="<i>", counted='"&"', cards=Markup("<ol></ol>"))
    assert shown.split() == '&lt;i&gt;<p class="count">&#34;&amp;&#34;</p><ol></ol>'.split()
    assert templating.macro("_pieces.html", "one_line", "en", "hint", "<b>") == '<p class="hint">&lt;b&gt;</p>'


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(KeyError, match="not available"):
        templating.render("footer.html", "xx")


def test_no_sign_turns_the_order_of_what_is_shown() -> None:
    shown = templating.environment("en").from_string("{{ name }}").render(name="re\u202efdp.txt\u2066<b>")
    assert shown == "refdp.txt&lt;b&gt;"


# The preview -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_preview_shows_every_part(language: str) -> None:
    rendered = preview.render_parts(language)
    assert {name for name in NAMES if not Path(name).name.startswith("_")} == {f"{name}.html" for name in rendered}
    assert all(shown.strip() for shown in rendered.values())
    page = preview.page(language, rendered)
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{language}" data-told="{language}">' in page  # else the styles hide it
    assert "--serif" in page  # the project's styles
    assert "<script" not in page


def test_the_preview_shows_one_part_alone(capsys: pytest.CaptureFixture[str]) -> None:
    preview.main(["welcome", "--lang", "fr"])
    shown = capsys.readouterr().out
    assert 'class="welcome"' in shown
    assert 'class="turn"' not in shown


def test_the_preview_names_the_parts_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        preview.main(["nothing"])
    assert "welcome" in capsys.readouterr().err

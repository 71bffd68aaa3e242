"""Exports to Markdown: what renderers show is the text, letter for letter, with its own numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.ask.types import Answer, AnswerStatus
from assistant.export.markdown_blocks import heading, paragraphs, quoted
from assistant.service import Assistant
from assistant.types import Citation
from corpus.text.typography import enclosed

QUESTION = "Quels sont les trois objectifs de la stratégie ?"
# As the standard has it; with the extensions of GitHub; with “(c)” made “©” and straight marks made round.
RENDERERS = {
    "commonmark": MarkdownIt("commonmark"),
    "github": MarkdownIt("gfm-like", {"linkify": False}),
    "typographer": MarkdownIt("js-default", {"typographer": True, "quotes": "\"\"''", "linkify": False}),
}
TEXTS = [
    "15. The Conference",
    "21 (c) and 9(r), 3 (tm)",
    "(c) rights at work",
    "(a) one\n(b) two\n\nafter",
    "a) un\nb) deux\niv) quatre",
    "1) first\n7) seventh\n2. second",
    "- a dash\n+ a plus\n* a star\n– a rule",
    "---\n===\n***\n___",
    "# no heading\n> no quotation\n    no code\n\tno tab",
    "```\ncode\n```\n~~~",
    "<b>bold</b> &amp; &lt; &#65; <!-- x -->",
    "[1] [a](b) ![c](d) [x]: https://e.example\n[x]: /y",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "so ... on -- and --- ±, +-, ,, ??? !!!!",
    "*a* _b_ **c** ~~d~~ `e` $f$ ^g^ a\\b\\",
    "https://www.ilo.org/x_y_z www.ilo.org a@b.org :tada: :memo:\n: definition",
    "paragr.\u00a024\u00a0c)\u00a0; «\u00a0oui\u00a0»\u00a0!",
    "\u00a0 both ends \u202f",
    "line one\\\nline two  \nline three",
]


def shown(source: str, renderer: MarkdownIt) -> list[tuple[str, str]]:
    """Return what a renderer shows: for each paragraph or heading, the outermost block it stands in, and its text."""
    found, around = [], []
    for token in renderer.parse(source):
        if token.nesting == 1:
            around.append(token.tag)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {
                "text",
                "code_inline",
                "link_open",
                "link_close",
                "em_open",
                "em_close",
            }
            found.append((around[0], "".join(child.content for child in children)))
        else:
            pytest.fail(f"{token.type}: {token.content}")
    return found


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("renderer", RENDERERS.values(), ids=RENDERERS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_renderer_shows_a_text_as_it_is(text: str, renderer: MarkdownIt) -> None:
    assert shown("\n\n".join(paragraphs(text)), renderer) == [("p", line) for line in lines(text)]
    assert shown(quoted(text), renderer) == [("blockquote", line) for line in lines(text)]


SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from(
    list("\n\t \u00a0#*_-+.()[]<>&`~|\\!:1ac")
)


@given(st.text(SIGNS, max_size=60))
@example("\u2028a\u2029")
@example("\ufeff#")
def test_any_text_comes_back_letter_for_letter(text: str) -> None:
    assert [said for _, said in shown(quoted(text), RENDERERS["commonmark"])] == lines(text)
    assert [said for _, said in shown(quoted(text), RENDERERS["github"])] == lines(text)


def test_a_heading_is_one_line() -> None:
    assert shown(heading(2, "1. What\n# is *that* #"), RENDERERS["commonmark"]) == [("h2", "1. What # is *that* #")]


def file_of(alinea: Assistant, result: object, *columns: str) -> list[tuple[str, str]]:
    content = alinea.export(result, "md", columns).decode("utf-8")  # type: ignore[arg-type]
    read = [shown(content, renderer) for renderer in RENDERERS.values()]
    assert read[0] == read[1] and [tag for tag, _ in read[2]] == [tag for tag, _ in read[0]]
    return read[0]


def test_an_answer_has_its_lines_and_its_sources_with_status_and_address(alinea: Assistant) -> None:
    answer = alinea.ask(QUESTION)
    read = file_of(alinea, answer)
    assert read[0] == ("h1", QUESTION)
    assert read[1 : 1 + len(lines(answer.answer))] == [("p", line) for line in lines(answer.answer)]
    assert ("h2", "Sources") in read and ("h2", "Reçu") in read
    assert {each.status for each in answer.citations} == {"official", "note"}
    for each in answer.citations:
        at = next(n for n, (tag, said) in enumerate(read) if tag == "h3" and said.startswith(f"{each.n}. "))
        assert read[at] == ("h3", f"{each.n}. {each.citation}")
        words = enclosed(each.quote, each.language) if each.status == "official" else each.quote
        quote = [("blockquote", line) for line in lines(words)]
        assert read[at + 2 : at + 2 + len(quote)] == quote
        told = read[at + 1][1]
        if each.status == "official":
            assert "Texte officiel" in told and "mot à mot" in told
        else:
            assert "Note non officielle" in told and "résumé" in told and "mot à mot" not in told
        reference, address = read[at + 2 + len(quote) :][:2]
        assert each.symbol and each.symbol in reference[1]
        assert address[1].startswith(f"Alinéa · /#/p/{each.document}/") and address[1].endswith(
            f"?lang={each.language}"
        )


def test_an_official_address_is_the_reference_s(alinea: Assistant) -> None:
    content = alinea.export(alinea.ask(QUESTION), "md").decode("utf-8")
    assert "](<https://example.org/gb912-ins-4.fr.pdf>)." in content


def test_a_search_shows_whole_paragraphs_and_other_languages_beneath(alinea: Assistant) -> None:
    found = alinea.find("ateliers", k=3)
    read = file_of(alinea, found, "en", "fr")
    for hit in found.hits:
        for text in (hit.text, *(each.text for code, each in hit.renditions.items() if code in ("en", "fr"))):
            assert all(("blockquote", line) in read for line in lines(text))
    assert any(said.startswith("English · Unofficial note") for _, said in read)


def test_a_reference_and_a_refusal_are_exported_as_what_they_are(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, paragr. 2 et 3 b)")
    read = file_of(alinea, cited)
    assert read[0] == ("h1", "GB.912/INS/4, paragr. 2 et 3 b)")
    assert [said for tag, said in read if tag == "h2"] == ["Reçu"]
    absent = alinea.cite("GB.912/INS/4, paragr. 99")
    assert all(("p", line) in file_of(alinea, absent) for line in lines(absent.message))
    refused = alinea.ask("How many cooperatives are there in Kenya?")
    read = file_of(alinea, refused)
    assert all(("p", line) in read for line in lines(refused.answer))
    assert not any(tag == "blockquote" for tag, _ in read)


def test_hostile_words_stay_words(alinea: Assistant) -> None:
    quote = '<img src=x onerror="x">\n# 15. [a](javascript:b) ![c](d)\n\n    1. code \ud800'
    source = Citation(1, "gb912-ins-4", None, "T", "2", "c", "fr", "official", quote, verified=False)
    answer = Answer("<b>?\n# x", "fr", "extractive", AnswerStatus.ANSWERED, f"{quote} [1]", (source,))
    read = file_of(alinea, answer)
    assert read[0] == ("h1", "<b>? # x")
    assert ("blockquote", "# 15. [a](javascript:b) ![c](d)") in read
    assert any("Non vérifié" in said for _, said in read)


def test_a_comparison_of_themes_has_a_heading_for_each(alinea: Assistant) -> None:
    grid = alinea.compare(["bicycle workshops", "submarines"], language="en")
    read = file_of(alinea, grid)
    assert [said for tag, said in read if tag == "h2"] == [*(row.theme for row in grid.rows), "Receipt"]
    for row in grid.rows:
        for cell in row.cells:
            for each in cell.paragraphs:
                assert all(("blockquote", line) in read for line in lines(each.text))


def test_two_places_compared_stand_one_beneath_the_other(alinea: Assistant) -> None:
    sides = alinea.differences("GB.912/INS/4, paragr. 2", "GB.912/INS/4, paragr. 3")
    read = file_of(alinea, sides)
    for pair in sides.pairs:
        for side in filter(None, (pair.left, pair.right)):
            assert all(("blockquote", line) in read for line in lines(side.text))
            assert any(tag == "p" and said.startswith(side.citation) for tag, said in read)


def test_the_command_line_writes_comparisons_too(command: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "compared.md"
    code, out, _ = command("compare", "ateliers", "--output", str(path))
    assert code == 0 and f"Written to {path}" in out
    assert path.read_text(encoding="utf-8").startswith("# ")

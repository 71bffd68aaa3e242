"""A comparison as HTML: themes by documents as a table of paragraphs, or two texts side by side."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.compare.types import Cell, Column, Grid, GridParagraph, Pair, Side, SideBySide
from assistant.ui import templating
from assistant.ui.parts import markup
from assistant.ui.parts.verdicts import own
from corpus.errors import AlineaError
from corpus.text.sentences import opening
from corpus.text.typography import listed

Outcome = Grid | SideBySide | AlineaError | None

_WORDS_SHOWN = 70  # of a paragraph in a cell; the whole of a longer one is one click away
_TITLE_SHOWN = 60  # characters of a document's title in the head of a column
_MOST_PAIRS = 200  # shown of two documents side by side


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("compare.title", language), i18n.text("compare.intro", language))


def render(language: str, outcome: Outcome) -> Markup:
    """Return the comparison, or the error that kept it from being made."""
    if outcome is None:
        return markup.hint(i18n.text("compare.empty", language))
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    if isinstance(outcome, SideBySide):
        return _sides(outcome, language)
    return _table(outcome, language)


def summary(language: str, outcome: Outcome) -> str:
    """Return how the comparison ended, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if isinstance(outcome, SideBySide):
        return i18n.plural("compare.pairs", len(outcome.pairs), language)
    left = f" {i18n.plural('compare.left_out', outcome.left_out, language)}" if outcome.left_out else ""
    return i18n.text("compare.summary", language, **outcome.counts()) + left


def _table(grid: Grid, language: str) -> Markup:
    """Return the grid, in a region that scrolls by itself where it is wider than the page."""
    return templating.render(
        "compare/grid.html",
        language,
        summary=summary(language, grid),
        columns=[_column(each) for each in grid.documents],
        rows=[{"theme": row.theme, "cells": [_cell(cell, language) for cell in row.cells]} for row in grid.rows],
    )


def _column(column: Column) -> dict[str, object]:
    short = templating.titled(column.title, _short(column.title))
    return {"title": column.title, "symbol": column.symbol, "short": short, "name": column.symbol or short}


def _short(title: str) -> str:
    """Return a title, cut after a word with a mark where it is long."""
    if len(title) <= _TITLE_SHOWN:
        return title
    return title[: _TITLE_SHOWN + 1].rpartition(" ")[0].rstrip(" ,;:–—-(") + "…"


def _cell(cell: Cell, language: str) -> dict[str, object]:
    """Return what a document has on a theme, or the languages in which it may have something."""
    return {
        "sure": cell.sure,
        "paragraphs": [_paragraph(each, language) for each in cell.paragraphs],
        "elsewhere": listed([i18n.name("language", code, language) for code in cell.other_languages], language),
    }


def _paragraph(shown: GridParagraph, language: str) -> dict[str, object]:
    """Return one paragraph: its reference, its text, of a long one also what it says of the theme, and the rest."""
    is_long = opening(shown.text, _WORDS_SHOWN) != shown.text
    excerpt = shown.said or opening(shown.text, _WORDS_SHOWN)
    start = shown.text.find(excerpt)
    before, after = shown.text[:start], shown.text[start + len(excerpt) :]
    others = [
        {
            "code": code,
            "lang": markup.lang(code),
            "badges": markup.badges(code, rendition.status, language),
            "text": rendition.text,
        }
        for code, rendition in sorted(shown.renditions.items())
        if code != shown.language
    ]
    return _read(shown, language) | {
        "excerpt": excerpt if is_long and excerpt != shown.text else "",
        "is_later": bool(before.strip()),
        "goes_on": bool(after.strip()),
        "others": others,
    }


def _read(each: GridParagraph | Side, language: str) -> dict[str, object]:
    """Return a text with its reference, and the links to its neighbours and to its own site."""
    label = i18n.text("compare.open", language, citation=each.citation)
    context = i18n.text("source.context", language)
    return {
        "citation": markup.reference(each.citation, each.title) if isinstance(each, Side) else each.citation,
        "badges": markup.badges(each.language, each.status, language),
        "lang": markup.lang(each.language),
        "text": each.text,
        "opener": markup.opener(each.document, each.locator, each.language, context, label=label),
        "site": markup.site_link(each.url, language),
    }


def _sides(result: SideBySide, language: str) -> Markup:
    """Return pairs of texts; of two documents, those in the same words are counted only."""
    several = len(result.pairs) > 1
    shown = [pair for pair in result.pairs if not several or pair.likeness != 1.0]
    said = [summary(language, result)]
    if result.missing:
        said.insert(0, i18n.text("compare.missing", language, reason=result.missing))
    if several:
        said.append(i18n.plural("compare.same", len(result.pairs) - len(shown), language))
    if len(shown) > _MOST_PAIRS:
        said.append(i18n.text("compare.most_pairs", language, n=_MOST_PAIRS))
    return templating.render(
        "compare/sides.html",
        language,
        said=said,
        marked=any(pair.is_marked for pair in shown),
        pairs=[_pair(pair, language) for pair in shown[:_MOST_PAIRS]],
    )


def _pair(pair: Pair, language: str) -> dict[str, object]:
    """Return two texts to stand beside each other, with the remark on them."""
    if pair.left is None or pair.right is None:
        remark = "compare.one_only"
    elif pair.likeness is None:
        remark = "compare.two_languages"
    elif pair.is_same:
        remark = "compare.equal"
    else:
        remark = "" if pair.is_marked else "compare.little"
    sides = (_side(pair.left, pair, language, first=True), _side(pair.right, pair, language, first=False))
    return {"remark": remark, "sides": sides}


def _side(side: Side | None, pair: Pair, language: str, *, first: bool) -> dict[str, object] | None:
    """Return one of two texts, the words that it alone has marked; None where there is none."""
    if side is None:
        return None
    read = _read(side, language)
    return read | {"text": own(pair.comparison, language, first=first)} if pair.is_marked else read

"""A comparison as HTML: themes by documents as a table of paragraphs, or two texts side by side."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.compare.types import Cell, Column, Grid, GridParagraph, Pair, Side, SideBySide
from assistant.ui.parts import markup
from assistant.ui.parts.verdicts import own
from corpus.errors import AlineaError
from corpus.text.sentences import opening

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
        return Markup('<p class="hint">{}</p>').format(i18n.text("compare.empty", language))
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
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
    heads = markup.join(
        Markup('<th scope="col" title="{}">{}{}</th>').format(
            each.title,
            each.symbol or _short(each.title),
            Markup('<span class="title">{}</span>').format(_short(each.title)) if each.symbol else "",
        )
        for each in grid.documents
    )
    rows = markup.join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row.theme,
            markup.join(_cell(cell, column, language) for cell, column in zip(row.cells, grid.documents, strict=True)),
        )
        for row in grid.rows
    )
    return Markup(
        '<p class="count">{}</p><div class="scroll" role="region" tabindex="0" aria-label="{}">'
        '<table class="grid"><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(
        summary(language, grid),
        i18n.text("compare.region", language),
        i18n.text("compare.theme", language),
        heads,
        rows,
    )


def _short(title: str) -> str:
    """Return a title, cut after a word with a mark where it is long."""
    if len(title) <= _TITLE_SHOWN:
        return title
    return title[: _TITLE_SHOWN + 1].rpartition(" ")[0].rstrip(" ,;:–—-(") + "…"


def _cell(cell: Cell, column: Column, language: str) -> Markup:
    """Return what a document has on a theme; the document's name is shown where cells stand below each other."""
    name = Markup('<p class="column" title="{}">{}</p>').format(column.title, column.symbol or _short(column.title))
    if not cell.paragraphs and cell.other_languages:
        spoken = ", ".join(i18n.name("language", code, language) for code in cell.other_languages)
        said = i18n.text("compare.nothing_found", language, language=spoken)
        return Markup('<td class="nothing">{}{}</td>').format(name, said)
    if not cell.paragraphs:
        return Markup('<td class="nothing">{}{}</td>').format(name, i18n.text("compare.nothing", language))
    unsure = "" if cell.sure else Markup('<p class="unsure">{}</p>').format(i18n.text("compare.unsure", language))
    return Markup("<td>{}{}{}</td>").format(
        name, unsure, markup.join(_paragraph(each, language) for each in cell.paragraphs)
    )


def _paragraph(shown: GridParagraph, language: str) -> Markup:
    """Return one paragraph: its reference, its text, its other languages, and the link to its context."""
    others = markup.join(
        Markup('<details class="rendition"><summary>{}</summary><p class="badges">{}</p>{}</details>').format(
            i18n.text("find.rendition", language, language=i18n.name("language", code, language)),
            markup.badges(code, rendition.status, language),
            Markup('<div class="text" lang="{}">{}</div>').format(markup.lang(code), rendition.text),
        )
        for code, rendition in sorted(shown.renditions.items())
        if code != shown.language
    )
    return Markup('<article class="cell"><p class="reference">{}</p><p class="badges">{}</p>{}{}{}</article>').format(
        shown.citation,
        markup.badges(shown.language, shown.status, language),
        _text(shown.text, shown.language, language),
        others,
        _actions(shown, language),
    )


def _actions(each: GridParagraph | Side, language: str) -> Markup:
    """Return the links to a text's neighbours, and to its own site."""
    opener = markup.opener(
        each.document,
        each.locator,
        each.language,
        i18n.text("source.context", language),
        label=i18n.text("compare.open", language, citation=each.citation),
    )
    return Markup('<p class="actions">{}{}</p>').format(opener, markup.site_link(each.url, language))


def _text(text: str, spoken: str, language: str) -> Markup:
    """Return a paragraph, or of a long one its beginning, with the whole of it folded."""
    begins = opening(text, _WORDS_SHOWN)
    if begins == text:
        return Markup('<div class="text" lang="{}">{}</div>').format(markup.lang(spoken), text)
    return Markup(
        '<div class="text" lang="{lang}">{begins} […]</div><details class="rendition"><summary>{whole}</summary>'
        '<div class="text" lang="{lang}">{text}</div></details>'
    ).format(lang=markup.lang(spoken), begins=begins, whole=i18n.text("compare.whole", language), text=text)


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
    legend = i18n.text("compare.legend", language) if any(pair.is_marked for pair in shown) else ""
    return Markup('<p class="count">{}</p><p class="hint">{}</p>{}').format(
        " ".join(said), legend, markup.join(_pair(pair, language) for pair in shown[:_MOST_PAIRS])
    )


def _pair(pair: Pair, language: str) -> Markup:
    """Return two texts beside each other, with the remark on them."""
    if pair.left is None or pair.right is None:
        remark = "compare.one_only"
    elif pair.likeness is None:
        remark = "compare.two_languages"
    elif pair.is_same:
        remark = "compare.equal"
    else:
        remark = "" if pair.is_marked else "compare.little"
    told = Markup('<p class="muted">{}</p>').format(i18n.text(remark, language)) if remark else ""
    return Markup('<section class="pair">{}<div class="two">{}{}</div></section>').format(
        told, _side(pair.left, pair, language, first=True), _side(pair.right, pair, language, first=False)
    )


def _side(side: Side | None, pair: Pair, language: str, *, first: bool) -> Markup:
    """Return one of two texts, the words that it alone has marked."""
    if side is None:
        return Markup('<div class="panel nothing">{}</div>').format(i18n.text("compare.no_such_place", language))
    text = own(pair.comparison, language, first=first) if pair.is_marked else side.text
    return Markup(
        '<article class="panel"><p class="reference">{}</p><p class="badges">{}</p><div class="text" lang="{}">{}</div>'
        "{}</article>"
    ).format(
        side.citation,
        markup.badges(side.language, side.status, language),
        markup.lang(side.language),
        text,
        _actions(side, language),
    )

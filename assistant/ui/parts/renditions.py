"""One paragraph in its languages, side by side where there is room: each text with its language and its status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from assistant import i18n
from assistant.read.types import Parallel, ParallelRow
from assistant.ui.parts import markup


def text_in(code: str, status: str, text: Markup, language: str) -> Markup:
    """Return a text under its language and its status."""
    return Markup('<div class="version"><p class="badges">{}</p><div class="text" lang="{}">{}</div></div>').format(
        markup.badges(code, status, language), markup.lang(code), text
    )


def folded(code: str, status: str, text: Markup, language: str) -> Markup:
    """Return a text that one click opens beside the others."""
    return Markup('<details class="rendition"><summary>{}</summary>{}</details>').format(
        i18n.text("find.rendition", language, language=i18n.name("language", code, language)),
        text_in(code, status, text, language),
    )


def beside(shown: Sequence[Markup], others: Iterable[Markup]) -> Markup:
    """Return texts side by side, and those that can be opened beside them."""
    style = Markup(" several") if len(shown) > 1 else Markup("")
    return Markup('<div class="languages{}">{}{}</div>').format(style, markup.join(shown), markup.join(others))


def others_of(parallel: Parallel, language: str, read: str) -> list[Markup]:
    """Return the texts of a paragraph in the other languages than the one `read`, each to be opened beside it.

    Of a list, what introduces it: its items are paragraphs of their own, and are opened by themselves.
    """
    row = parallel.rows[0]
    return [
        folded(code, row.texts[code].status, Markup.escape(_words(parallel, code)), language)
        for code in parallel.languages
        if code != read and code in row.texts
    ]


def _words(parallel: Parallel, code: str) -> str:
    """Return a paragraph's own words; those of its items where it has none."""
    row, *items = parallel.rows
    if row.texts[code].text:
        return row.texts[code].text
    return "\n".join(f"{each.texts[code].marker} {each.texts[code].text}" for each in items if code in each.texts)


def table(parallel: Parallel, language: str) -> Markup:
    """Return the rows of parallel text: a column for each language, each row a place."""
    rows = markup.join(_row(row, parallel, language) for row in parallel.rows)
    return Markup('<div class="parallel columns-{}">{}{}</div>').format(
        min(len(parallel.languages), 3), _heads(parallel, language), rows
    )


def _heads(parallel: Parallel, language: str) -> Markup:
    """Return the heads of the columns, for a screen wide enough for columns."""
    cells = (
        Markup('<p class="badges">{}</p>').format(markup.join(_badges(parallel, code, language)))
        for code in parallel.languages
    )
    return Markup('<div class="row heads">{}</div>').format(markup.join(cells))


def _badges(parallel: Parallel, code: str, language: str) -> list[Markup]:
    """Return the badges of a column: its language, and each status its texts have."""
    statuses = dict.fromkeys(row.texts[code].status for row in parallel.rows if code in row.texts)
    if not statuses:
        name = i18n.name("language", code, language)
        return [Markup('<span class="badge language">{}</span>').format(name)]
    return [markup.badges(code, status, language) for status in statuses]


def _row(row: ParallelRow, parallel: Parallel, language: str) -> Markup:
    depth = row.depth - parallel.rows[0].depth
    marker = next((text.marker for text in row.texts.values() if text.marker), "")
    # the first place is what the page is called
    unnumbered = {code: marker or (text.label or row.label if depth else "") for code, text in row.texts.items()}
    cells = markup.join(_cell(row, code, unnumbered.get(code, ""), language) for code in parallel.languages)
    return Markup('<div class="row{}" data-locator="{}">{}</div>').format(
        Markup(" item") if depth else Markup(""), row.locator, cells
    )


def _cell(row: ParallelRow, code: str, marker: str, language: str) -> Markup:
    """Return a place's text in one language, or that this version does not have it."""
    if code not in row.texts:
        name = i18n.name("language", code, language)
        return Markup('<div class="wording absent"><p class="hint">{}</p></div>').format(
            i18n.text("parallel.cell.absent", language, language=name)
        )
    found = row.texts[code]
    words = Markup.escape(found.text)
    if found.columns:
        pairs = (Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in found.columns)
        words = Markup('<dl class="columns">{}</dl>').format(markup.join(pairs))
    return Markup(
        '<div class="wording"><p class="badges">{}</p>'
        '<div class="text" lang="{}"><span class="marker">{}</span> {}</div></div>'
    ).format(markup.badges(code, found.status, language), markup.lang(code), found.marker or marker, words)

"""From untrusted text to safe HTML: the pieces that parts share, and nothing here trusts its input.

Documents, questions, titles and file names are all written by others. The templates, like `Markup.format`, escape
every value that is not itself `Markup`, so a page built of them cannot carry anybody's tags. Gradio's own Handlebars
templates would not do: it evaluates their *result* as a JavaScript template, so that `${…}` in a document would run.
Plain values of `gr.HTML` are never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup

from assistant import i18n
from assistant.permalinks import permalink
from assistant.text.cited import markers
from assistant.types import Citation
from assistant.ui import templating
from assistant.ui.parts.term_marks import TermMarker
from assistant.ui.templating import lang as lang
from corpus.errors import AlineaError
from corpus.text.folding import without_accents
from corpus.text.typography import QUOTED, enclosed
from corpus.types import Language, Status

LONGEST_TITLE = 120  # characters: two lines of a card

# Words a reader does not search for; highlighting them would bury the ones that matter.
_FUNCTION_WORDS = """
about and are aux avec but ces cette comment como con dans das del des did does est este esta for from has have how
les las leur leurs los mais not nos notre ont our para par pas pour por qual quel quelle quelles quels que qui ses
son sont sur the their there these they this those una une was were what when where which who will with would you your
"""
# A word and the combining accents that may follow its letters: an accent written apart does not cut a word in two.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ITEM = ("- ", "• ", "* ")


def join(parts: Iterable[Markup]) -> Markup:
    """Return pieces of HTML, one after another."""
    return Markup("").join(parts)


def fold(word: str) -> str:
    """Return a word without case or accents, for comparison only."""
    return without_accents(word.casefold())


def stems(query: str) -> tuple[str, ...]:
    """Return what the words of a query begin with: enough of each word to recognise its other forms.

    Five letters or two thirds of the word, whichever is more, keep `coopérative` and `coopératives` together
    and `formation` apart from `format`; short words are kept whole.
    """
    words = (fold(word) for word in _WORD.findall(query))
    kept = [word for word in words if len(word) > 2 and word not in _FUNCTION_WORDS.split()]
    return tuple(dict.fromkeys(word[: max(5, -(-2 * len(word) // 3))] for word in kept))


def highlight(text: str, query: str) -> Markup:
    """Return `text` escaped, the words that `query` searches for inside `<mark>`, whatever their case and accents."""
    sought = stems(query)
    pieces: list[Markup] = []
    done = 0
    for match in _WORD.finditer(text):
        if _sought(fold(match.group()), sought):
            pieces += [Markup.escape(text[done : match.start()]), Markup("<mark>{}</mark>").format(match.group())]
            done = match.end()
    return join([*pieces, Markup.escape(text[done:])])


def _sought(word: str, sought: tuple[str, ...]) -> bool:
    """Tell whether a folded word is one of those sought; a short stem must be the whole word, but for a plural."""
    return any(word.startswith(stem) if len(stem) >= 5 else word in (stem, f"{stem}s", f"{stem}es") for stem in sought)


def paragraphs(text: str, sources: Mapping[int, Citation], language: str, spoken: str | None = None) -> Markup:
    """Return an answer’s text as paragraphs and lists, every `[n]` of ours that has a source made a button to it.

    `spoken` is the language in which a model wrote it, if one did.
    """
    terms = TermMarker(language)

    def shown(line: str) -> Markup:
        return _with_buttons(line, sources, language, terms, spoken)

    blocks: list[tuple[Markup, list[Markup]]] = []  # a line, or the items of a list
    for are_items, lines in groupby(_lines(text), key=lambda line: line.lstrip().startswith(_ITEM)):
        if are_items:
            blocks.append((Markup(""), [shown(line.lstrip()[2:].strip()) for line in lines]))
        else:
            blocks += [(shown(line.strip()), []) for line in lines if line.strip()]
    return templating.render("paragraphs.html", language, blocks=blocks)


def _lines(text: str) -> Iterator[str]:
    r"""Yield the lines of a text; those of a quotation that runs over several stay together.

    >>> list(_lines("It says: “one:\n(a) two” [1]\nNo more."))
    ['It says: “one:\n(a) two” [1]', 'No more.']
    """
    held: list[str] = []
    opened = 0  # quotation marks
    for line in text.splitlines():
        held.append(line)
        opened = max(0, opened + sum(map(line.count, "“«")) - sum(map(line.count, "”»")))
        if not opened:
            yield "\n".join(held)
            held.clear()
    yield from held


def _with_buttons(
    text: str, sources: Mapping[int, Citation], language: str, terms: TermMarker, spoken: str | None
) -> Markup:
    """Return a line escaped, its numbers of sources made buttons, its terms explained."""
    pieces: list[Markup] = []
    done = 0
    for marker in markers(text, sources.values()):
        source = sources.get(int(marker[1]))
        if source is not None:
            ours = spoken or (source.language if source.status == "note" else None)
            pieces += [_with_quotes(text[done : marker.start()], source, terms, ours), _number(source, language)]
            done = marker.end()
    rest = text[done:]
    return join([*pieces, terms.mark(rest, spoken) if spoken else Markup.escape(rest)])


def _number(source: Citation, language: str) -> Markup:
    """Return the number of a source as the button that opens its paragraph, with the mark of what stands there."""
    kind = "note" if source.status == "note" else "checked" if source.verified else "unchecked"
    mark = {"checked": "✓", "unchecked": "!"}.get(kind) or i18n.text("source.mark.note.short", language)
    seen = i18n.text("source.see", language, n=source.n, citation=source.citation)
    return opener(
        source.document,
        source.locator,
        source.language,
        str(source.n),
        style="ref",
        label=f"{seen} ({i18n.text(f'source.mark.{kind}', language)})",
        quote=source.quote,
        mark=mark,
    )


def _with_quotes(text: str, source: Citation, terms: TermMarker, ours: str | None) -> Markup:
    """Return text escaped, its terms explained, its quotations marked with the language of its source.

    `ours` is the language of what stands around them, if it is known.
    """
    pieces: list[Markup] = []
    done = 0
    for match in QUOTED.finditer(text):
        quoted_words = terms.mark(match.group(), source.language)
        pieces += [terms.mark(text[done : match.start()], ours), quoted(quoted_words, source.language)]
        done = match.end()
    return join([*pieces, terms.mark(text[done:], ours)])


def opener(
    document: str, locator: str, language: str, text: str, *, style: str = "link", label: str = "", **sought: str
) -> Markup:
    """Return a button that opens a paragraph in its context; `label` replaces `text` for screen readers.

    `sought` is what is marked there: the `quote` of an answer, or the `query` of a search; or a `mark` of its own.
    """
    return _piece("opener", document, locator, language, text, style, label, sought)


def place(document: str, locator: str | None, language: str | None, text: str) -> Markup:
    """Return a link to the page of a paragraph, or of a document's first, to be read in a language."""
    read = language if language in set(Language) else None
    return _piece("place", permalink(document, locator, read)[1:], text)


def quotation(quote: str, language: str) -> Markup:
    """Return a quote between the guillemets of its own language, marked as being in it."""
    return _piece("quotation", enclosed(quote.strip(), language), language)


def quoted(words: str, language: str) -> Markup:
    """Return words quoted inside a line, marked as being in their own language."""
    return _piece("quoted", words, language)


def cut(text: str, most: int = LONGEST_TITLE) -> str:
    """Return a text of at most `most` characters: itself, or its first words and “…”.

    >>> cut("An Act respecting cooperatives", 20)
    'An Act respecting…'
    """
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0] or text[: most - 1]
    return f"{words.rstrip(' ,;:–-')}…"


def shortened(title: str) -> Markup:
    """Return a title that leaves room for the rest of the page; where it was cut, the pointer shows it whole."""
    return templating.titled(title, cut(title))


def reference(citation: str, title: str) -> Markup:
    """Return a reference; of one that begins with a document's title, the title may be cut, what follows never is."""
    if not title or not citation.startswith(title):
        return Markup.escape(citation)
    return shortened(title) + citation.removeprefix(title)


def title_beside(citation: str, title: str) -> Markup:
    """Return a document's title under its reference; nothing if the reference already begins with it."""
    return Markup("") if citation.startswith(title) else _piece("title", shortened(title))


def pasted(words: str, language: str, named: Iterable[str], status: str, beside: str = "") -> str:
    """Return words in quotation marks with what names their place, title and reference, to be pasted anywhere.

    A document without a symbol is cited by its title, which then stands there once. Of a text that nobody has confirmed
    as official, that is said.
    """
    *before, reference = named
    told = i18n.name("status", status, language) if status == Status.ADDED else ""
    places = filter(None, [*(each for each in before if not reference.startswith(f"{each},")), reference, told])
    return f"{enclosed(words, language)}{f' — {beside}' if beside else ''} ({', '.join(places)})"


def badges(text_language: str, status: str, language: str) -> Markup:
    """Return the badges that every passage has: its language and its status."""
    return _piece("badges", text_language, status, interface=language)


def site_link(url: str | None, language: str) -> Markup:
    """Return a link to the text's own site, naming the host; nothing unless the address is a plain https one."""
    if not url:
        return Markup("")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # “https://[x” and the like: not an address, so no link
        return Markup("")
    if parts.scheme != "https" or not host or parts.username is not None:
        return Markup("")
    return _piece("site_link", url, host.removeprefix("www."), interface=language)


def notice(title: str, message: str, style: str = "problem") -> Markup:
    """Return a calm box: what happened, and what to do."""
    return _piece("notice", title, message, style)


def problem(error: AlineaError, language: str) -> Markup:
    """Return the box that tells an error."""
    return notice(i18n.text("problem.title", language), i18n.error(error, language))


def introduction(title: str, text: str) -> Markup:
    """Return the title of a page and what it is for."""
    return _piece("introduction", title, text)


def one_line(style: str, said: str) -> Markup:
    """Return one line that stands by itself, of a class: `hint`, `waiting` or another."""
    return _piece("one_line", style, said)


def hint(text: str) -> Markup:
    """Return what stands where there is nothing yet."""
    return one_line("hint", text)


def waiting(text: str) -> Markup:
    """Return what stands where something is awaited."""
    return one_line("waiting", text)


def _piece(name: str, *values: object, interface: str = i18n.DEFAULT) -> Markup:
    """Return one of the pieces in `_pieces.html`; most say nothing in the language of the interface."""
    return templating.macro("_pieces.html", name, interface, *values)

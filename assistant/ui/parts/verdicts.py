"""The verdicts on quotations as HTML: each in a word and a colour, where it stands, and the words that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from assistant import i18n
from assistant.text.word_diff import Difference, Op
from assistant.ui.parts import markup
from assistant.verify.types import Attribution, CheckedQuote, QuotePlace, Verdict, Verified
from corpus.errors import AlineaError
from corpus.text.typography import enclosed
from corpus.types import Status

Outcome = Verified | AlineaError | None

_MOST_PLACES = 8  # shown of a quotation that stands in many
_LONGEST = 1_200  # characters of a quotation that are shown


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("verify.title", language), i18n.text("verify.intro", language))


def render(language: str, outcome: Outcome) -> Markup:
    """Return the verdicts, the message that there was nothing to check, or the error that kept it from being done."""
    if outcome is None:
        return Markup('<p class="hint">{}</p>').format(i18n.text("verify.empty", language))
    if isinstance(outcome, AlineaError):
        return markup.notice(i18n.text("problem.title", language), i18n.error(outcome, language))
    if not outcome.quotes:
        nothing = i18n.text("verify.nothing", language), i18n.text("verify.none.advice", language)
        return markup.notice(*nothing, style="refusal")
    cards = markup.join(_card(n, checked, language) for n, checked in enumerate(outcome.quotes, 1))
    return Markup('<p class="count">{}</p><ol class="results">{}</ol>').format(summary(language, outcome), cards)


def summary(language: str, outcome: Outcome) -> str:
    """Return how many quotations have each verdict, in one plain line: what a screen reader announces."""
    if outcome is None:
        return ""
    if isinstance(outcome, AlineaError):
        return i18n.error(outcome, language)
    if not outcome.quotes:
        return i18n.text("verify.nothing", language)
    counts = {verdict: sum(each.status is verdict for each in outcome.quotes) for verdict in Verdict}
    said = ", ".join(
        i18n.plural(f"verify.count.{verdict}", count, language) for verdict, count in counts.items() if count
    )
    parts = [
        i18n.text(
            "verify.summary", language, quotes=i18n.plural("verify.count", len(outcome.quotes), language), verdicts=said
        )
    ]
    if outcome.unchecked:
        parts.append(i18n.plural("verify.unchecked", outcome.unchecked, language))
    return " ".join(parts)


def _card(n: int, checked: CheckedQuote, language: str) -> Markup:
    """Return one verdict; words of our own notes alone are marked as such at once."""
    kind = checked.status.value
    return Markup(
        '<li class="hit verdict {status}"><article><div class="source-head">'
        '<span class="number" aria-hidden="true">{n}</span><h3 class="reference">'
        '<span class="verdict-word">{word}</span> {explained}</h3></div>'
        "{quote}{places}{note}{attributed}</article></li>"
    ).format(
        status=kind.replace("_", "-"),
        n=n,
        word=i18n.text(f"verify.{kind}", language),
        explained=i18n.text(f"verify.{kind}.explained", language),
        quote=_quote(checked, language),
        places=_places(checked, language),
        note=_line("unofficial", i18n.text("verify.ours", language))
        if checked.places and checked.places[0].status == Status.NOTE
        else "",
        attributed=_attributed(checked.attributed, checked.status, language) if checked.attributed else "",
    )


def _quote(checked: CheckedQuote, language: str) -> Markup:
    """Return the quotation; an altered one with its differences from the text in it, then in words."""
    spoken = markup.lang(checked.places[0].language if checked.places else "und")
    if not checked.comparison:
        cut = checked.quote if len(checked.quote) <= _LONGEST else f"{checked.quote[:_LONGEST].rstrip()} […]"
        return Markup('<blockquote lang="{}">{}</blockquote>').format(spoken, cut)
    listed = markup.join(
        Markup("<li>{}</li>").format(_difference(each, spoken, language)) for each in checked.differences
    )
    return Markup('<blockquote lang="{}">{}</blockquote><ul class="differences">{}</ul>').format(
        spoken, marked(checked.comparison, language), listed
    )


def marked(comparison: Iterable[Difference], language: str) -> Markup:
    """Return a quotation with what it leaves out of the text struck through, and what it puts in underlined.

    Screen readers get the signs in words.
    """
    pieces: list[Markup] = []
    for each in comparison:
        if each.op is Op.EQUAL:
            pieces.append(Markup.escape(each.quoted + each.quoted_after))
            continue
        if each.text:
            pieces += [_change("del", each.text, each.figure, language), Markup(" ")]
        if each.quoted:
            pieces += [_change("ins", each.quoted, each.figure, language), Markup.escape(each.quoted_after)]
    return markup.join(pieces)


def own(comparison: Iterable[Difference], language: str, *, first: bool) -> Markup:
    """Return one of two texts, letter for letter, with the words that it alone has marked."""
    pieces: list[Markup] = []
    for each in comparison:
        words, after = (each.text, each.text_after) if first else (each.quoted, each.quoted_after)
        changed = words and each.op is not Op.EQUAL
        tag = "del" if first else "ins"
        shown = _change(tag, words, each.figure, language) if changed else Markup.escape(words)
        signs = after.rstrip() if each.op is Op.EQUAL and not each.is_same else ""
        told = _change(tag, signs, False, language) if signs else ""
        pieces += [shown, Markup.escape(told), Markup.escape(after[len(signs) :])]
    return markup.join(pieces)


def _change(tag: str, words: str, figure: bool, language: str) -> Markup:
    """Return words struck through (`del`) or underlined (`ins`), and the same in words for screen readers."""
    return Markup('<{tag}{figure}><span class="visually-hidden" lang="{lang}">{said} </span>{words}</{tag}>').format(
        tag=tag,
        figure=Markup(' class="figure"') if figure else "",
        lang=language,
        said=i18n.text("verify.left_out" if tag == "del" else "verify.put_in", language),
        words=words,
    )


def _difference(each: Difference, spoken: str, language: str) -> Markup:
    kind = "figure" if each.figure else each.op.value
    parts = {
        name: Markup('<span class="quote" lang="{}">{}</span>').format(spoken, enclosed(words, language))
        for name, words in (("quoted", each.quoted), ("text", each.text))
    }
    if kind == "figure" and each.op is not Op.REPLACE:
        kind = each.op.value
    return Markup.escape(i18n.catalogue(language)[f"verify.difference.{kind}"]).format(**parts)


def _places(checked: CheckedQuote, language: str) -> Markup:
    """Return where the quotation stands or nearly does, or the paragraph that may be meant.

    Of an altered one, the notes that have its very words come after, under a title of their own.
    """
    shown, title = checked.places[:_MOST_PLACES], f"verify.where.{checked.status}"
    if checked.status is Verdict.ALTERED and len(shown) > 1:
        noted = replace(checked, status=Verdict.FOUND_IN_NOTE, places=checked.places[1:])
        return _places(replace(checked, places=shown[:1]), language) + _places(noted, language)
    if checked.status is Verdict.NOT_FOUND:
        if checked.nearest is None:
            return Markup("")
        shown = (checked.nearest,)
    listed = markup.join(_place(place, language) for place in shown)
    more = ""
    if len(checked.places) > len(shown) or checked.more_places:
        more = i18n.text("verify.more", language)
    return Markup('<div class="places"><p class="small-caps">{}</p><ul>{}</ul>{}</div>').format(
        i18n.text(title, language), listed, _line("muted", more) if more else ""
    )


def _place(place: QuotePlace, language: str) -> Markup:
    """Return one place: its reference, which opens the paragraph, and its version."""
    reference = markup.opener(place.document, place.locator, place.language, place.citation)
    return Markup("<li>{} {}</li>").format(
        reference if place.locator else place.citation,  # a title has no context
        markup.badges(place.language, place.status, language),
    )


def _attributed(attributed: Attribution, status: Verdict, language: str) -> Markup:
    """Return where the text says that the quotation stands, and whether it does."""
    if attributed.holds:
        kind = "holds"
    elif status is Verdict.FOUND_IN_NOTE and attributed.holds is None and attributed.status == "found":
        kind = "only_note"
    elif attributed.status in ("not_loaded", "unknown_document", "no_such_paragraph"):
        kind = attributed.status
    else:
        kind = "unknown" if attributed.holds is None or status is Verdict.NOT_FOUND else "elsewhere"
    shown = attributed.citation or enclosed(attributed.reference, language)
    said = i18n.text(f"verify.attributed.{kind}", language, reference=shown)
    return _line(f"attributed {'good' if attributed.holds else 'doubtful'}", said)


def _line(style: str, text: str) -> Markup:
    return Markup('<p class="{}">{}</p>').format(style, text)

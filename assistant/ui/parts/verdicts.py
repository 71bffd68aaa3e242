"""The verdicts on quotations as HTML: each in a word and a colour, where it stands, and the words that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from assistant import i18n
from assistant.text.word_diff import Difference, Op
from assistant.ui import templating
from assistant.ui.parts import markup
from assistant.verify.types import Attribution, CheckedQuote, QuotePlace, Verdict, Verified
from corpus.errors import AlineaError
from corpus.text.typography import enclosed

Outcome = Verified | AlineaError | None

_MOST_PLACES = 8  # shown of a quotation that stands in many
_LONGEST = 1_200  # characters of a quotation that are shown


def intro(language: str) -> Markup:
    """Return what the page is for."""
    return markup.introduction(i18n.text("verify.title", language), i18n.text("verify.intro", language))


def render(language: str, outcome: Outcome) -> Markup:
    """Return the verdicts, the message that there was nothing to check, or the error that kept it from being done."""
    if outcome is None:
        return markup.hint(i18n.text("verify.empty", language))
    if isinstance(outcome, AlineaError):
        return markup.problem(outcome, language)
    if not outcome.quotes:
        nothing = i18n.text("verify.nothing", language), i18n.text("verify.none.advice", language)
        return markup.notice(*nothing, style="refusal")
    cards = [_card(each, language) for each in outcome.quotes]
    return templating.render("verdicts.html", language, summary=summary(language, outcome), cards=cards)


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


def _card(checked: CheckedQuote, language: str) -> dict[str, object]:
    """Return one verdict; words of our own notes, or of a text that was added, are marked as such at once."""
    spoken = markup.lang(checked.places[0].language if checked.places else "und")
    quote, listed = _cut(checked.quote), None
    if checked.comparison:
        quote = marked(checked.comparison, language)
        listed = [_difference(each, spoken, language) for each in checked.differences]
    return {
        "kind": checked.status.value,
        "spoken": spoken,
        "quote": quote,
        "differences": listed,
        "groups": _places(checked, language),
        "worth": checked.worth,
        "attributed": _attributed(checked.attributed, checked.status, language) if checked.attributed else None,
    }


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rstrip()} […]"


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
    said = i18n.text("verify.left_out" if tag == "del" else "verify.put_in", language)
    return templating.macro("_pieces.html", "change", language, tag, words, figure, said)


def _difference(each: Difference, spoken: str, language: str) -> Markup:
    kind = "figure" if each.figure else each.op.value
    parts = {
        name: markup.quoted(enclosed(words, language), spoken)
        for name, words in (("quoted", each.quoted), ("text", each.text))
    }
    if kind == "figure" and each.op is not Op.REPLACE:
        kind = each.op.value
    return Markup.escape(i18n.catalogue(language)[f"verify.difference.{kind}"]).format(**parts)


def _places(checked: CheckedQuote, language: str) -> list[dict[str, object]]:
    """Return where the quotation stands or nearly does, or the paragraph that may be meant.

    Of an altered one, the notes that have its very words come after, under a title of their own.
    """
    shown, title = checked.places[:_MOST_PLACES], f"verify.where.{checked.status}"
    if checked.status is Verdict.ALTERED and len(shown) > 1:
        noted = replace(checked, status=Verdict.FOUND_IN_NOTE, places=checked.places[1:])
        return _places(replace(checked, places=shown[:1]), language) + _places(noted, language)
    if checked.status is Verdict.NOT_FOUND:
        if checked.nearest is None:
            return []
        shown = (checked.nearest,)
    return [
        {
            "title": i18n.text(title, language),
            "places": [_place(place, language) for place in shown],
            "has_more": len(checked.places) > len(shown) or checked.more_places,
        }
    ]


def _place(place: QuotePlace, language: str) -> dict[str, object]:
    """Return one place: its reference, which opens the paragraph, and its version."""
    cited = markup.reference(place.citation, place.title)
    return {
        "reference": markup.opener(place.document, place.locator, place.language, cited)
        if place.locator
        else cited,  # a title has no context
        "badges": markup.badges(place.language, place.status, language),
    }


def _attributed(attributed: Attribution, status: Verdict, language: str) -> dict[str, object]:
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
    return {
        "holds": attributed.holds,
        "said": i18n.text(f"verify.attributed.{kind}", language, reference=shown),
    }
